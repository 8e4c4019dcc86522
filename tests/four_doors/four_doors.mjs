// One human, four doors: see run.
import assert from 'node:assert/strict';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Person, World } from '../bluesky/world.mjs';
import { Site } from '../chat/site.mjs';
import { Visitor } from '../chat/visitor.mjs';
import { Cases, eventually, reason } from '../lib/browser/cases.mjs';
import { Client } from '../lib/browser/client.mjs';
import { Server } from '../lib/browser/server.mjs';
import { openBrowser, Window } from '../lib/browser/window.mjs';
import { arrival, send } from '../mail_browser/post.mjs';
import { Stranger } from '../mastodon/stranger.mjs';
import { Home } from './home.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.RAPPORT_BIN ?? join(root, 'build/release/src/server/rapport');
const logs = join(root, 'build/test-logs/four_doors');
const { RAPPORT_TEST_TOWN: folder, RAPPORT_TEST_TOWN_ADDRESS: town, RAPPORT_TEST_MAIL_STATE: state } = process.env;
const mail = 'anaweiss@customer.example';
const shop = 'https://maison.example';
// What she says by each door, and by what handle she is shown there.
const doors = {
  email: { handle: mail, words: 'The rye was burnt on Tuesday' },
  mastodon: { handle: `@anaweiss@${town}`, words: 'burnt again, I fear' },
  bluesky: { handle: '@anaweiss.test', words: 'is nobody tasting it' },
  chat: { handle: '4711@maison.example', words: 'I would like my money back' },
};

const cases = new Cases(process.argv.slice(2));
mkdirSync(logs, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'rapport-four-doors-'));
cases.witness = (name) => Window.witness(join(logs, `failed-${name.replaceAll(/[^\w]+/g, '-').slice(0, 60)}`));
const server = Server.serve(program, data, join(logs, 'serve.log'), ['--ca-file', `${state}/good.pem`]);
const site = new Site();
const home = new Home('anaweiss.test', state, town);
const ana = new Stranger('anaweiss', town, folder);
const ours = new Stranger('hello', town, folder);
let world, sky, key, browser, mara, window, hers;

const picture = (page, name) => page.screenshot({ path: join(logs, `${name}.png`), fullPage: true });
const handlesOf = async (id) => (await mara.get(`/people/${id}`)).identities.map((one) => one.handle).sort();
const saidBy = async (id) => (await mara.get(`/people/${id}/timeline`)).items.map((one) => one.message.text).filter((text) => !text.includes('[link]'));
const personOf = async (door) => (await mara.get(`/conversations/${door.conversation}`)).person.id;
const evidence = async (person, network) =>
  (await mara.get(`/people/${person}`)).identities.find((one) => one.network === network).link.evidence;
const linkIn = (text) => /https?:\/\/[^\s"<>]+\/confirm\/[\w-]{43}/.exec(text)?.[0];

function heard(words) {
  return eventually(async () => {
    const found = (await mara.get('/conversations?view=all')).items.find((one) => one.last_text.includes(words));
    assert.ok(found, `nobody said “${words}”`);
    return found.id;
  }, 60_000);
}
// In a window of the chat on the company's site, which says who is logged in there.
async function saysInTheChat(claims, words) {
  const visitor = new Visitor(server.address, key, shop, '127.0.0.1');
  const begun = await visitor.begin({ identity: site.sign({ user: '4711', name: 'Ana Weiss', ...claims }) });
  assert.equal(begun.status, 201, begun.text);
  const told = await visitor.say(`${Date.now()}`, words);
  assert.equal(told.status, 201, told.text);
}

async function connect(network, name, options) {
  const channel = await mara.post('/channels', { network, name, options });
  await eventually(async () => {
    const { state, error } = await mara.get(`/channels/${channel.id}`);
    assert.equal(state, 'live', `${name} is ${state}: ${error}`);
  }, 30_000);
  return channel;
}

async function moveIn() {
  const network = World.start(createWriteStream(join(logs, 'network.log')));
  [world, browser] = await Promise.all([network, openBrowser(), server.start(), home.open()]);
  const us = await Person.move(world.pds, 'hello');
  doors.bluesky.us = us;
  sky = await Person.move(world.pds, 'anaweiss');
  const { password } = (await us.agent.com.atproto.server.createAppPassword({ name: 'rapport' })).data;
  mara = new Client(server.address);
  await mara.post('/setup', { workspace: 'Maison Antoinette', name: 'Mara Lindqvist', email: 'mara@maison.example', password: 'let-them-have-bread' });
  site.secret = 'the oven is hot at four in the morning';
  const mailbox = {
    address: 'hello@maison.example', name: 'Maison Antoinette', imap_host: '127.0.0.1', imap_port: process.env.RAPPORT_TEST_MAIL_IMAPS,
    smtp_port: process.env.RAPPORT_TEST_MAIL_SUBMISSION, password: 'secret',
  };
  const [shopWindow] = await Promise.all([
    connect('chat', 'Shop', { pages: shop, secret: site.secret }),
    connect('email', 'Post', mailbox),
    connect('mastodon', 'Town', { server: `http://${town}`, access_token: await ours.do('token'), seconds: '1' }),
    connect('bluesky', 'Sky', { account: `@${us.handle}`, password, server: world.pds, seconds: '1' }),
  ]);
  key = shopWindow.chat.key;
  window = await Window.open(browser, server.address, { storage: mara.storage });
  hers = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 }, locale: 'en-GB' })).newPage();
}

