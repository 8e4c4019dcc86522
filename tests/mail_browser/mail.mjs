// The page against real mail servers: see run.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { throughTheWizard } from '../browser/connecting.mjs';
import { Cases, eventually, reason } from '../lib/browser/cases.mjs';
import { Client } from '../lib/browser/client.mjs';
import { Server } from '../lib/browser/server.mjs';
import { openBrowser, Window } from '../lib/browser/window.mjs';
import { arrival, bare, mailsOf, references, send } from './post.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.RAPPORT_BIN ?? join(root, 'build/release/src/server/rapport');
const logs = join(root, 'build/test-logs/mail_browser');
const state = process.env.RAPPORT_TEST_MAIL_STATE;
const hello = 'hello@maison.example';
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8Dwn4EIwDiqEAAxRQX9mCkl8QAAAABJRU5ErkJggg==', 'base64');

const cases = new Cases(process.argv.slice(2));
mkdirSync(logs, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'rapport-mail-browser-'));
cases.witness = (name) => Window.witness(join(logs, `failed-${name.replaceAll(/[^\w]+/g, '-')}`));
const server = Server.serve(program, data, join(logs, 'serve.log'), ['--ca-file', `${state}/good.pem`]);
let browser, mara, window, ana;

const row = (text) => window.page.locator('.row[data-id]', { hasText: text });
const article = (text) => window.page.locator('.conversation article', { hasText: text });
const box = () => window.page.locator('.conversation textarea');
const thread = async (id) => (await mara.get(`/conversations/${id}/messages`)).items;
const opened = () => /\/inbox\/(\d+)/.exec(window.path)?.[1];

// Through the page: what the mailbox holds is shown before it is connected.
async function connect(address) {
  await send({ from: 'Ana Weiss <ana@customer.example>', to: address, subject: `Old news for ${address}`, text: 'Long ago.' });
  await eventually(async () => assert.equal((await mailsOf(address)).length, 1));
  await window.go('/settings/channels');
  const field = (label) => window.page.locator('.fields').getByLabel(new RegExp(`^${label}( optional)?$`));
  const fill = async () => {
    await field('Email address').fill(address);
    await field('Name shown').fill('Maison Antoinette');
    await field('Incoming server .IMAP.').fill('127.0.0.1');
    await field('Password').fill('secret');
    await window.page.locator('.fields summary').click();
    await field('Port, incoming').fill(process.env.RAPPORT_TEST_MAIL_IMAPS);
    await field('Port, outgoing').fill(process.env.RAPPORT_TEST_MAIL_SUBMISSION);
  };
  await throughTheWizard(window, /^E-?mail/i, fill, [`Old news for ${address}`]);
  const id = window.path.split('/').at(-1);
  await eventually(async () => assert.equal((await mara.get(`/channels/${id}`)).state, 'live'));
  await window.go('/inbox?view=all');
  await row(`Old news for ${address}`).waitFor();
  return id;
}

async function moveIn() {
  await server.start();
  mara = new Client(server.address);
  await mara.post('/setup', { workspace: 'Maison Antoinette', name: 'Mara Lindqvist', email: 'mara@maison.example', password: 'let-them-have-bread' });
  browser = await openBrowser();
  window = await Window.open(browser, server.address, { storage: mara.storage });
  await connect(hello);
}

async function answer(text) {
  await window.press('r');
  await window.type(text);
  await window.press('Control+Enter');
  await article(text).waitFor();
}
async function open(text) {
  await row(text).locator('a').first().click();
  await window.page.locator('.conversation article').first().waitFor();
  await window.page.locator('.conversation form').waitFor();
  return opened();
}

async function onTheScreen() {
  const waits = [];
  for (const [n, subject] of ['Is there rye today?', 'Two more loaves', 'And a tart', 'Also jam', 'That is all'].entries()) {
    const mail = await send({ from: 'Ana Weiss <ana@customer.example>', to: hello, subject, text: `Question ${n}` });
    if (n === 0) ana = mail;
    await row(subject).waitFor({ timeout: 15_000 });
    waits.push(Date.now() - mail.accepted);
  }
  cases.tell(`from Postfix's acceptance to the screen: ${waits.join(', ')} ms; load of the machine ${loadavg()[0].toFixed(1)} on ${cpus().length} cores`);
  assert.ok(Math.max(...waits) <= 2000, `${waits.join(', ')} ms`);
}

