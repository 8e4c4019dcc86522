// The page and the whole way to a social network and back: see run.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Cases, eventually, reason } from '../lib/browser/cases.mjs';
import { Client } from '../lib/browser/client.mjs';
import { Server } from '../lib/browser/server.mjs';
import { openBrowser, Window } from '../lib/browser/window.mjs';
import { Door } from './door.mjs';
import { Stranger } from './stranger.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.RAPPORT_BIN ?? join(root, 'build/release/src/server/rapport');
const logs = join(root, 'build/test-logs/mastodon');
const { RAPPORT_TEST_TOWN: folder, RAPPORT_TEST_TOWN_ADDRESS: town, RAPPORT_TEST_TOWN_PORT: behind } = process.env;
const { RAPPORT_TEST_OTHER_TOWN: otherFolder, RAPPORT_TEST_OTHER_TOWN_ADDRESS: otherTown } = process.env;
const us = `@hello@${town}`;
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const second = 1_000;

const cases = new Cases(process.argv.slice(2));
mkdirSync(logs, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'rapport-mastodon-data-'));
cases.witness = (name) => Window.witness(join(logs, `failed-${name.replaceAll(/[^\w]+/g, '-').slice(0, 60)}`));
const server = Server.serve(program, data, join(logs, 'serve.log'));
const door = new Door(town, Number(behind));
const ana = new Stranger('ana', otherTown, otherFolder);
const said = {}; // what Ana wrote, as her server knows it
const here = {}; // ids of ours
let browser, mara, window;

const row = (text) => window.page.locator('.row[data-id]', { hasText: text });
const article = (text) => window.page.locator('.conversation article', { hasText: text });
const form = () => window.page.locator('.conversation form');
const opened = () => /\/inbox\/(\d+)/.exec(window.path)?.[1];
const thread = async (id) => (await mara.get(`/conversations/${id}/messages`)).items;
const delivered = (id, text) =>
  eventually(async () => assert.equal((await thread(id)).find((one) => one.text.includes(text))?.delivery?.state, 'sent'));

async function open(text) {
  await row(text).locator('a').first().click();
  await article(text).waitFor();
  await form().waitFor();
  return opened();
}
async function answer(text) {
  await window.press('r');
  await window.type(text);
  await window.press('Control+Enter');
  await article(text).waitFor();
}

// On the server's own page, as the person whose account it is.
async function logInThere() {
  await window.page.waitForURL(`http://${town}/oauth/**`);
  await window.page.locator('input[name=login]').fill('hello');
  await window.page.locator('input[name=passwd]').fill(readFileSync(join(folder, 'password-hello'), 'utf8').trim());
  await window.page.locator('form input[type=submit]').click();
  await window.page.waitForURL(`${server.address}/settings/channels/**`);
  await window.sees(`You are logged in as ${us}`);
}

async function moveIn() {
  await Promise.all([server.start(), door.opened]);
  mara = new Client(server.address);
  await mara.post('/setup', { workspace: 'Maison Antoinette', name: 'Mara Lindqvist', email: 'mara@maison.example', password: 'let-them-have-bread' });
  browser = await openBrowser();
  window = await Window.open(browser, server.address, { storage: mara.storage });
  window.expect(new RegExp(town.replaceAll('.', '\\.'))); // what its own page has to complain of
  await window.go('/settings/channels');
  await window.press('n');
  await window.eventuallyAt(/^\/settings\/channels\/new/);
  await window.page.locator('main').getByRole('link', { name: /^Mastodon/ }).first().click();
  await window.sees(`${server.address}/api/authorisations/callback`);
  await window.sees('Mark posts as favourites');
  const field = (label) => window.page.locator('.fields').getByLabel(new RegExp(`^${label}( optional)?$`));
  assert.equal(await field('Access token').count(), 0, 'what the login fills in is asked for');
  await field('Server').fill(`http://${town}`);
  await window.page.locator('.fields summary').click();
  await field('Seconds between looks').fill('1');
  await field('Server').press('Enter');
  await logInThere();
  assert.equal(await field('Server').inputValue(), `http://${town}`);
  await window.press('Enter');
  await eventually(async () => assert.equal(await window.focused(), 'Connect'));
  await window.press('Enter');
  await window.eventuallyAt(/^\/settings\/channels\/\d+/);
  here.channel = /channels\/(\d+)/.exec(window.path)[1];
  await eventually(async () => assert.equal((await mara.get(`/channels/${here.channel}`)).state, 'live'));
  await window.page.reload();
  await window.sees(us);
  assert.ok(!JSON.stringify(await mara.get(`/channels/${here.channel}`)).includes(token()), 'the token is shown');
}

