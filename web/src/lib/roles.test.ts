import { expect, test } from 'vitest';
import { atLeast, roles } from './roles';

test('a role may what it is needed for, and all that lesser roles may', () => {
  for (const [index, role] of roles.entries())
    for (const [other, least] of roles.entries())
      expect(atLeast(role, least), `${role} ≥ ${least}`).toBe(index >= other);
});
