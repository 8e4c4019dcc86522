// What arrives never moves what is under the eye, nor the selection; Back and Esc do what they say; focus comes back.
import assert from 'node:assert/strict';
import { eventually } from '../lib/browser/cases.mjs';
import { Window } from '../lib/browser/window.mjs';

let house;
const inside = (path) => Window.open(house.browser, house.demo.address, { storage: house.mara.storage }).then((one) => one.go(path));

// Where every row in sight stands, by id.
const standing = (window) =>
  window.page.evaluate(() => {
    const frame = document.querySelector('.live-list').getBoundingClientRect();
    const rows = [...document.querySelectorAll('.row[data-id]')].map((row) => [row.dataset.id, row.getBoundingClientRect()]);
    return Object.fromEntries(rows.filter(([, at]) => at.bottom > frame.top && at.top < frame.bottom).map(([id, at]) => [id, at.top]));
  });

function unmoved(before, after) {
  for (const [id, top] of Object.entries(before)) {
    assert.ok(id in after, `the row ${id} is no longer in sight`);
    assert.ok(Math.abs(after[id] - top) < 1, `the row ${id} moved by ${(after[id] - top).toFixed(1)} px`);
  }
}

async function strangers(count) {
  const { items } = await house.mara.get(`/people?limit=${count}`);
  return items;
}
async function arrive(count, words) {
  for (const person of await strangers(count)) await house.ines.note(person.id, `${words} ${person.name}`);
}
const pill = (window, text) => window.page.locator('.left .pill', { hasText: text });
const selected = (window) => window.page.locator('.row.selected').getAttribute('data-id');

async function withSelection() {
  const window = await inside('/inbox');
  await window.page.locator('.row[data-id]').first().waitFor();
  await window.press('j', 'j', 'j');
  const [before, chosen] = [await standing(window), await selected(window)];
  await arrive(3, 'While you read:');
  await pill(window, '3 new').waitFor();
  unmoved(before, await standing(window));
  assert.equal(await selected(window), chosen);
  assert.match(window.path, new RegExp(chosen));
  await window.press('.');
  await window.page.locator('.row', { hasText: 'While you read:' }).nth(2).waitFor();
  await pill(window, 'new').waitFor({ state: 'detached' });
  assert.equal(await window.page.locator('.live-list').evaluate((list) => list.scrollTop), 0);
  assert.match(window.path, new RegExp(chosen));
  await window.close();
}

async function scrolledAway() {
  const window = await inside('/inbox?view=all');
  await window.page.locator('.row[data-id]').first().waitFor();
  await window.page.locator('.live-list').hover();
  await window.page.mouse.wheel(0, 1530);
  await eventually(async () => assert.ok((await window.page.locator('.live-list').evaluate((list) => list.scrollTop)) > 1000));
  const before = await standing(window);
  await arrive(4, 'Far above:');
  await pill(window, '4 new').waitFor();
  unmoved(before, await standing(window));
  await window.close();
}

async function flowingAtTheTop() {
  const window = await inside('/inbox');
  await window.page.locator('.row[data-id]').first().waitFor();
  await arrive(1, 'At the very top:');
  await window.page.locator('.row', { hasText: 'At the very top:' }).waitFor();
  assert.equal(await window.page.locator('.row[data-id]').first().getByText('At the very top:').count(), 1);
  assert.equal(await pill(window, 'new').count(), 0);
  await window.close();
}

// A long thread, read somewhere in its middle.
async function readingInTheMiddle() {
  const [{ conversation }] = house.known;
  for (let n = 0; n < 12; n += 1)
    await house.ines.post(`/conversations/${conversation}/messages`, { text: `Note ${n}: ${'the oven is hot. '.repeat(12)}`, internal: true });
  const window = await inside(`/inbox/${conversation}?view=all`);
  await window.sees('Note 11');
  const middle = window.page.locator('article', { hasText: 'Note 4:' });
  await middle.scrollIntoViewIfNeeded();
  const top = async () => (await middle.boundingBox()).y;
  await eventually(async () => assert.ok((await middle.boundingBox()).y < 700));
  const before = await top();
  await house.ines.post(`/conversations/${conversation}/messages`, { text: 'One more from Ines', internal: true });
  await window.page.locator('article', { hasText: 'One more from Ines' }).waitFor({ state: 'attached' });
  assert.ok(Math.abs((await top()) - before) < 1, 'the text under the eye moved');
  await window.close();
}

async function back() {
  const window = await inside('/inbox?view=all');
  const list = window.page.locator('.live-list');
  await window.page.locator('.row[data-id]').first().waitFor();
  await list.hover();
  await window.page.mouse.wheel(0, 1210);
  await eventually(() => window.page.waitForFunction(() => Object.values(history.state?.scroll ?? {}).some((top) => top > 1000)));
  const before = await standing(window);
  await window.press('g', 'p');
  await window.eventuallyAt(/^\/people$/);
  await window.page.goBack();
  await window.eventuallyAt(/^\/inbox\?view=all$/);
  await eventually(async () => unmoved(before, await standing(window)));
  await window.page.locator('.row a').nth(5).click();
  await window.eventuallyAt(/^\/inbox\/\d+\?view=all$/);
  await window.page.goBack();
  await window.eventuallyAt(/^\/inbox\?view=all$/);
  await eventually(async () => unmoved(before, await standing(window)));
  await window.page.reload();
  await window.settled();
  await eventually(async () => unmoved(before, await standing(window)));
  await window.close();
}

