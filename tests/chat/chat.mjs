// The chat on the company's own page: see run.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Looks } from '../browser/accessibility.mjs';
import { throughTheWizard } from '../browser/connecting.mjs';
import { Cases, eventually, reason } from '../lib/browser/cases.mjs';
import { Client } from '../lib/browser/client.mjs';
import { Server } from '../lib/browser/server.mjs';
import { openBrowser, Window } from '../lib/browser/window.mjs';
import { arrival, bare, mailsOf, send } from '../mail_browser/post.mjs';
import { crowd } from './crowd.mjs';
import { hostile } from './hostile.mjs';
import { Site } from './site.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.RAPPORT_BIN ?? join(root, 'build/release/src/server/rapport');
const logs = join(root, 'build/test-logs/chat');
const state = process.env.RAPPORT_TEST_MAIL_STATE;
const hello = 'hello@maison.example';
const secret = 'the oven is hot at four in the morning';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8Dwn4EIwDiqEAAxRQX9mCkl8QAAAABJRU5ErkJggg==',
  'base64',
);

const cases = new Cases(process.argv.slice(2));
mkdirSync(logs, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'rapport-chat-data-'));
cases.witness = (name) => Window.witness(join(logs, `failed-${name.replaceAll(/[^\w]+/g, '-').slice(0, 60)}`));
const server = Server.serve(program, data, join(logs, 'serve.log'), [
  '--ca-file',
  `${state}/good.pem`,
  '--trusted-proxy',
  '127.0.0.1',
]);
const looks = new Looks(cases, logs);
const site = new Site();
const house = { server, site, cases };
let browser, mara, window, ana;

const row = (text) => window.page.locator('.row[data-id]', { hasText: text });
const article = (text) => window.page.locator('.conversation article', { hasText: text });
const opened = () => /\/inbox\/(\d+)/.exec(window.path)?.[1];
const thread = async (id) => (await mara.get(`/conversations/${id}/messages`)).items;
const chat = (of) => of.page.locator('rapport-chat');
const said = (of, text) => chat(of).locator('.line', { hasText: text });

async function open(text) {
  await row(text).locator('a').first().click();
  await article(text).waitFor();
  await window.page.locator('.conversation form').waitFor();
  return opened();
}
async function answer(text) {
  await window.press('r');
  await window.type(text);
  await window.press('Control+Enter');
  await article(text).waitFor();
}
async function visit(path = '/', options = {}) {
  const visitor = await Window.open(browser, site.origin, options);
  await visitor.page.goto(path);
  await chat(visitor).locator('.launch').waitFor();
  return visitor;
}
async function begin(visitor, name = '') {
  await chat(visitor).locator('.launch').click();
  if (name) await chat(visitor).getByLabel('Your name').fill(name);
  await chat(visitor).getByRole('button', { name: 'Agree and start' }).click();
  await chat(visitor).getByLabel('Write a message').waitFor();
}
async function write(visitor, text) {
  await chat(visitor).getByLabel('Write a message').fill(text);
  await visitor.press('Enter');
}

async function moveIn() {
  await Promise.all([server.start(), site.open()]);
  mara = new Client(server.address);
  house.mara = mara;
  await mara.post('/setup', {
    workspace: 'Maison Antoinette',
    name: 'Mara Lindqvist',
    email: 'mara@maison.example',
    password: 'let-them-have-bread',
  });
  await mara.post('/channels', {
    network: 'email',
    name: hello,
    options: {
      address: hello,
      name: 'Maison Antoinette',
      imap_host: '127.0.0.1',
      imap_port: process.env.RAPPORT_TEST_MAIL_IMAPS,
      password: 'secret',
      smtp_port: process.env.RAPPORT_TEST_MAIL_SUBMISSION,
    },
  });
  browser = await openBrowser();
  window = await Window.open(browser, server.address, {
    storage: mara.storage,
  });
  await window.go('/settings/channels');
  const field = (label) => window.page.locator('.fields').getByLabel(new RegExp(`^${label}( optional)?$`));
  const fill = async () => {
    await field('Pages that show it').fill(site.origin);
    await window.page.locator('.fields summary').click();
    await field('Title').fill('Maison Antoinette');
    await field('Colour').fill('#7a3e12');
    await field('Go on by mail with').fill(hello);
    await field('Minutes until the mail').fill('1');
    await field('Secret for signed identities').fill(secret);
    await field('Pages that show it').focus();
  };
  await throughTheWizard(window, /^Chat on your page/, fill, []);
  site.tag = await window.page.getByLabel('Script tag').inputValue();
  site.secret = secret;
  house.key = /data-key="([\w-]+)"/.exec(site.tag)[1];
  await window.sees(`Answers go on by mail with ${hello}`);
  await looks.look(window, 'channel', 1440);
  await window.go('/inbox');
}