async function answered() {
  ana.conversation = await open('Is there rye today?');
  await answer('There is, until noon.');
  const got = await arrival('ana@customer.example', (mail) => mail.text?.includes('There is, until noon.'));
  assert.equal(bare(got.inReplyTo), ana.id);
  assert.deepEqual(references(got), [ana.id]);
  assert.equal(got.from.address, hello);
  assert.match(got.subject, /^Re: Is there rye today\?$/);
  ana.reply = bare(got.messageId);
  await eventually(async () => assert.equal((await mailsOf(hello, '.Sent')).filter((mail) => bare(mail.messageId) === ana.reply).length, 1));
  const delivery = async () => (await thread(ana.conversation)).find((one) => one.text.startsWith('There is')).delivery.state;
  await eventually(async () => assert.equal(await delivery(), 'sent'));
}

async function joined() {
  await send({
    from: 'Ana Weiss <ana@customer.example>',
    to: hello,
    subject: 'Re: Is there rye today?',
    text: 'I come at eleven.\n\n> There is, until noon.',
    inReplyTo: `<${ana.reply}>`,
    references: [`<${ana.id}>`, `<${ana.reply}>`],
  });
  await article('I come at eleven.').waitFor({ timeout: 15_000 });
  assert.equal(opened(), ana.conversation);
  assert.deepEqual(
    (await thread(ana.conversation)).map((one) => one.text),
    ['Question 0', 'There is, until noon.', 'I come at eleven.'],
  );
  await answer('Until then!');
  const got = await arrival('ana@customer.example', (mail) => mail.text?.includes('Until then!'));
  assert.deepEqual(references(got).slice(0, 2), [ana.id, ana.reply]);
}

async function withFiles() {
  const mail = await send({
    from: 'Ben Ozols <ben@customer.example>',
    to: hello,
    subject: 'The wedding cake',
    html: '<h1>Our cake</h1><p>Three <b>tiers</b>, see <img src="cid:cake" alt="the cake"></p><script>alert(1)</script><img src="http://tracker.example/x.png">',
    text: 'Our cake: three tiers.',
    attachments: [
      { filename: 'cake.png', content: png, cid: 'cake' },
      { filename: 'Gäste “final”.txt', content: 'Ana, Ben and 40 more', contentType: 'text/plain' },
    ],
  });
  await row('The wedding cake').waitFor({ timeout: 15_000 });
  const id = await open('The wedding cake');
  const frame = window.page.frameLocator('.conversation article iframe');
  await frame.getByRole('heading', { name: 'Our cake' }).waitFor();
  assert.ok(await frame.locator('img').first().evaluate((image) => image.complete && image.naturalWidth === 1), 'the inline picture is not shown');
  assert.equal(await frame.locator('script').count(), 0);
  await window.sees('not loaded, so that the sender does not learn');
  const file = article('Gäste').getByRole('link', { name: /Gäste/ }).first();
  const [download] = await Promise.all([window.page.waitForEvent('download'), file.click()]);
  assert.match(download.suggestedFilename(), /^Gäste .final.\.txt$/);
  await window.page.locator('.conversation input[type=file]').setInputFiles({ name: 'Angebot.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 cake') });
  await window.page.locator('.conversation form').getByText('Angebot.pdf').waitFor();
  await answer('Three tiers it is; the offer is attached.');
  const got = await arrival('ben@customer.example', (one) => one.text?.includes('Three tiers it is'));
  assert.equal(bare(got.inReplyTo), mail.id);
  assert.deepEqual(got.attachments.map((one) => [one.filename, Buffer.from(one.content).toString()]), [['Angebot.pdf', '%PDF-1.4 cake']]);
  assert.equal((await thread(id)).length, 2);
}

async function secondMailbox() {
  const channel = await connect('orders@maison.example');
  await send({ from: 'Ana Weiss <ana@customer.example>', to: 'orders@maison.example', subject: 'Order 17', text: 'Six brioches, please.' });
  await row('Order 17').waitFor({ timeout: 15_000 });
  const id = await open('Order 17');
  assert.equal((await mara.get(`/conversations/${id}`)).channel, channel);
  // The history with the other mailbox is at hand: it is the same person.
  await window.page.getByText(/Ana.* has .* other conversation/).first().waitFor();
  await answer('Six it is.');
  const got = await arrival('ana@customer.example', (one) => one.text?.includes('Six it is.'));
  assert.equal(got.from.address, 'orders@maison.example');
}

// Knowing the Message-ID of somebody else's mail, or inventing one of ours, opens no door.
async function forged() {
  await window.go('/inbox?view=all');
  const made = `${ana.reply.split('@')[0].slice(0, -6)}aaaaaa@${ana.reply.split('@')[1]}`;
  for (const [subject, id] of [['Re: Is there rye today? (1)', ana.id], ['Re: Is there rye today? (2)', made]]) {
    await send({ from: 'Mallory <mallory@customer.example>', to: hello, subject, text: `Let me in, ${subject}`, inReplyTo: `<${id}>`, references: [`<${id}>`] });
    await row(subject).waitFor({ timeout: 15_000 });
    assert.notEqual(await open(subject), ana.conversation);
  }
  assert.ok(!(await thread(ana.conversation)).some((one) => one.text.includes('Let me in')));
  assert.equal(await article('There is, until noon.').count(), 0);
}

