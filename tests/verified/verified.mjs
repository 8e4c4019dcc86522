// One human, two doors, joined by their own word: see run.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { Cases, eventually, reason } from '../lib/browser/cases.mjs';
import { Client } from '../lib/browser/client.mjs';
import { Server } from '../lib/browser/server.mjs';
import { openBrowser, Window } from '../lib/browser/window.mjs';
import { arrival, send } from '../mail_browser/post.mjs';
import { Stranger } from '../mastodon/stranger.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.RAPPORT_BIN ?? join(root, 'build/release/src/server/rapport');
const logs = join(root, 'build/test-logs/verified');
const { RAPPORT_TEST_TOWN: folder, RAPPORT_TEST_TOWN_ADDRESS: town, RAPPORT_TEST_MAIL_STATE: state } = process.env;
const mail = 'anaweiss@customer.example';
const handle = `@anaweiss@${town}`;

const cases = new Cases(process.argv.slice(2));
mkdirSync(logs, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'rapport-verified-'));
cases.witness = (name) => Window.witness(join(logs, `failed-${name.replaceAll(/[^\w]+/g, '-').slice(0, 60)}`));
const server = Server.serve(program, data, join(logs, 'serve.log'), ['--ca-file', `${state}/good.pem`]);
const ana = new Stranger('anaweiss', town, folder);
const ours = new Stranger('hello', town, folder);
const here = {};
let browser, mara, window, hers;

const picture = (page, name) => page.screenshot({ path: join(logs, `${name}.png`), fullPage: true });
const person = async (conversation) => (await mara.get(`/conversations/${conversation}`)).person.id;
const handlesOf = async (id) => (await mara.get(`/people/${id}`)).identities.map((one) => one.handle).sort();
const timelineOf = async (id) => (await mara.get(`/people/${id}/timeline`)).items.map((one) => one.message.text);
const linkIn = (text) => /https?:\/\/[^\s"<>]+\/confirm\/[\w-]{43}/.exec(text)?.[0];
const stateOf = async () => (await mara.get(`/confirmations?person=${here.byMail}`)).items[0]?.state;

// Nothing that a person with a screen reader, a small window or a dark room would stumble over.
async function flawless(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async (values) => {
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values } });
    return violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 100)}`);
  }, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  assert.deepEqual(found, []);
}

async function moveIn() {
  await server.start();
  mara = new Client(server.address);
  await mara.post('/setup', { workspace: 'Maison Antoinette', name: 'Mara Lindqvist', email: 'mara@maison.example', password: 'let-them-have-bread' });
  const { items } = await mara.get('/networks');
  const keys = (id) => items.find((one) => one.id === id).options.map((one) => one.key);
  const mailbox = {
    address: 'hello@maison.example', name: 'Maison Antoinette', imap_host: '127.0.0.1', imap_port: process.env.RAPPORT_TEST_MAIL_IMAPS,
    smtp_port: process.env.RAPPORT_TEST_MAIL_SUBMISSION, password: 'secret',
  };
  assert.deepEqual(Object.keys(mailbox).filter((key) => !keys('email').includes(key)), []);
  await mara.post('/channels', { network: 'email', name: 'Post', options: mailbox });
  const account = { server: `http://${town}`, access_token: await ours.do('token'), seconds: '1' };
  await mara.post('/channels', { network: 'mastodon', name: 'Town', options: account });
  await eventually(async () => assert.deepEqual((await mara.get('/channels')).items.map((one) => one.state), ['live', 'live']), 60_000);
  browser = await openBrowser();
  window = await Window.open(browser, server.address, { storage: mara.storage });
  // The customer: another browser, with scripts forbidden.
  hers = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'en-GB' })).newPage();
}

const conversationWith = (words) =>
  eventually(async () => {
    const found = (await mara.get('/conversations?view=all')).items.find((one) => one.last_text.includes(words));
    assert.ok(found, `nobody said “${words}”`);
    return found.id;
  }, 60_000);

