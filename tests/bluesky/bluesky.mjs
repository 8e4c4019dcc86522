// The page and the whole way to Bluesky and back: see run.
import assert from 'node:assert/strict';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppBskyFeedPost } from '@atproto/api';
import { Cases, eventually, reason } from '../lib/browser/cases.mjs';
import { Client } from '../lib/browser/client.mjs';
import { Server } from '../lib/browser/server.mjs';
import { openBrowser, Window } from '../lib/browser/window.mjs';
import { Door } from './door.mjs';
import { Person, World } from './world.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.RAPPORT_BIN ?? join(root, 'build/release/src/server/rapport');
const logs = join(root, 'build/test-logs/bluesky');
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const second = 1_000;

const cases = new Cases(process.argv.slice(2));
mkdirSync(logs, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'rapport-bluesky-data-'));
cases.witness = (name) => Window.witness(join(logs, `failed-${name.replaceAll(/[^\w]+/g, '-').slice(0, 60)}`));
const server = Server.serve(program, data, join(logs, 'serve.log'));
const said = {}; // what people wrote, as their server knows it
const here = {}; // ids of ours
let world, door, us, ana, ben, browser, mara, window;

const row = (text) => window.page.locator('.row[data-id]', { hasText: text });
const article = (text) => window.page.locator('.conversation article', { hasText: text });
const form = () => window.page.locator('.conversation form');
const field = (label) => window.page.locator('.fields').getByLabel(new RegExp(`^${label}( optional)?$`));
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

async function moveIn() {
  world = await World.start(createWriteStream(join(logs, 'network.log')));
  [us, ana, ben] = [await Person.move(world.pds, 'hello'), await Person.move(world.pds, 'ana'), await Person.move(world.pds, 'ben')];
  await us.agent.upsertProfile(() => ({ displayName: 'Maison Antoinette' }));
  const { password } = (await us.agent.com.atproto.server.createAppPassword({ name: 'rapport' })).data;
  [door] = await Promise.all([Door.open(world.pds), server.start()]);
  mara = new Client(server.address);
  await mara.post('/setup', { workspace: 'Maison Antoinette', name: 'Mara Lindqvist', email: 'mara@maison.example', password: 'let-them-have-bread' });
  browser = await openBrowser();
  window = await Window.open(browser, server.address, { storage: mara.storage });
  window.expect(/localhost:\d+/); // what the network's own page has to complain of
  await window.go('/settings/channels/new?network=bluesky');
  await window.sees('Know which account it is');
  await window.page.getByRole('button', { name: 'Type the app password instead' }).click();
  await field('Handle').fill(`@${us.handle}`);
  await field('App password').fill(password);
  await window.page.locator('.fields summary').click();
  await field('Server').fill(door.address);
  await field('Also listen to').fill('#sourdough');
  await field('Jetstream').fill(world.jetstream);
  await field('Seconds between looks').fill('1');
  await field('Handle').press('Enter');
  await eventually(async () => assert.equal(await window.focused(), 'Connect'));
  await window.press('Enter');
  await window.eventuallyAt(/^\/settings\/channels\/\d+/);
  here.channel = /channels\/(\d+)/.exec(window.path)[1];
  await eventually(async () => assert.equal((await mara.get(`/channels/${here.channel}`)).state, 'live'));
  await window.page.reload();
  await window.sees(`@${us.handle}`);
  assert.ok(!JSON.stringify(await mara.get(`/channels/${here.channel}`)).includes(password), 'the password is shown');
}

async function onTheScreen() {
  await window.go('/inbox');
  const waits = [];
  for (const [n, words] of ['the rye was burnt again', 'and the crust was soft', 'is there any left', 'do you bake on Sunday', 'and cake?'].entries()) {
    const asked = await ana.says(`@${us.handle} ${words}`);
    if (n === 0) said.asked = asked;
    await us.heard(words);
    const told = Date.now();
    await row(words).waitFor({ timeout: 15_000 });
    waits.push(Date.now() - told);
  }
  cases.tell(`from the network's knowing it to the screen: ${waits.join(', ')} ms`);
  const median = waits.toSorted((a, b) => a - b)[2]; // a machine that stands still for a moment says nothing about us
  assert.ok(median <= 3 * second, `${waits.join(', ')} ms`);
}

