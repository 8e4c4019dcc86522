import { expect, test } from 'vitest';
import { groupsOf, hrefOf, sections, seenBy } from './sections';

test('every page stands in the list once, in one group', () => {
  const listed = groupsOf(sections).flatMap((group) => group.sections.map((one) => one.id));
  expect(listed.toSorted()).toEqual(sections.map((one) => one.id).toSorted());
  expect(new Set(listed).size).toBe(listed.length);
});

test('whoever may not see a page does not find it in the list', () => {
  expect(seenBy('owner')).toEqual(sections);
  expect(seenBy('agent').map((one) => one.id)).not.toContain('quarantine');
  expect(seenBy('viewer').map((one) => one.id)).toContain('channels');
});

test('an address holds what is deeper', () => {
  expect(hrefOf('channels')).toBe('/settings/channels');
  expect(hrefOf('channels', 'a/b')).toBe('/settings/channels/a%2Fb');
});