// No cookie ever, nothing kept before consent, and not one word to the server about who is looking.
async function nothingBefore() {
  const visitor = await visit();
  const cookies = [];
  visitor.page.on('request', async (asked) => cookies.push((await asked.allHeaders()).cookie));
  await chat(visitor).locator('.launch').click();
  await visitor.page.waitForTimeout(300);
  const kept = () => visitor.page.evaluate(() => ({ ...sessionStorage, ...localStorage }));
  assert.deepEqual(await kept(), {});
  await chat(visitor).getByRole('button', { name: 'Agree and start' }).click();
  await chat(visitor).getByLabel('Write a message').waitFor();
  assert.equal(Object.keys(await kept()).length, 1);
  assert.deepEqual(await visitor.page.evaluate(() => ({ ...localStorage })), {});
  assert.deepEqual(await visitor.context.cookies(), []);
  assert.deepEqual([...new Set(cookies)], [undefined]);
  await visitor.close();
}

// Everything by keyboard, from the page's own link to the answer.
async function byKeyboard() {
  ana = await visit();
  await ana.page.locator('main a').focus();
  await ana.press('Tab', 'Enter');
  await chat(ana).getByLabel('Your name').waitFor();
  await eventually(async () => assert.match(await inner(ana), /name/));
  await ana.type('Ana Weiss');
  await ana.press('Tab', 'Tab', 'Enter');
  await chat(ana).getByLabel('Write a message').waitFor();
  await eventually(async () => assert.equal(await inner(ana), 'Write a message'));
  await ana.type('Is there rye?');
  await ana.press('Enter');
  await row('Is there rye?').waitFor();
  ana.conversation = await open('Is there rye?');
  await soonOnTheScreen();
  await answer('Until noon.');
  const sent = Date.now();
  await said(ana, 'Until noon.').waitFor();
  cases.tell(`from the member's Enter to the visitor's window: ${Date.now() - sent} ms, 3 s of them to take it back`);
  await said(ana, 'Until noon.').getByText('Mara').waitFor();
  assert.equal(await inner(ana), 'Write a message', 'an answer must not take the focus');
  await ana.press('Escape');
  await eventually(async () => assert.equal(await inner(ana), 'Chat with us'));
  assert.equal(await chat(ana).locator('.window').isVisible(), false);
  await answer('Shall I keep one?');
  await chat(ana).getByRole('button', { name: 'Chat with us, 1 new' }).waitFor();
  await ana.press('Enter');
  await said(ana, 'Shall I keep one?').waitFor();
}
// A member's own note takes the same way to the screen: what slows a starved machine slows both alike.
async function soonOnTheScreen() {
  const waits = { notes: [], words: [] };
  const timed = async (of, text, tell) => {
    const began = Date.now();
    await tell(text);
    await article(text).waitFor();
    of.push(Date.now() - began);
  };
  const note = (text) => mara.post(`/conversations/${ana.conversation}/messages`, { text, internal: true });
  for (const n of [1, 2, 3, 4, 5]) {
    await timed(waits.notes, `Asked ${n} times.`, note);
    await timed(waits.words, `Or wheat, number ${n}?`, (text) => write(ana, text));
  }
  cases.tell(`from the visitor's Enter to the member's screen: ${waits.words.join(', ')} ms; notes took ${waits.notes.join(', ')} ms`);
  const median = (all) => all.toSorted((a, b) => a - b)[2];
  assert.ok(median(waits.words) < Math.max(3_000, 3 * median(waits.notes)), JSON.stringify(waits));
}
const inner = (of) =>
  of.page.evaluate(() => {
    const at = document.activeElement?.shadowRoot?.activeElement;
    return at?.getAttribute('aria-label') || at?.closest('label')?.textContent || at?.textContent || '';
  });

