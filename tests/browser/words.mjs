// What somebody has written is never lost: drafts survive, the field is emptied only when the server has the text, and a
// lost answer does not make it two messages.
import assert from 'node:assert/strict';
import { eventually } from '../lib/browser/cases.mjs';
import { Window } from '../lib/browser/window.mjs';

let house;
const box = (window) => window.page.locator('.conversation textarea');
const sends = (id) => new RegExp(`/api/conversations/${id}/messages$`);

const answerable = () => house.mara.begin(`Letter ${'abcdefgh'[house.letters++]}`);
async function writing(id) {
  const window = await Window.open(house.browser, house.demo.address, { storage: house.mara.storage });
  await window.go(`/inbox/${id}?view=all`);
  await box(window).waitFor();
  return window;
}
const sentCount = async (id, text) => (await house.mara.get(`/conversations/${id}/messages`)).items.filter((one) => one.text === text).length;

async function draftsSurvive() {
  const id = await answerable();
  const window = await writing(id);
  await window.press('r');
  await window.type('We will bake more rye');
  await window.sees('Draft kept');
  await window.page.reload();
  await eventually(async () => assert.equal(await box(window).inputValue(), 'We will bake more rye'));
  await box(window).focus();
  await window.press('End');
  await window.type(' on Saturday.');
  await window.page.reload(); // at once: no time to keep it by the clock
  await eventually(async () => assert.equal(await box(window).inputValue(), 'We will bake more rye on Saturday.'));
  await window.press('j');
  await window.press('k');
  await eventually(async () => assert.equal(await box(window).inputValue(), 'We will bake more rye on Saturday.'));
  assert.equal((await house.mara.get(`/conversations/${id}/draft`)).text, 'We will bake more rye on Saturday.');
  await window.close();
}

async function keptUntilAccepted() {
  const id = await answerable();
  const window = await writing(id);
  const text = 'The tart is ready at four.';
  window.expect(/status of 503/, /ERR_/);
  let release;
  const held = new Promise((then) => (release = then));
  await window.page.route(sends(id), async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await held;
    return route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"status":503,"title":"Busy","detail":"The server is busy."}' });
  });
  await window.press('r');
  await window.type(text);
  await window.press('Control+Enter');
  assert.equal(await box(window).inputValue(), text, 'the text went before the server had it');
  release();
  await window.sees('the text is still here');
  assert.equal(await box(window).inputValue(), text);
  assert.equal(await sentCount(id, text), 0);
  await window.page.unrouteAll();
  await box(window).focus();
  await window.press('Control+Enter');
  await eventually(async () => assert.equal(await box(window).inputValue(), ''));
  assert.equal(await sentCount(id, text), 1);
  await window.close();
}