async function twoDoors() {
  await send({ from: `Ana Weiss <${mail}>`, to: 'hello@maison.example', subject: 'Rye', text: 'The rye was burnt on Tuesday.' });
  await ana.says(`@hello@${town} the rye is burnt again`);
  here.mail = await conversationWith('burnt on Tuesday');
  here.town = await conversationWith('burnt again');
  here.byMail = await person(here.mail);
  here.byTown = await person(here.town);
  assert.notEqual(here.byMail, here.byTown);
  await eventually(async () => assert.equal((await mara.get(`/suggestions?person=${here.byMail}`)).items.length, 1));
  here.before = [await timelineOf(here.byMail), await timelineOf(here.byTown)];
}

async function beginToAsk(of) {
  await of.go(`/people/${here.byMail}`);
  await of.page.getByRole('button', { name: 'Ask them' }).click();
  const dialog = of.page.getByRole('dialog');
  await dialog.getByText('[their link]').first().waitFor();
  return dialog;
}

async function asked() {
  await onOtherScreens('ask', beginToAsk);
  const dialog = await beginToAsk(window);
  await flawless(window.page);
  await picture(window.page, 'ask');
  assert.match(await dialog.innerText(), /anaweiss \(at\)/);
  await dialog.getByRole('button', { name: 'Send the question' }).click();
  await window.sees(`Waiting for ${mail}`);
  const got = await arrival(mail, (one) => one.text?.includes('/confirm/'), 60_000);
  here.first = linkIn(got.text.replaceAll(/=\r?\n/g, ''));
  assert.ok(here.first?.startsWith(server.address), got.text);
}

// Mail programs and networks fetch what they show a preview of.
async function previewed() {
  for (const method of ['GET', 'HEAD', 'GET']) {
    const answer = await fetch(here.first, { method });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('set-cookie'), null);
  }
  assert.equal(await stateOf(), 'asked');
  const word = here.first.split('/').at(-1);
  const thread = await mara.get(`/conversations/${(await mara.get(`/confirmations?person=${here.byMail}`)).items[0].conversations[0]}/messages`);
  assert.ok(thread.items[0].text.includes('[link]') && !JSON.stringify(thread).includes(word), 'a member can read the link');
  const byMember = await fetch(here.first, { method: 'POST', body: 'answer=yes', headers: { Cookie: mara.cookie, Origin: server.address } });
  assert.equal(byMember.status, 403);
  assert.equal((await fetch(`${server.address}/confirm/${'x'.repeat(43)}`)).status, 404);
}

async function confirmed() {
  await hers.goto(here.first);
  await hers.getByRole('heading', { name: new RegExp(`Is ${handle.replaceAll('.', '\\.')} .*you too`) }).waitFor();
  await lookedAt('question');
  await hers.getByRole('button', { name: 'Yes, that is me' }).click();
  const code = (await hers.locator('.code').innerText()).trim();
  assert.match(code, /^\d{3} \d{3}$/);
  await lookedAt('code');
  assert.deepEqual(await handlesOf(here.byMail), [mail], 'half an answer joins nobody');
  const word = await ana.hears('/confirm/');
  assert.match(word.visibility, /^(private|direct)$/);
  here.second = linkIn(word.text);
  await hers.goto(here.second);
  await hers.getByLabel('Code of six digits').fill(code === '000 000' ? '000 001' : '000 000');
  await hers.getByRole('button', { name: 'Confirm' }).click();
  await hers.getByText('That is not the code').waitFor();
  await lookedAt('wrong');
  await hers.getByLabel('Code of six digits').fill(code);
  await hers.getByRole('button', { name: 'Confirm' }).click();
  await hers.getByText('We know now that both are you').waitFor();
  await lookedAt('joined');
  for (const used of [here.first, here.second]) assert.equal((await fetch(used)).status, 404);
  await window.sees('Confirmed by them on');
  await eventually(async () => assert.deepEqual(await handlesOf(here.byMail), [handle, mail]));
}