// The same tab finds its chat on the next page; another browser does not.
async function stays() {
  await ana.page.goto('/more');
  await said(ana, 'Shall I keep one?').waitFor();
  await write(ana, 'Yes, please <b>one</b>.');
  await article('Yes, please <b>one</b>.').waitFor();
  await said(ana, 'Yes, please <b>one</b>.').getByText('Sent').waitFor();
  const other = await visit();
  await chat(other).locator('.launch').click();
  await chat(other).getByRole('button', { name: 'Agree and start' }).waitFor();
  assert.equal(await said(other, 'Shall I keep one?').count(), 0);
  await other.close();
}

async function reconnects() {
  await ana.context.setOffline(true);
  ana.expect(/ERR_INTERNET_DISCONNECTED/);
  await write(ana, 'Are you still there?');
  await said(ana, 'Are you still there?').getByText('Sending').waitFor();
  await answer('Of course.');
  await new Promise((then) => setTimeout(then, 4_000));
  await ana.context.setOffline(false);
  await said(ana, 'Are you still there?').getByText('Sent').waitFor({ timeout: 30_000 });
  await said(ana, 'Of course.').waitFor({ timeout: 30_000 });
  const texts = (await thread(ana.conversation)).map((one) => one.text);
  assert.equal(texts.filter((one) => one === 'Are you still there?').length, 1);
}

async function files() {
  await chat(ana)
    .locator('input[type=file]')
    .setInputFiles([
      { name: 'cake.png', mimeType: 'image/png', buffer: png },
      {
        name: 'Gäste <i>.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('Ana, Ben and 40 more'),
      },
    ]);
  await write(ana, 'This cake, please.');
  await article('This cake, please.').getByText('cake.png').waitFor();
  const message = (await thread(ana.conversation)).find((one) => one.text === 'This cake, please.');
  assert.deepEqual(
    message.attachments.map((one) => one.size),
    [png.length, 20],
  );
  const big = {
    name: 'film.mp4',
    mimeType: 'video/mp4',
    buffer: Buffer.alloc(11_000_000),
  };
  await chat(ana).locator('input[type=file]').setInputFiles([big]);
  await chat(ana).getByText('film.mp4 is larger than 10 MB').waitFor();
  const recipe = await upload('recipe.txt', 'Flour, water, salt and time.');
  await mara.post(`/conversations/${ana.conversation}/messages`, {
    text: 'Our recipe:',
    attachments: [recipe],
  });
  const [download] = await Promise.all([
    ana.page.waitForEvent('download'),
    said(ana, 'Our recipe:')
      .getByRole('button', { name: /^Load recipe.txt/ })
      .click(),
  ]);
  assert.equal(readFileSync(await download.path(), 'utf8'), 'Flour, water, salt and time.');
}
async function upload(name, text) {
  const answer = await fetch(`${server.address}/api/attachments?name=${name}&type=text/plain`, {
    method: 'POST',
    headers: { Origin: server.address, Cookie: mara.cookie },
    body: text,
  });
  return (await answer.json()).id;
}

// What is edited and deleted here changes there.
async function mended() {
  const own = (await thread(ana.conversation)).find((one) => one.text === 'Of course.');
  await mara.post(`/messages/${own.id}/edits`, {
    text: 'Of course, until six.',
  });
  await said(ana, 'Of course, until six.').getByText('changed').waitFor();
}