async function automatic() {
  await send({
    from: 'Away <away@customer.example>',
    to: hello,
    subject: 'Out of office: your mail',
    text: 'I am on the sea until Friday.',
    headers: { 'Auto-Submitted': 'auto-replied', Precedence: 'bulk' },
  });
  await row('Out of office').waitFor({ timeout: 15_000 });
  await open('Out of office');
  await article('I am on the sea').getByText('Automatic reply').waitFor();
}

async function undeliverable() {
  const { conversation, id } = await begin('nobody@customer.example', 'Your parcel');
  await window.go(`/inbox/${conversation}?view=all`);
  await article('Your parcel is ready').waitFor();
  await article('Not delivered').waitFor({ timeout: 60_000 });
  const bounce = await eventually(async () => {
    const found = (await thread(conversation)).find((one) => one.kind === 'bounce');
    assert.ok(found, 'the bounce did not join the conversation');
    return found;
  }, 20_000);
  assert.notEqual(bounce.id, id);
}

// Refused at once: the message itself says so, and may be tried again.
async function refused() {
  const { conversation } = await begin('somebody@gone.example', 'Hello?');
  await window.go(`/inbox/${conversation}?view=all`);
  await window.page.locator('.conversation article').getByText('Not sent').waitFor({ timeout: 30_000 });
  await window.sees('Nobody of this name lives here');
  await window.page.getByRole('button', { name: 'Retry' }).first().waitFor();
}

async function begin(to, subject) {
  const { items } = await mara.get('/channels');
  const channel = items.find((one) => one.name === hello).id;
  const made = await mara.post('/conversations', { channel, to, subject, text: `${subject} is ready.` });
  return { conversation: made.id, id: (await thread(made.id))[0].id };
}

async function replyTo() {
  await window.go('/inbox?view=all');
  const mail = await send({
    from: 'Ana Weiss <ana@customer.example>',
    replyTo: 'Assistant <assistant@customer.example>',
    to: hello,
    subject: 'Catering in May',
    text: 'My assistant decides.',
  });
  await row('Catering in May').waitFor({ timeout: 15_000 });
  const id = await open('Catering in May');
  await window.page.locator('.conversation form').getByText('assistant@customer.example').waitFor();
  await window.page.locator('.conversation form').getByText('as Ana Weiss asks').waitFor();
  const before = (await mara.get('/people?limit=100')).items.length;
  await answer('Forty rolls on the ninth.');
  const got = await arrival('assistant@customer.example', (one) => one.text?.includes('Forty rolls'));
  assert.equal(bare(got.inReplyTo), mail.id);
  assert.equal((await mailsOf('ana@customer.example')).filter((one) => one.text?.includes('Forty rolls')).length, 0);
  assert.equal((await mara.get('/people?limit=100')).items.length, before, 'the address became a person');
  await send({ from: 'Assistant <assistant@customer.example>', to: hello, subject: 'Re: Catering in May', text: 'Agreed.', inReplyTo: got.messageId, references: [`<${mail.id}>`, got.messageId] });
  await article('Agreed.').waitFor({ timeout: 15_000 });
  assert.equal((await thread(id)).length, 3);
}

// Nothing was said twice, and nothing was said to a machine.
async function nothingElse() {
  assert.equal((await mailsOf('away@customer.example')).length, 0);
  assert.equal((await mailsOf('mallory@customer.example')).length, 0);
  const ids = (await mailsOf('ana@customer.example')).map((mail) => mail.messageId);
  assert.deepEqual(ids, [...new Set(ids)]);
  assert.equal(ids.length, 3);
}

try {
  await cases.run('a mailbox is connected and live', moveIn);
  if (!cases.failed) {
    await cases.run('a mail is on the screen within 2 s of its acceptance', onTheScreen);
    await cases.run('the answer arrives with In-Reply-To and References', answered);
    await cases.run('the answer to the answer joins the conversation', joined);
    await cases.run('HTML and files both ways', withFiles);
    await cases.run('a second mailbox answers in its own name', secondMailbox);
    await cases.run('forged References grant nothing', forged);
    await cases.run('an automatic reply is shown as such', automatic);
    await cases.run('an answer goes where Reply-To asks', replyTo);
    await cases.run('a bounce stands in the conversation', undeliverable);
    await cases.run('a refused recipient is told at the message', refused);
    await cases.run('nothing was sent twice or to a machine', nothingElse);
    await cases.run('the page complained of nothing', () => window.close());
  }
} catch (error) {
  cases.fail('mail_browser', reason(error));
} finally {
  await browser?.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = cases.failed ? 1 : 0;