async function answered() {
  here.public = await open('the rye was burnt again');
  await article('the rye was burnt again').getByText(`@${ana.handle}`).first().waitFor();
  await window.press('r');
  await form().getByRole('button', { name: 'Publish' }).waitFor();
  assert.match(await form().getAttribute('class'), /\bworld\b/);
  await window.type(`So sorry! 🥖 A new one is in the oven, see maison.example.org/oven #rye`);
  await window.press('Control+Enter');
  await article('A new one is in the oven').waitFor();
  said.seen = await ana.heard('in the oven');
  const { record } = said.seen;
  assert.equal(record.reply.parent.uri, said.asked.uri);
  assert.equal(record.reply.root.uri, said.asked.uri);
  assert.ok(AppBskyFeedPost.validateRecord(record).success, 'the record is not as the lexicon wants it');
  const bytes = Buffer.from(record.text);
  const marked = record.facets.map(({ index }) => bytes.subarray(index.byteStart, index.byteEnd).toString());
  assert.deepEqual(marked, ['maison.example.org/oven', '#rye']);
  const { thread: shown } = (await ana.agent.getPostThread({ uri: said.asked.uri })).data;
  assert.ok(shown.replies.some((one) => one.post.uri === said.seen.uri), 'it stands in no thread');
  await delivered(here.public, 'in the oven');
}

async function countedHere() {
  await ana.agent.like(said.seen.uri, said.seen.cid);
  await ana.agent.repost(said.seen.uri, said.seen.cid);
  await ana.agent.follow(us.did);
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
    const kinds = new Set((await ana.hears()).map((one) => one.reason));
    assert.deepEqual(['like', 'follow', 'repost'].filter((one) => !kinds.has(one)), []);
  }, 60_000);
  await post.getByRole('button', { name: /^Liked by Mara/, pressed: true }).waitFor();
}

async function pictures() {
  said.picture = await ana.says(`@${us.handle} look at this`, { picture: png, description: 'a black loaf' });
  await window.go('/inbox');
  await row('look at this').waitFor({ timeout: 60_000 });
  here.pictures = await open('look at this');
  const shown = article('look at this').getByRole('img', { name: 'a black loaf' });
  await eventually(async () => assert.ok(await shown.evaluate((image) => image.complete && image.naturalWidth > 0)));
  await window.page.locator('.conversation input[type=file]').setInputFiles({ name: 'new.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') });
  await form().getByLabel('Reply', { exact: true }).fill('Like this one?');
  await form().getByLabel('Describe new.png').fill('a golden loaf');
  await window.press('Control+Enter');
  await article('Like this one?').waitFor();
  const seen = await ana.heard('Like this one');
  assert.deepEqual(seen.embed.images.map((one) => one.alt), ['a golden loaf']);
  assert.ok(AppBskyFeedPost.validateRecord(seen.record).success);
}

async function deleted() {
  await ana.agent.deletePost(said.picture.uri);
  await window.page.locator('.conversation article').getByText('The author has deleted this message.').waitFor({ timeout: 120_000 });
  assert.equal(await article('look at this').count(), 0);
  const gone = (await thread(here.pictures)).find((one) => one.deleted_at);
  assert.deepEqual([gone.text, gone.attachments], ['', []]);
}

async function warned() {
  const post = await ben.says(`@${us.handle} see what the oven did to my hand`);
  await us.heard('oven did to my hand');
  await world.do('label', { uri: post.uri, cid: post.cid, value: 'graphic-media' });
  await window.go('/inbox');
  await row('oven did to my hand').or(row('Labelled')).first().waitFor({ timeout: 60_000 });
  await row('oven did to my hand').or(row('Labelled')).first().locator('a').first().click();
  await window.page.locator('.conversation article').getByText('Labelled: graphic media').waitFor({ timeout: 60_000 });
}

async function heard() {
  await ben.says('My first #sourdough today');
  await window.go('/inbox?view=heard');
  await row('My first #sourdough').waitFor({ timeout: 60_000 });
  await window.go('/inbox?view=open');
  assert.equal(await row('My first #sourdough').count(), 0);
}

async function renamed() {
  await ana.agent.com.atproto.identity.updateHandle({ handle: 'ana-bakes.test' });
  await ana.says(`@${us.handle} I have a new name`);
  await window.go('/inbox');
  await row('I have a new name').waitFor({ timeout: 60_000 });
  const id = await open('I have a new name');
  assert.equal((await thread(id)).at(-1).person.id, here.person);
}