async function bothBeforeTyping() {
  await window.go(`/people/${here.byMail}`);
  await window.sees('by Email and Mastodon');
  await picture(window.page, 'person');
  for (const [conversation, elsewhere] of [[here.town, 'burnt on Tuesday'], [here.mail, 'burnt again']]) {
    await window.go(`/inbox/${conversation}?view=all`);
    await window.page.locator('.conversation form').waitFor();
    const prior = window.page.locator('section.prior');
    await prior.waitFor();
    if (!(await prior.innerText()).includes(elsewhere)) await prior.getByRole('button').first().click();
    await prior.getByText(elsewhere).first().waitFor();
  }
  await picture(window.page, 'prior');
}

// A member's other screens: small ones and dark ones.
async function onOtherScreens(name, visit) {
  for (const [width, scheme] of [[1440, 'dark'], [390, 'light'], [390, 'dark']]) {
    const other = await Window.open(browser, server.address, { storage: mara.storage, width, scheme });
    await other.context.setDefaultTimeout(15_000);
    await visit(other);
    await flawless(other.page);
    await picture(other.page, `${name}-${width}-${scheme}`);
    await other.close();
  }
}
const onSmallAndDarkScreens = () =>
  onOtherScreens('person', async (other) => {
    await other.go(`/people/${here.byMail}`);
    await other.sees('Confirmed by them on');
  });

// The customer's other screens. Where scripts are forbidden axe has none either: it is shown what the customer sees.
async function lookedAt(name) {
  const size = hers.viewportSize();
  const mirror = await (await browser.newContext()).newPage();
  await mirror.setContent(await hers.content());
  for (const width of [1440, 390])
    for (const colorScheme of ['light', 'dark']) {
      await hers.setViewportSize({ width, height: 844 });
      for (const each of [hers, mirror]) await each.emulateMedia({ colorScheme });
      await mirror.setViewportSize({ width, height: 844 });
      await flawless(mirror);
      await picture(hers, `${name}-${width}-${colorScheme}`);
    }
  await hers.setViewportSize(size);
  await mirror.context().close();
}

async function takenBack() {
  await window.go(`/people/${here.byMail}`);
  await window.page.getByRole('button', { name: `${handle} is not this person` }).click();
  await window.sees('now stands alone');
  await eventually(async () => assert.deepEqual(await handlesOf(here.byMail), [mail]));
  assert.deepEqual(await handlesOf(here.byTown), [handle]);
  const after = [await timelineOf(here.byMail), await timelineOf(here.byTown)];
  const said = (all) => all.map((one) => one.filter((text) => !text.includes('[link]')));
  assert.deepEqual(said(after), here.before);
  assert.equal((await mara.get(`/conversations/${here.town}`)).prior.items.filter((one) => one.text.includes('Tuesday')).length, 0);
  assert.equal((await mara.get(`/suggestions?person=${here.byMail}`)).items.length, 0);
}

try {
  await cases.run('a mailbox and an account are connected', moveIn);
  if (!cases.failed) {
    await cases.run('one human by two doors is two people and a suggestion', twoDoors);
    await cases.run('a member asks, and the question arrives by mail', asked);
    await cases.run('who only looks, guesses or is a member answers nothing', previewed);
    await cases.run('both sides say yes, and they are one person', confirmed);
    await cases.run('what was said by the other door stands there before anybody types', bothBeforeTyping);
    await cases.run('small and dark screens show it too', onSmallAndDarkScreens);
    await cases.run('taken back, each has the history it had', takenBack);
    await cases.run('the page complained of nothing', () => window.close());
  }
} catch (error) {
  cases.fail('verified', reason(error));
} finally {
  ana.leave();
  ours.leave();
  await browser?.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = cases.failed ? 1 : 0;
