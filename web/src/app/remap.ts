// Changing keys: what may not be, and what an override looks like. Pure; keys.ts has the table.
import { keyIds, keysOf, table, type KeyId, type Overrides } from './keys';

export type Refusal = { kind: 'reserved' } | { kind: 'taken'; by: KeyId };

// What a browser takes for itself before a page hears of it, and what leads out of any page.
const reserved = ['escape', 'tab', 'shift+tab', 'mod+t', 'mod+w', 'mod+n', 'mod+r', 'mod+l', 'mod+q', 'mod+shift+t'];

// "g" and "g i" cannot both be: the first would always win.
const stands = (one: string, other: string) =>
  one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);

export function refusal(id: KeyId, keys: string, overrides: Overrides): Refusal | null {
  if (!keys || keys.split(' ').some((step) => reserved.includes(step))) return { kind: 'reserved' };
  const by = keyIds.find((other) => other !== id && stands(keysOf(other, overrides), keys));
  return by ? { kind: 'taken', by } : null;
}

// What stands in the table needs no override.
export function remapped(overrides: Overrides, id: KeyId, keys: string): Overrides {
  const { [id]: _, ...rest } = overrides;
  return keys === table[id].keys ? rest : { ...rest, [id]: keys };
}

export function swapped(overrides: Overrides, id: KeyId, other: KeyId, keys: string): Overrides {
  const mine = keysOf(id, overrides);
  return remapped(remapped(overrides, id, keys), other, mine);
}
