// Who may do what: each role may all that the ones before it may.
export const roles = ['viewer', 'agent', 'admin', 'owner'] as const;
export type RoleName = (typeof roles)[number];

export const atLeast = (role: RoleName, least: RoleName): boolean => roles.indexOf(role) >= roles.indexOf(least);