// The server took it, but its answer never came: the page asks again and nothing is doubled.
async function onceOverALostAnswer() {
  const id = await answerable();
  const window = await writing(id);
  const text = 'Yes, the café opens at seven.';
  window.expect(/ERR_/);
  let posts = 0;
  await window.page.route(sends(id), async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    posts += 1;
    if (posts > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await window.press('r');
  await window.type(text);
  await window.press('Control+Enter');
  await window.page.locator('.conversation article', { hasText: text }).waitFor();
  await eventually(async () => assert.equal(await box(window).inputValue(), ''));
  assert.equal(posts, 2);
  assert.equal(await sentCount(id, text), 1);
  assert.equal(await window.page.locator('.conversation article', { hasText: text }).count(), 1);
  await window.close();
}

// Offline the text stays, and both what was written and the draft come through afterwards.
async function offline() {
  const id = await answerable();
  const window = await writing(id);
  window.expect(/ERR_/, /status of/);
  await window.press('r');
  await window.context.setOffline(true);
  await window.type('Written on the train');
  await window.sees('only in this window');
  await window.press('Control+Enter');
  await window.sees('the text is still here');
  assert.equal(await box(window).inputValue(), 'Written on the train');
  await window.context.setOffline(false);
  await box(window).focus();
  await window.press('Control+Enter');
  await eventually(async () => assert.equal(await box(window).inputValue(), ''));
  assert.equal(await sentCount(id, 'Written on the train'), 1);
  await window.close();
}

async function undoPutsEverythingBack() {
  const id = await answerable();
  const window = await writing(id);
  await window.press('r');
  await window.type('Here is the price list.');
  await window.page.locator('.conversation input[type=file]').setInputFiles({ name: 'prices.txt', mimeType: 'text/plain', buffer: Buffer.from('Rye 4.20') });
  const file = window.page.locator('.conversation form').getByText('prices.txt');
  await file.waitFor();
  await box(window).focus();
  await window.press('Control+Shift+Enter'); // send and done: the next one is selected
  await window.page.locator(`.row.selected:not([data-id="${id}"])`).waitFor();
  await window.press('z');
  await eventually(async () => assert.equal((await house.mara.get(`/conversations/${id}`)).closed_at, null));
  await window.go(`/inbox/${id}?view=all`);
  await eventually(async () => assert.equal(await box(window).inputValue(), 'Here is the price list.'));
  await file.waitFor();
  assert.equal(await sentCount(id, 'Here is the price list.'), 0);
  await window.close();
}

// A quick hand: the letters after r are words, not commands, however long the conversation takes to open.
async function quickHand() {
  const id = await answerable();
  const window = await Window.open(house.browser, house.demo.address, { storage: house.mara.storage });
  await window.go('/inbox?view=all');
  await window.page.locator(`.row[data-id]`).first().waitFor();
  await window.page.route(/\/api\/conversations\/\d+$/, async (route) => {
    await new Promise((then) => setTimeout(then, 700));
    return route.fallback();
  });
  await window.page.evaluate((path) => history.replaceState({ at: 0 }, '', path), `/inbox/${id}?view=all`);
  await window.page.reload();
  await window.page.locator('.row[data-id]').first().waitFor();
  await window.press('r');
  await window.type('e, he has done z');
  await eventually(async () => assert.equal(await box(window).inputValue(), 'e, he has done z'));
  assert.equal((await house.mara.get(`/conversations/${id}`)).closed_at, null);
  await box(window).fill('');
  await window.close();
}

// The choices come after the list: who presses a key before they are here loses neither the key nor the letters.
async function beforeTheChoicesAreHere() {
  const id = await answerable();
  const window = await Window.open(house.browser, house.demo.address, { storage: house.mara.storage });
  let release;
  const held = new Promise((then) => (release = then));
  await window.page.route(/\/assets\/Pickers-[^/]*\.js$/, (route) => held.then(() => route.continue()));
  await window.page.goto(`/inbox/${id}?view=all`, { waitUntil: 'domcontentloaded' });
  await box(window).waitFor();
  await window.press('a');
  await window.type('ine');
  release();
  const option = window.page.getByRole('option', { name: 'Ines Fontaine' });
  await option.waitFor();
  assert.equal(await window.page.getByRole('combobox', { name: 'Assign to' }).inputValue(), 'ine');
  await window.press('Enter');
  await eventually(async () => assert.equal((await house.mara.get(`/conversations/${id}`)).assignee?.name, 'Ines Fontaine'));
  await window.close();
}

async function all(network) {
  const channel = (await house.mara.get('/channels')).items.find((each) => each.network === network);
  return (await house.mara.get(`/conversations?view=all&limit=50&channel=${channel.id}`)).items;
}
async function writesMail({ person }) {
  return person && (await house.mara.get(`/people/${person.id}`)).identities.some((each) => each.network === 'email');
}

// A feed cannot be answered: the page says so, offers no Send, and `r` leads to what can be done instead.
async function insteadOfAnAnswer() {
  const [feed] = await all('feed');
  const window = await Window.open(house.browser, house.demo.address, { storage: house.mara.storage });
  await window.go(`/inbox/${feed.id}?view=all`);
  await window.sees('nothing can be sent back');
  const form = window.page.locator('.conversation form');
  assert.equal(await form.getByRole('button', { name: 'Send', exact: true }).count(), 0);
  await window.press('r');
  assert.ok(await form.locator('.instead button:focus').count(), 'the key for an answer leads nowhere');
  await window.press('i');
  await form.getByPlaceholder('Write a note').waitFor();
  await window.press('Escape');

  let call;
  for (const each of await all('note')) if (!call && (await writesMail(each))) call = each;
  await window.go(`/inbox/${call.id}?view=all`);
  const write = form.getByRole('button', { name: /^Write to \S+@\S+/ });
  const address = (await write.innerText()).replace('Write to ', '').trim();
  await write.click();
  assert.equal(await window.page.getByRole('dialog').getByLabel('To', { exact: true }).inputValue(), address);
  await window.press('Escape');
  await window.close();
}

export async function words(shared) {
  house = shared;
  house.letters = 0;
  const run = house.cases.run.bind(house.cases);
  await run('a draft survives a reload and going elsewhere', draftsSurvive);
  await run('the field is emptied only when the server has the text', keptUntilAccepted);
  await run('an answer lost on its way back does not double a message', onceOverALostAnswer);
  await run('what is written offline comes through', offline);
  await run('letters typed after r are words, however slow the conversation', quickHand);
  await run('undo puts text and files back and opens the conversation again', undoPutsEverythingBack);
  await run('what is typed before the choices are here is kept', beforeTheChoicesAreHere);
  await run('where nothing can be sent, the page says what can be done', insteadOfAnAnswer);
}