async function accessible() {
  for (const width of [1440, 390]) {
    const visitor = await visit('/', { width });
    const look = (name) => looks.look(visitor, `chat ${name}`, width);
    await look('closed');
    await begin(visitor, 'Zoë');
    await write(
      visitor,
      'Bonjour, il y a du seigle ? Une longue question, pour voir où les lignes se coupent et si rien ne déborde.',
    );
    await said(visitor, 'Bonjour').getByText('Sent').waitFor();
    const id = (await mara.get('/conversations?limit=1')).items[0].id;
    await mara.post(`/conversations/${id}/messages`, {
      text: 'Until noon.\nhttps://maison.example/a-very-long-address-that-nobody-can-break-anywhere-at-all-because-it-has-no-spaces',
    });
    await said(visitor, 'Until noon.').waitFor();
    await look('talk');
    await chat(visitor)
      .getByRole('button', { name: /by mail/ })
      .click();
    await look('mail');
    await visitor.press('Escape');
    await chat(visitor)
      .locator('input[type=file]')
      .setInputFiles([
        {
          name: 'a rather long name of a file that was photographed.png',
          mimeType: 'image/png',
          buffer: png,
        },
      ]);
    await look('file');
    await visitor.close();
    const fresh = await visit('/', { width });
    await chat(fresh).locator('.launch').click();
    await looks.look(fresh, 'chat start', width);
    await fresh.close();
  }
}

// Over the whole screen, and the focus stays in it until it is closed.
async function onAPhone() {
  const visitor = await visit('/', { width: 390 });
  await begin(visitor);
  const box = await chat(visitor).locator('.window').boundingBox();
  assert.deepEqual([box.x, box.y, box.width, box.height], [0, 0, 390, 844]);
  const seen = new Set();
  for (let i = 0; i < 12; i++) {
    await visitor.press('Tab');
    seen.add(await inner(visitor));
  }
  assert.ok(!seen.has(''), 'the focus left the window');
  await chat(visitor).getByRole('button', { name: 'Close the chat' }).first().click();
  assert.equal(await chat(visitor).locator('.window').isVisible(), false);
  await visitor.close();
}

async function languages() {
  for (const [path, start, write_] of [
    ['/de', 'Zustimmen und beginnen', 'Nachricht schreiben'],
    ['/fr', 'Accepter et commencer', 'Écrire un message'],
  ]) {
    const visitor = await visit(path);
    await chat(visitor).locator('.launch').click();
    await chat(visitor).getByRole('button', { name: start }).click();
    await chat(visitor).getByLabel(write_).waitFor();
    await visitor.close();
  }
}

async function leavesAnAddress() {
  await chat(ana)
    .getByRole('button', { name: /by mail/ })
    .click();
  ana.expect(/status of 400/); // what the browser says of an address that is none
  const save = () => chat(ana).getByRole('button', { name: 'Save' }).click();
  await chat(ana).getByLabel('Your mail address').fill('nobody');
  await save();
  await chat(ana).getByText('Please tick this first').waitFor();
  await chat(ana)
    .getByLabel(/^Use this address/)
    .check();
  await save();
  await chat(ana).getByText('This is no mail address').waitFor();
  await chat(ana).getByLabel('Your mail address').fill('ana@customer.example');
  await save();
  await chat(ana).getByText('also goes to ana@customer.example').waitFor();
  await write(ana, 'I have to go.');
  await article('I have to go.').waitFor();
  await ana.close();
  await mara.post(`/conversations/${ana.conversation}/messages`, {
    text: 'Your bread is ready.',
  });
  ana.left = Date.now();
}

async function goesOnByMail() {
  const mail = await arrival('ana@customer.example', (one) => one.text?.includes('Your bread is ready.'), 120_000);
  cases.tell(
    `the mail came ${((Date.now() - ana.left) / 1000).toFixed(0)} s after the answer; the channel waits for 60`,
  );
  assert.equal(mail.from.address, hello);
  assert.equal(mail.subject, 'Your chat with Maison Antoinette');
  assert.match(mail.text, /> You: I have to go\./);
  await window.go(`/inbox/${ana.conversation}?view=all`);
  await article('Your bread is ready.')
    .getByText('Also went by mail to ana@customer.example')
    .waitFor();
  await send({
    from: 'Ana Weiss <ana@customer.example>',
    to: hello,
    subject: `Re: ${mail.subject}`,
    text: 'I come at eleven.',
    inReplyTo: mail.messageId,
    references: [mail.messageId],
  });
  await article('I come at eleven.').waitFor();
  assert.equal(opened(), ana.conversation, 'the reply must be in the same conversation');
  await answer('Until then!');
  const again = await arrival('ana@customer.example', (one) => one.text?.includes('Until then!'));
  assert.match(again.subject, /^Re: /);
  await send({
    from: 'Mallory <mallory@customer.example>',
    to: hello,
    subject: 'Re: your chat',
    text: 'Let me in.',
    inReplyTo: bare(mail.messageId).replace(/\.[0-9a-f]{6}/, '.aaaaaa'),
  });
  await eventually(async () =>
    assert.ok(
      (await mara.get('/conversations?view=all&limit=50')).items.some((one) => one.last_text.includes('Let me in.')),
    ),
  );
  assert.ok(!(await thread(ana.conversation)).some((one) => one.text.includes('Let me in.')));
  const texts = (await mailsOf('ana@customer.example')).map((one) => one.text);
  assert.equal(texts.filter((one) => one.startsWith('Your bread is ready.')).length, 1);
  assert.equal(texts.length, 2);
}

