// What is listened for: said in two keys, shown beforehand, heard live, and nothing that is read moves.
import assert from 'node:assert/strict';
import { eventually } from '../lib/browser/cases.mjs';
import { Window } from '../lib/browser/window.mjs';

let house;
const inside = (path) => Window.open(house.browser, house.demo.address, { storage: house.mara.storage }).then((one) => one.go(path));
const query = (window) => window.page.getByLabel('What to listen for');
const posts = (window) => window.page.locator('.post[data-id]');
const pill = (window, text) => window.page.locator('.pill', { hasText: text });

async function arrive(count, words) {
  const { items } = await house.mara.get(`/people?limit=${count}`);
  for (const person of items) await house.ines.note(person.id, `${words} ${person.name}`);
}
const made = (words, name = words) => house.mara.post('/topics', { query: words, name });

async function saidInTwoKeys() {
  const window = await inside('/topics');
  window.expect(/status of 400/); // half of a query is none
  await window.page.locator('.topic-row').first().waitFor();
  const keys = await window.counted(async () => {
    await window.press('n');
    await query(window).and(window.page.locator(':focus')).waitFor();
    await window.type('"bread shelf" OR crackers');
    await window.page.getByText(/\d+ posts? in the last 7 days/).waitFor();
    await window.page.locator('section mark', { hasText: /shelf|crackers/i }).first().waitFor();
    await window.press('Enter');
  });
  assert.equal(keys, 2);
  await window.eventuallyAt(/^\/topics\/\d+$/);
  await posts(window).first().waitFor();
  const id = window.path.split('/').at(-1);
  const { items } = await house.mara.get(`/topics/${id}/messages`);
  assert.ok(items.length > 0 && items.every((one) => /bread shelf|crackers/i.test(one.message.text)), JSON.stringify(items[0]?.message));
  assert.equal(await posts(window).first().getAttribute('data-id'), items[0].message.id);
  await window.close();
}

async function markedAtTheCharacter() {
  const window = await inside('/topics/new');
  window.expect(/status of 400/);
  await query(window).fill('brötchen 🍞 bread) rye');
  await window.page.getByText('There is no opening parenthesis for this one.').waitFor();
  assert.equal(await window.page.locator('.here').innerText(), ')');
  assert.equal(await query(window).getAttribute('aria-invalid'), 'true');
  await query(window).fill('zwieback');
  await window.page.getByText('Nothing in the last 7 days.').waitFor();
  assert.equal(await query(window).getAttribute('aria-invalid'), null);
  await window.close();
}

async function heardLive() {
  const { id } = await made('pumpernickel');
  const window = await inside(`/topics/${id}`);
  await window.page.getByText('Nothing heard yet').waitFor();
  await arrive(3, 'Is there pumpernickel today? asks');
  await posts(window).nth(2).waitFor();
  assert.equal(await window.page.locator('.post mark', { hasText: 'pumpernickel' }).count(), 3);
  assert.equal(await pill(window, 'new').count(), 0);
  await window.close();
}

async function unmovedWhileRead() {
  const { id } = await made('stollen');
  await arrive(30, 'A stollen, please, for');
  const window = await inside(`/topics/${id}`);
  await posts(window).nth(3).waitFor();
  await window.press('j', 'j', 'j');
  const chosen = window.page.locator('.post.selected');
  const [which, top] = [await chosen.getAttribute('data-id'), (await chosen.boundingBox()).y];
  await arrive(2, 'More stollen, says');
  await pill(window, '2 new').waitFor();
  assert.equal(await chosen.getAttribute('data-id'), which);
  const moved = Math.abs((await chosen.boundingBox()).y - top);
  assert.ok(moved < 1, `the post under the eye moved by ${moved} px`);
  await window.press('.');
  await window.page.locator('.post', { hasText: 'More stollen' }).nth(1).waitFor();
  await pill(window, 'new').waitFor({ state: 'detached' });
  assert.equal(await window.page.locator('.live-list').evaluate((list) => list.scrollTop), 0);
  await window.close();
}

async function changedRemovedAndBack() {
  const { id } = await made('brioche', 'Brioche by the counter');
  await arrive(1, 'One brioche for');
  await arrive(1, 'One linzer for');
  const window = await inside(`/topics/${id}`);
  await posts(window).first().waitFor();
  await window.page.getByRole('button', { name: 'Edit' }).click();
  await query(window).fill('linzer');
  await window.press('Enter');
  await window.page.locator('.post', { hasText: 'One linzer' }).waitFor();
  assert.equal(await window.page.locator('.post', { hasText: 'One brioche' }).count(), 0);
  await window.page.getByRole('button', { name: 'Remove' }).click();
  await window.eventuallyAt(/^\/topics$/);
  await window.page.locator(`.topic-row[data-id="${id}"]`).waitFor({ state: 'detached' });
  await window.press('z');
  await window.page.locator(`.topic-row[data-id="${id}"]`).waitFor();
  await window.press('j', 'Enter');
  await window.eventuallyAt(/^\/topics\/\d+$/);
  await eventually(async () => assert.equal((await house.mara.get(`/topics/${id}/messages`)).items.length, 1));
  await window.close();
}

export async function topics(given) {
  house = given;
  const { cases } = house;
  await cases.run('journey 6: a topic is made with what it would have heard beside it, 2 keys', saidInTwoKeys);
  await cases.run('topics: what makes no sense is marked at its character', markedAtTheCharacter);
  await cases.run('topics: what arrives is heard live', heardLive);
  await cases.run('topics: what is read stays where it is while more arrives', unmovedWhileRead);
  await cases.run('topics: another query, removed, and back by z', changedRemovedAndBack);
}
