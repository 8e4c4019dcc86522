// The journeys that the screens are made for, with the keys they may cost. Text is not counted.
import assert from 'node:assert/strict';
import { eventually } from '../lib/browser/cases.mjs';
import { Window } from '../lib/browser/window.mjs';

const answer = 'We are sorry. Two loaves wait for you under your name.';

const inside = ({ browser, demo, mara }, path) => Window.open(browser, demo.address, { storage: mara.storage }).then((one) => one.go(path));
const rows = (window) => window.page.locator('.row[data-id]');
const selected = (window) => window.page.locator('.row.selected');
const box = (window) => window.page.locator('.conversation textarea');
const said = (window, text) => window.page.locator('.conversation article', { hasText: text });

async function openRows(mara, wanted = () => true) {
  const { items } = await mara.get('/conversations?view=open&limit=50');
  return items.filter(wanted);
}

// Somebody waits for an answer here who has spoken to us before.
async function complaint({ mara }) {
  for (const row of await openRows(mara, (one) => one.elsewhere > 0 && one.waiting_since && !one.draft)) {
    const { reply, prior } = await mara.get(`/conversations/${row.id}`);
    if (reply.allowed && prior.total > 0) return row;
  }
  throw new Error('the story knows nobody who waits here and has spoken before');
}

async function angryPost(house) {
  const row = await complaint(house);
  const window = await inside(house, `/inbox/${row.id}`);
  await selected(window).waitFor();
  // The history stands beside the composer unasked.
  await window.page.getByText(/other conversations?/).first().waitFor();
  const keys = await window.counted(async () => {
    await window.press('r');
    await window.type(answer);
    await window.press('Control+Enter');
  });
  await said(window, answer).waitFor();
  assert.equal(await box(window).inputValue(), '');
  assert.equal(keys, 2);
  await eventually(async () => {
    const { items } = await house.mara.get(`/conversations/${row.id}/messages`);
    assert.equal(items.filter((one) => one.text === answer).length, 1);
  });
  return { window, row };
}

async function undone(house) {
  const { window, row } = await angryPost(house);
  const keys = await window.counted(() => window.press('z'));
  await eventually(async () => assert.equal(await box(window).inputValue(), answer));
  await said(window, answer).waitFor({ state: 'detached' });
  assert.equal(keys, 1);
  const { items } = await house.mara.get(`/conversations/${row.id}/messages`);
  assert.equal(items.filter((one) => one.text === answer).length, 0);
  await box(window).fill('');
  await window.close();
}

// One of the ways to be done with a conversation; the next must be selected at once.
const deeds = [
  { keys: ['e'], done: (one) => one.closed_at },
  { keys: ['h', '1'], done: (one) => one.snoozed_until },
  { keys: ['Shift+A', 'j'], done: (one) => one.assignee },
];

async function triage(house, count = 40) {
  const fresh = await openRows(house.mara, (one) => !one.assignee);
  assert.ok(fresh.length >= count, `the story has only ${fresh.length} conversations that nobody has`);
  const window = await inside(house, '/inbox?view=open');
  await rows(window).first().waitFor();
  await window.press('j');
  const ended = [];
  let most = 0;
  for (let n = 0; n < count; n += 1) {
    const deed = deeds[n % 3];
    const id = await selected(window).getAttribute('data-id');
    const before = await window.page.evaluate(() => performance.now());
    const keys = await window.counted(() => handled(window, deed.keys, id));
    house.waits.push((await window.page.evaluate(() => performance.now())) - before);
    most = Math.max(most, keys);
    ended.push({ id, deed });
  }
  assert.ok(most <= 2, `a conversation took ${most} keys`);
  for (const { id, deed } of ended)
    await eventually(async () => assert.ok(deed.done(await house.mara.get(`/conversations/${id}`)), `${deed.keys} did not reach ${id}`));
  await window.close();
}

async function handled(window, keys, id) {
  for (const key of keys) {
    if (key === '1') await window.page.getByRole('option').first().waitFor();
    await window.press(key);
  }
  await window.page.locator(`.row.selected:not([data-id="${id}"])`).waitFor();
}

async function linked(house) {
  const { items } = await house.mara.get('/suggestions');
  assert.ok(items.length, 'the story suggests nobody');
  const { suggestion, row } = await withConversation(house, items);
  const window = await inside(house, `/inbox/${row.id}?view=all`);
  await window.page.getByText('Is this also').waitFor();
  const keys = await window.counted(() => window.press('Alt+m', 'Enter'));
  await window.sees('Now one person with');
  assert.equal(keys, 2);
  const one = await eventually(async () => {
    const found = await house.mara.get(`/people/${suggestion.person.id}`).catch(() => house.mara.get(`/people/${suggestion.other.id}`));
    assert.ok(found.identities.some((identity) => identity.id === suggestion.identity.id));
    return found;
  });
  await split(house, window, one, suggestion.identity);
}

async function withConversation(house, suggestions) {
  const { items } = await house.mara.get('/conversations?view=all&limit=200');
  for (const suggestion of suggestions) {
    const row = items.find((one) => one.person?.id === suggestion.person.id);
    if (row) return { suggestion, row };
  }
  throw new Error('no suggestion is about somebody with a conversation');
}

// What was linked can be split again, and both histories are as they were.
async function split(house, window, person, identity) {
  await window.go(`/people/${person.id}`);
  await window.page.getByText(identity.handle).first().waitFor();
  const link = person.identities.find((one) => one.id === identity.id).link;
  await house.mara.call('DELETE', `/links/${link.id}`, { reason: 'They only share a name.' });
  await eventually(async () => {
    const after = await house.mara.get(`/people/${person.id}`);
    assert.ok(!after.identities.some((one) => one.id === identity.id));
  });
  await window.close();
}

export async function journeys(house) {
  house.waits = [];
  const { cases } = house;
  await cases.run('journey 1: an angry customer is answered with the history beside, 2 keys', async () => (await angryPost(house)).window.close());
  await cases.run('journey 4: a reply just sent is taken back, 1 key', () => undone(house));
  await cases.run('journey 2: forty conversations, 2 keys each at most', () => triage(house));
  const slowest = house.waits.toSorted((a, b) => a - b);
  if (slowest.length) cases.tell(`journey 2: until the next is selected: median ${slowest[slowest.length >> 1].toFixed(0)} ms, slowest ${slowest.at(-1).toFixed(0)} ms`);
  await cases.run('journey 5: somebody unknown is linked, 2 keys, and split again', () => linked(house));
}