// Ben has written a mail before; when the site says that it is him, both are one person before anybody types.
async function signed() {
  await send({
    from: 'Ben Ozols <ben@customer.example>',
    to: hello,
    subject: 'Forty rolls',
    text: 'For Sunday, please.',
  });
  await eventually(async () => assert.ok((await mara.get('/people?q=Ben')).items.length));
  const [ben] = (await mara.get('/people?q=Ben')).items;
  const visitor = await visit('/account');
  await chat(visitor).locator('.launch').click();
  assert.equal(await chat(visitor).getByLabel('Your name').count(), 0, 'the site knows the name');
  await chat(visitor).getByRole('button', { name: 'Agree and start' }).click();
  await write(visitor, 'It is about Sunday.');
  await window.go('/inbox?view=all');
  await row('It is about Sunday.').waitFor();
  await open('It is about Sunday.');
  await eventually(async () => assert.equal((await mara.get(`/conversations/${opened()}`)).person.id, ben.id));
  await window.page.locator('.conversation').getByText('Forty rolls').first().waitFor();
  const { identities } = await mara.get(`/people/${ben.id}`);
  const link = identities.find((one) => one.network === 'chat').link;
  assert.equal(link.evidence[0].kind, 'signed');
  await visitor.close();
  const next = await visit('/account');
  await begin(next);
  await said(next, 'It is about Sunday.').waitFor();
  await next.close();
}

// Whose page is not on the list has no chat, and says why to who builds it.
async function elsewhere() {
  const other = await new Site('127.0.0.1').open();
  other.tag = site.tag;
  const visitor = await Window.open(browser, other.origin);
  visitor.expect(/CORS|Failed to load|403/);
  const warned = visitor.page.waitForEvent('console', (one) => one.text().includes('rapport chat'));
  await visitor.page.goto('/');
  await warned;
  assert.equal(await chat(visitor).count(), 0);
  await visitor.close();
  other.close();
}

try {
  await cases.run('a chat is connected and its script tag shown', moveIn);
  if (!cases.failed) {
    await cases.run('no cookie, and nothing kept before consent', nothingBefore);
    await cases.run('live both ways, by keyboard alone', byKeyboard);
    await cases.run('the chat stays over pages of one tab', stays);
    await cases.run('a lost line is found again, nothing lost or doubled', reconnects);
    await cases.run('files both ways', files);
    await cases.run('an edit is seen', mended);
    await cases.run('somebody leaves a mail address and goes', leavesAnAddress);
    await cases.run('axe', accessible);
    await cases.run('over the whole of a phone', onAPhone);
    await cases.run('in other languages', languages);
    await cases.run('a signed identity is the person of its mail address', signed);
    await cases.run('another site has no chat', elsewhere);
    await cases.run('a hostile visitor bothers nobody else', () => hostile(house, browser));
    await cases.run('a thousand visitors at once', () => crowd(house));
    await cases.run('the answer goes on by mail, and the reply comes back', goesOnByMail);
    await cases.run('the page complained of nothing', () => window.close());
  }
  looks.report();
} catch (error) {
  cases.fail('chat', reason(error));
} finally {
  await browser?.close();
  await server.stop();
  site.close();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = cases.failed ? 1 : 0;