// The older of two people is the one whom the other joins: the mail is there first, and the post before Bluesky's.
async function fourPeople() {
  await send({ from: `Ana Weiss <${mail}>`, to: 'hello@maison.example', subject: 'Rye', text: `${doors.email.words}.` });
  doors.email.conversation = await heard(doors.email.words);
  await ana.says(`@hello@${town} ${doors.mastodon.words}`);
  doors.mastodon.conversation = await heard(doors.mastodon.words);
  await Promise.all([sky.says(`@${doors.bluesky.us.handle} ${doors.bluesky.words}`), saysInTheChat({}, doors.chat.words)]);
  for (const door of Object.values(doors)) door.conversation ??= await heard(door.words);
  for (const door of Object.values(doors)) {
    door.person = await personOf(door);
    await mara.patch(`/people/${door.person}`, { note: `Known by ${door.handle}.` });
    await eventually(async () => assert.equal((await saidBy(door.person)).length, 1));
    door.before = await saidBy(door.person);
    assert.ok(door.before[0].includes(door.words));
    assert.deepEqual(await handlesOf(door.person), [door.handle]);
  }
  assert.equal(new Set(Object.values(doors).map((door) => door.person)).size, 4);
}

// Her name on Bluesky is that of a site; the site links to her profile, and the server there has seen it.
async function byHerSite() {
  await ana.do('shows', { fields: [['Home', home.url]] });
  await ana.says(`@hello@${town} my home is on my profile now`);
  await heard('on my profile now');
  assert.deepEqual(await handlesOf(doors.mastodon.person), [doors.mastodon.handle], 'her own word alone joins nobody');
  home.profile = `http://${town}/someone-else`;
  await home.lookedAt(folder, 'anaweiss');
  await ana.says(`@hello@${town} is it seen?`);
  await heard('is it seen?');
  assert.deepEqual(await handlesOf(doors.mastodon.person), [doors.mastodon.handle], 'the site names somebody else');
  home.profile = `http://${town}/anaweiss`;
  await home.lookedAt(folder, 'anaweiss');
  await ana.says(`@hello@${town} and now?`);
  await eventually(async () => assert.equal(await personOf(doors.bluesky), doors.mastodon.person), 30_000);
  const [why] = await evidence(doors.mastodon.person, 'bluesky');
  assert.equal(why.kind, 'domain');
  assert.match(why.text, /@anaweiss\.test \(Bluesky\)/);
}

async function byTheCompanysSite() {
  await saysInTheChat({ email: mail }, 'It was the rye of Tuesday.');
  await eventually(async () => assert.equal(await personOf(doors.chat), doors.email.person), 30_000);
  const [why] = await evidence(doors.email.person, 'chat');
  assert.equal(why.kind, 'signed');
  assert.match(why.text, new RegExp(mail));
}

async function byHerWord() {
  const handles = async (door) => (await mara.get(`/people/${door.person}`)).identities.find((one) => one.handle === door.handle).id;
  const [first, second] = [await handles(doors.email), await handles(doors.mastodon)];
  await mara.post('/confirmations', { first, second });
  const letter = await arrival(mail, (one) => one.text?.includes('/confirm/'), 60_000);
  await hers.goto(linkIn(letter.text.replaceAll(/=\r?\n/g, '')));
  await hers.getByRole('button', { name: 'Yes, that is me' }).click();
  const code = (await hers.locator('.code').innerText()).trim();
  const word = await ana.hears('/confirm/');
  assert.match(word.visibility, /^(private|direct)$/);
  await hers.goto(linkIn(word.text));
  await hers.getByLabel('Code of six digits').fill(code);
  await hers.getByRole('button', { name: 'Confirm' }).click();
  await hers.getByText('We know now that both are you').waitFor();
  assert.deepEqual(await handlesOf(doors.email.person), Object.values(doors).map((door) => door.handle).sort());
  const kinds = {};
  for (const network of Object.keys(doors)) kinds[network] = (await evidence(doors.email.person, network)).map((one) => one.kind);
  assert.ok(kinds.mastodon.includes('confirmed'), JSON.stringify(kinds));
  assert.ok(kinds.bluesky.includes('domain'), JSON.stringify(kinds));
  assert.ok(kinds.chat.includes('signed'), JSON.stringify(kinds));
}