async function slowedDown() {
  await window.go(`/inbox/${here.public}?view=all`);
  await answer('Very, but for you always.'); // leaves in ten seconds
  const until = Math.ceil((Date.now() + 16 * second) / second) * second;
  door.refuseUntil(until);
  await ana.says(`@${us.handle} are you busy?`);
  await row('are you busy?').waitFor({ timeout: 60_000 });
  const late = (all) => all.map((one) => one.at - until);
  const sends = () => door.asked.filter((one) => one.path.includes('putRecord') || one.status === 429);
  const early = late(door.asked.filter((one) => one.status === 429)); // others were on their way already
  cases.tell(`asked ${early.length} times before the time named, then ${late(door.asked).find((ms) => ms >= 0)} ms after it`);
  assert.ok(early.length <= 2, `asked ${early.join(', ')} ms before the time`); // a look and a send
  assert.ok(late(door.asked).find((ms) => ms >= 0) < 2 * second);
  await ana.heard('for you always');
  assert.equal(sends().filter((one) => one.path.includes('putRecord') && one.status === 200).length, 1);
}

// On the server's own page, as the person whose account it is.
async function logInThere() {
  const page = window.page;
  await page.waitForURL(`${world.pds}/oauth/authorize**`);
  await page.locator('input[name=password]').fill('hello-password');
  await page.getByRole('button', { name: /^(Next|Sign in)$/ }).click();
  await page.getByRole('button', { name: /^(Authorize|Accept|Allow)$/ }).click();
  await page.waitForURL(`${server.address}/settings/channels/**`);
  await window.sees(`You are logged in as @${us.handle}`);
}

async function loggedOut() {
  await window.go('/inbox');
  await us.agent.com.atproto.server.revokeAppPassword({ name: 'rapport' });
  door.expire();
  const notice = window.page.getByRole('link', { name: /needs a new login/ });
  await notice.waitFor({ timeout: 60_000 });
  await ana.says(`@${us.handle} are you still there?`);
  await us.heard('are you still there?');
  await notice.click();
  await window.eventuallyAt(new RegExp(`^/settings/channels/${here.channel}`));
  await window.sees('may have been revoked');
  await window.page.locator('.fields summary').click();
  await field('Server').fill(world.pds);
  await window.page.getByRole('button', { name: 'Log in again' }).click();
  await logInThere();
  await eventually(async () => assert.equal((await mara.get(`/channels/${here.channel}`)).state, 'live'));
  await window.go('/inbox');
  await row('are you still there?').waitFor({ timeout: 60_000 });
  assert.equal(await notice.count(), 0);
  await open('are you still there?');
  await answer('Always.');
  await ana.heard('Always.');
}

// Ours come back on our own timeline, and Ana's were fetched many times over.
async function nothingTwice() {
  const all = [];
  for (const one of (await mara.get('/conversations?view=all&limit=100')).items) all.push(...(await thread(one.id)));
  const texts = all.filter((one) => one.text).map((one) => `${one.direction} ${one.text}`);
  assert.deepEqual(texts, [...new Set(texts)]);
  const posts = (await us.agent.getAuthorFeed({ actor: us.did, limit: 100 })).data.feed.filter((one) => !one.reason).map((one) => one.post.record.text);
  assert.deepEqual(posts, [...new Set(posts)]);
  assert.equal(posts.length, all.filter((one) => one.direction === 'outbound').length);
}

try {
  await cases.run('an account is connected by its app password', moveIn);
  if (!cases.failed) {
    await cases.run('what a stranger says to us is on the screen within 3 s', onTheScreen);
    await cases.run("the network's own library sees our answer in its thread", answered);
    await cases.run('what others do without words is counted', countedHere);
    await cases.run('what we do without words arrives', doneThere);
    await cases.run('pictures come and go with their description', pictures);
    await cases.run('a deletion is honoured', deleted);
    await cases.run('a label puts a warning before it', warned);
    await cases.run('what is not said to us is only heard', heard);
    await cases.run('whoever changes the handle stays who they are', renamed);
    await cases.run('a 429 is obeyed to the second, and what was to be sent is sent once', slowedDown);
    await cases.run('a login that ended is told in the inbox, and nothing is lost after the new one, by the page of the server', loggedOut);
    await cases.run('nothing came or went twice', nothingTwice);
    await cases.run('the page complained of nothing', () => window.close());
  }
} catch (error) {
  cases.fail('bluesky', reason(error));
} finally {
  await browser?.close();
  await server.stop();
  door?.close();
  await world?.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = cases.failed ? 1 : 0;
process.exit();