const tokens = () => readdirSync(join(folder, 'token')).filter((name) => name.endsWith('.json'));
const token = () => JSON.parse(readFileSync(join(folder, 'token', tokens()[0]), 'utf8')).token;

// When our own server first tells of it, asked beside the door.
function toldAt(words) {
  const ask = { headers: { Authorization: `Bearer ${token()}`, Host: town } };
  return eventually(async () => {
    const all = await (await fetch(`http://${town}:${behind}/api/v1/notifications`, ask)).json();
    assert.ok(all.some((one) => one.status?.content.includes(words)), `nobody told us “${words}”`);
    return Date.now();
  }, 60_000);
}

async function onTheScreen() {
  await window.go('/inbox');
  const waits = [];
  for (const [n, words] of ['the rye was burnt again', 'and the crust was soft', 'is there any left', 'do you bake on Sunday', 'and cake?'].entries()) {
    const asked = await ana.says(`${us} ${words}`);
    if (n === 0) said.asked = asked;
    const told = await toldAt(words);
    await row(words).waitFor({ timeout: 15_000 });
    waits.push(Date.now() - told);
  }
  cases.tell(`from our server's knowing it to the screen, asked every second: ${waits.join(', ')} ms`);
  const median = waits.toSorted((a, b) => a - b)[2]; // a machine that stands still for a moment says nothing about us
  assert.ok(median <= 3 * second, `${waits.join(', ')} ms`);
}

async function answered() {
  here.public = await open('the rye was burnt again');
  await window.press('r');
  await form().getByRole('button', { name: 'Publish' }).waitFor();
  await form().getByRole('button', { name: 'Seen by: Public' }).waitFor();
  assert.match(await form().getAttribute('class'), /\bworld\b/);
  await window.type('So sorry! A new one is in the oven.');
  await window.press('Control+Enter');
  await article('A new one is in the oven').waitFor();
  said.seen = await ana.hears('in the oven');
  assert.equal(said.seen.answers, said.asked.id);
  assert.equal(said.seen.visibility, 'public');
  assert.ok(said.seen.text.startsWith(ana.handle.split('@').slice(0, 2).join('@')), said.seen.text);
  await delivered(here.public, 'in the oven');
}

async function countedHere() {
  await ana.do('likes', { id: said.seen.id });
  await ana.do('boosts', { id: said.seen.id });
  await ana.do('follows', { account: said.seen.author });
  await article('in the oven').getByText('1 like').waitFor({ timeout: 60_000 });
  await article('in the oven').getByText('1 boost').waitFor({ timeout: 60_000 });
  here.person = (await thread(here.public))[0].person.id;
  await window.go(`/people/${here.person}`);
  await window.sees('followed us', 60_000);
}

async function doneThere() {
  await window.page.getByRole('button', { name: 'Follow', exact: true }).click();
  await window.sees('You follow them from now on');
  await window.go(`/inbox/${here.public}?view=all`);
  const post = article('the rye was burnt again');
  await post.getByRole('button', { name: 'Like', exact: true }).click();
  await post.getByRole('button', { name: /^Boost/ }).click();
  await eventually(async () => {
    const kinds = new Set((await ana.do('hears')).map((one) => one.type));
    assert.deepEqual(['favourite', 'follow', 'reblog'].filter((one) => !kinds.has(one)), []);
  }, 60_000);
  await post.getByRole('button', { name: /^Liked by Mara/, pressed: true }).waitFor();
}

async function edited() {
  await ana.do('edits', { id: said.asked.id, text: `${us} the rye was a little dark` });
  const post = article('the rye was a little dark');
  await post.waitFor({ timeout: 120_000 });
  assert.equal(await article('the rye was burnt again').count(), 0);
  await post.getByRole('button', { name: 'edited' }).click();
  await post.getByText('the rye was burnt again').waitFor();
}