async function beforeAnybodyTypes() {
  await window.go(`/people/${doors.email.person}`);
  for (const { handle } of Object.values(doors)) await window.page.locator('p.handle').getByText(handle, { exact: true }).waitFor();
  await picture(window.page, 'person');
  for (const [network, door] of Object.entries(doors)) {
    await window.go(`/inbox/${door.conversation}?view=all`);
    await window.page.locator('.conversation form').waitFor();
    const prior = window.page.locator('section.prior');
    await prior.waitFor();
    // By mail and on Mastodon she was asked, in a conversation of its own.
    const channels = ['email', 'mastodon'].includes(network) ? 4 : 3;
    assert.match(await prior.getAttribute('aria-label'), new RegExp(`on ${channels} channels`));
    const more = prior.getByRole('button', { expanded: false });
    if (await more.count()) await more.click();
    for (const [other, { words }] of Object.entries(doors))
      if (other !== network) await prior.getByText(other === 'mastodon' ? 'and now?' : other === 'chat' ? 'rye of Tuesday' : words).first().waitFor();
    await picture(window.page, `before-typing-${network}`);
  }
}

// Each door has what was said there, under the person, the note and nothing else that it had.
async function takenApart() {
  for (const network of ['bluesky', 'chat', 'mastodon']) {
    await window.go(`/people/${doors.email.person}`);
    await window.page.getByRole('button', { name: `${doors[network].handle} is not this person` }).click();
    await window.sees('now stands alone');
    await eventually(async () => assert.equal(await personOf(doors[network]), doors[network].person));
  }
  for (const door of Object.values(doors)) {
    assert.deepEqual(await handlesOf(door.person), [door.handle]);
    assert.equal((await mara.get(`/people/${door.person}`)).note, `Known by ${door.handle}.`);
    const now = await saidBy(door.person);
    assert.deepEqual(now.slice(-1), door.before);
    for (const other of Object.values(doors))
      if (other !== door) assert.ok(!now.some((text) => text.includes(other.words)), `${door.handle} has what ${other.handle} said`);
    const { prior } = await mara.get(`/conversations/${door.conversation}`);
    assert.ok(!prior.items.some((one) => Object.values(doors).some((other) => other !== door && one.text.includes(other.words))));
  }
}

// What was proven before does not bring together whom a member has parted.
async function stayApart() {
  await Promise.all([
    saysInTheChat({ email: mail }, 'It is still that rye.'),
    ana.says(`@hello@${town} nothing has changed`),
    sky.says(`@${doors.bluesky.us.handle} the same as ever`),
  ]);
  for (const words of ['still that rye', 'nothing has changed', 'the same as ever']) await heard(words);
  await send({ from: `Ana Weiss <${mail}>`, to: 'hello@maison.example', subject: 'Rolls', text: 'And the rolls?' });
  await heard('And the rolls?');
  for (const door of Object.values(doors)) assert.deepEqual(await handlesOf(door.person), [door.handle]);
}

try {
  await cases.run('four channels are connected', moveIn);
  if (!cases.failed) {
    await cases.run('one human by four doors is four people', fourPeople);
    await cases.run('the site that is her name on Bluesky and links to her profile makes two of them one', byHerSite);
    await cases.run('so does what the company’s own site has signed', byTheCompanysSite);
    await cases.run('so does her own word, by mail and by message', byHerWord);
    await cases.run('all four doors stand there before anybody types', beforeAnybodyTypes);
    await cases.run('taken apart, every door has the history it had', takenApart);
    await cases.run('who was parted stays so', stayApart);
    await cases.run('the page complained of nothing', () => window.close());
  }
} catch (error) {
  cases.fail('four doors', reason(error));
} finally {
  ana.leave();
  ours.leave();
  home.close();
  await browser?.close();
  await server.stop();
  await world?.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = cases.failed ? 1 : 0;
