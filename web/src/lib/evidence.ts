// What they themselves, a site or a network have proven goes before what somebody thinks.
interface Evidence {
  kind: string;
  weight: number;
}
const proofs = ['confirmed', 'signed', 'domain', 'rel_me'];

export const isProof = (one: Evidence) => proofs.includes(one.kind) && one.weight === 1;

export const strongestFirst = <E extends Evidence>(all: E[]): E[] =>
  [...all].sort((one, other) => Number(isProof(other)) - Number(isProof(one)));