async function inPrivate() {
  await ana.says(`${us} my address is Mill Lane 4`, { visibility: 'direct' });
  await window.go('/inbox');
  await row('Mill Lane 4').waitFor({ timeout: 60_000 });
  here.private = await open('Mill Lane 4');
  await article('Mill Lane 4').getByText('Private mention').waitFor();
  await form().getByRole('button', { name: 'Send privately' }).waitFor();
  assert.doesNotMatch(await form().getAttribute('class'), /\bworld\b/);
  assert.ok(await form().getByRole('button', { name: 'Seen by: Private mention' }).isDisabled(), 'a wider audience can be chosen');
  const wider = await mara.raw('POST', `/conversations/${here.private}/messages`, { text: 'to all', audience: 'public' });
  assert.equal(wider.status, 400);
  await answer('We bring it there.');
  assert.match((await ana.hears('bring it there')).visibility, /^(private|direct)$/);
}

// A public answer goes on in private and stays one conversation for us.
async function movedToPrivate() {
  await window.go(`/inbox/${here.public}?view=all`);
  await form().getByRole('button', { name: 'Seen by: Public' }).click();
  await window.page.getByRole('menuitemradio', { name: /Private mention/ }).or(window.page.getByRole('menuitem', { name: /Private mention/ })).first().click();
  await form().getByRole('button', { name: 'Send privately' }).waitFor();
  await answer('Let us continue in private.');
  const seen = await ana.hears('continue in private');
  assert.match(seen.visibility, /^(private|direct)$/);
  await ana.says(`${us} it was the loaf of Tuesday`, { visibility: 'direct', answers: seen.id });
  await article('the loaf of Tuesday').waitFor({ timeout: 60_000 });
  assert.equal(opened(), here.public);
}

async function pictures() {
  said.picture = await ana.says(`${us} look at this`, { picture: png, description: 'a black loaf' });
  await window.go('/inbox');
  await row('look at this').waitFor({ timeout: 60_000 });
  here.pictures = await open('look at this');
  const shown = article('look at this').getByRole('img', { name: 'a black loaf' });
  await eventually(async () => assert.ok(await shown.evaluate((image) => image.complete && image.naturalWidth === 1)));
  await window.page.locator('.conversation input[type=file]').setInputFiles({ name: 'new.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') });
  await form().getByLabel('Reply', { exact: true }).fill('Like this one?');
  await form().getByLabel('Describe new.png').fill('a golden loaf');
  await window.press('Control+Enter');
  await article('Like this one?').waitFor();
  assert.deepEqual((await ana.hears('Like this one')).pictures, ['a golden loaf']);
}

async function deleted() {
  await ana.do('deletes', { uri: said.picture.uri });
  await window.page.locator('.conversation article').getByText('The author has deleted this message.').waitFor({ timeout: 180_000 });
  assert.equal(await article('look at this').count(), 0);
  const gone = (await thread(here.pictures)).find((one) => one.deleted_at);
  assert.deepEqual([gone.text, gone.attachments], ['', []]);
}

async function slowedDown() {
  await window.go(`/inbox/${here.public}?view=all`);
  await answer('Very, but for you always.'); // leaves in ten seconds
  const until = Date.now() + 16 * second;
  door.refuseUntil(until);
  await ana.says(`${us} are you busy?`);
  await row('are you busy?').waitFor({ timeout: 60_000 });
  const late = (all) => all.map((one) => one.at - until);
  const looks = door.asked.filter((one) => one.method === 'GET');
  const sends = door.asked.filter((one) => one.method === 'POST' && one.path.startsWith('/api/v1/statuses'));
  cases.tell(`asked again ${late(looks)[1]} ms after the time named, sent ${late(sends).at(-1)} ms after it`);
  assert.equal(late(looks).filter((ms) => ms < 0).length, 1, `asked ${late(looks).filter((ms) => ms < 0).join(', ')} ms before the time`);
  assert.ok(late(looks)[1] < 1 * second, `${late(looks)[1]} ms`);
  await ana.hears('for you always');
  const after = door.asked.filter((one) => one.method === 'POST' && one.path.startsWith('/api/v1/statuses'));
  assert.deepEqual(after.map((one) => one.status), [429, 200]);
  assert.ok(late(after)[1] >= 0 && late(after)[1] < 1 * second, `${late(after)[1]} ms`);
}