async function peeling() {
  const window = await inside('/inbox?q=bread');
  await window.page.locator('.row[data-id]').first().waitFor();
  await window.press('j', 'x');
  await window.page.locator('.row.checked').waitFor();
  await window.press('i'); // a note can be written everywhere
  const focused = (tag) =>
    eventually(async () => assert.equal(await window.page.evaluate(() => document.activeElement.tagName), tag));
  await focused('TEXTAREA');
  await window.press('Control+k');
  const palette = window.page.locator('dialog[open]');
  await palette.waitFor();
  const layers = [
    // What had the focus before gets it back a moment after the palette is gone.
    () => palette.waitFor({ state: 'hidden' }).then(() => focused('TEXTAREA')),
    () => focused('BODY'),
    () => window.page.locator('.row.checked').waitFor({ state: 'detached' }),
    () => window.eventuallyAt(/^\/inbox\?q=bread$/),
    () => window.eventuallyAt(/^\/inbox$/),
  ];
  for (const peeled of layers) {
    const stays = layers.slice(layers.indexOf(peeled) + 1).length;
    await window.press('Escape');
    await peeled();
    if (stays > 2) await window.page.locator('.row.checked').waitFor();
  }
  await window.close();
}

// What opens above the page gives the focus back to what opened it.
async function focusComesBack() {
  const window = await inside(`/inbox/${house.known[0].conversation}?view=all`);
  await window.page.locator('.conversation form').waitFor();
  const openers = [
    [window.page.locator('.find'), 'dialog[open]'],
    [window.page.locator('.rail').getByRole('button', { name: /, you$/ }), '[role=menu]:popover-open'],
    [window.page.locator('[data-act=assign]'), '.picker:popover-open'],
    [window.page.locator('[data-act=snooze]'), '.picker:popover-open'],
    [window.page.locator('.conversation article .face button').first(), 'dialog[open]'],
    [window.page.getByRole('button', { name: 'More views' }), '[role=menu]:popover-open'],
  ];
  for (const [opener, layer] of openers) {
    await opener.focus();
    await window.press('Enter');
    await window.page.locator(layer).first().waitFor();
    await window.press('Escape');
    await window.page.locator(layer).first().waitFor({ state: 'hidden' });
    await eventually(async () => assert.ok(await opener.evaluate((one) => one === document.activeElement), `the focus did not come back to ${await opener.evaluate((one) => one.outerHTML.slice(0, 120))}`));
  }
  await window.close();
}

// Tab walks through the whole page and out again, and what has the focus can be seen.
async function tabbing() {
  const window = await inside(`/inbox/${house.known[0].conversation}?view=all`);
  await window.page.locator('.conversation form').waitFor();
  const stops = new Set();
  for (let n = 0; n < 160; n += 1) {
    await window.press('Tab');
    const at = await window.page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return null;
      const { x, y, width, height } = one.getBoundingClientRect();
      const style = getComputedStyle(one);
      const top = document.elementFromPoint(Math.max(1, Math.min(innerWidth - 1, x + width / 2)), Math.max(1, Math.min(innerHeight - 1, y + Math.min(height / 2, 20))));
      const ring = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || !!one.closest(':focus-within:not(body):not(html)');
      const seen = !top || one.contains(top) || top.contains(one);
      return { id: `${one.tagName} ${one.getAttribute('aria-label') ?? one.textContent.trim().slice(0, 40)} ${Math.round(x)},${Math.round(y)}`, ring, seen };
    });
    if (!at) break;
    assert.ok(at.ring, `no ring shows that the focus is on ${at.id}`);
    assert.ok(at.seen, `something covers ${at.id}, which has the focus`);
    if (stops.has(at.id)) break;
    stops.add(at.id);
  }
  assert.ok([...stops].some((one) => one.startsWith('TEXTAREA')), 'Tab never comes to the composer');
  assert.ok(stops.size > 20, `Tab goes round ${stops.size} places only`);
  await window.close();
}

export async function steadiness(all) {
  house = all;
  const run = house.cases.run.bind(house.cases);
  await run('arrival moves neither the rows nor the selection', withSelection);
  await run('arrival moves nothing while scrolled away', scrolledAway);
  await run('at the very top with nothing selected the list flows', flowingAtTheTop);
  await run('a note that comes below moves nothing in the thread', readingInTheMiddle);
  await run('Back and reload restore the scroll', back);
  await run('Esc peels one layer at a time', peeling);
  await run('focus comes back to its opener', focusComesBack);
  await run('Tab comes everywhere, visibly, and is caught nowhere', tabbing);
}