async function loggedOut() {
  await window.go('/inbox');
  for (const name of tokens()) unlinkSync(join(folder, 'token', name));
  const notice = window.page.getByRole('link', { name: /needs a new login/ });
  await notice.waitFor({ timeout: 60_000 });
  await ana.says(`${us} are you still there?`);
  await new Promise((then) => setTimeout(then, 5 * second));
  assert.equal(await row('are you still there?').count(), 0);
  await notice.click();
  await window.eventuallyAt(new RegExp(`^/settings/channels/${here.channel}`));
  await window.sees('does not accept our login any more');
  await window.page.getByRole('button', { name: 'Log in again' }).click();
  await logInThere();
  await eventually(async () => assert.equal((await mara.get(`/channels/${here.channel}`)).state, 'live'));
  await window.go('/inbox');
  await row('are you still there?').waitFor({ timeout: 60_000 });
  assert.equal(await notice.count(), 0);
}

// snac tells what its own accounts said, not what others did; so Ben lives on our server.
async function before() {
  const ben = new Stranger('ben', town, folder);
  await ben.says('Where is good bread in this town?');
  await ben.says(`${us} is it you?`);
  ben.leave();
  await window.go('/inbox');
  await row('is it you?').waitFor({ timeout: 60_000 });
  const id = await open('is it you?');
  assert.equal(await row('Where is good bread').count(), 0);
  await window.go(`/people/${(await thread(id))[0].person.id}`);
  await window.page.getByRole('button', { name: 'Read earlier posts' }).click();
  await window.page.locator('main').getByText('Where is good bread in this town?').first().waitFor();
  await window.go('/inbox?view=heard');
  await row('Where is good bread').waitFor();
  await window.go('/inbox?view=open');
  await row('is it you?').waitFor();
  assert.equal(await row('Where is good bread').count(), 0);
}

// Ours come back on our own timeline, and Ana's were fetched many times over.
async function nothingTwice() {
  const all = [];
  for (const one of (await mara.get('/conversations?view=all&limit=100')).items) all.push(...(await thread(one.id)));
  const texts = all.filter((one) => one.text).map((one) => `${one.direction} ${one.text}`);
  assert.deepEqual(texts, [...new Set(texts)]);
  const heard = (await ana.do('hears')).filter((one) => one.type === 'mention').map((one) => one.status.text);
  assert.deepEqual(heard, [...new Set(heard)]);
  assert.equal(heard.length, all.filter((one) => one.direction === 'outbound').length);
}

try {
  await cases.run('an account is connected by logging in at its server', moveIn);
  if (!cases.failed) {
    await cases.run('what a stranger says to us is on the screen after one look, within 3 s', onTheScreen);
    await cases.run("the stranger's own program sees our answer in its thread, as public as what it answers", answered);
    await cases.run('what others do without words is counted', countedHere);
    await cases.run('what we do without words arrives', doneThere);
    await cases.run('an edit is shown with what stood there before', edited);
    await cases.run('a private word stays private both ways', inPrivate);
    await cases.run('a public answer goes on in private as one conversation', movedToPrivate);
    await cases.run('pictures come and go with their description', pictures);
    await cases.run('a deletion is honoured', deleted);
    await cases.run('a 429 is obeyed to the second, and what was to be sent is sent once', slowedDown);
    await cases.run('a login that ended is told in the inbox, and nothing is lost after the new one', loggedOut);
    await cases.run('what somebody said before is read when asked for, and only heard', before);
    await cases.run('nothing came or went twice', nothingTwice);
    await cases.run('the page complained of nothing', () => window.close());
  }
} catch (error) {
  cases.fail('mastodon', reason(error));
} finally {
  ana.leave();
  await browser?.close();
  await server.stop();
  door.close();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = cases.failed ? 1 : 0;
