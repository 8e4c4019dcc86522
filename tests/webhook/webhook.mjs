// Webhooks both ways: see run.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Cases, eventually, reason } from '../lib/browser/cases.mjs';
import { Client } from '../lib/browser/client.mjs';
import { Server } from '../lib/browser/server.mjs';
import { page } from './page.mjs';
import { Receiver } from './receiver.mjs';
import { System } from './system.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.RAPPORT_BIN ?? join(root, 'build/release/src/server/rapport');
const logs = join(root, 'build/test-logs/webhook');
const chromium = process.env.RAPPORT_TEST_CHROMIUM ?? '/usr/bin/chromium';
const second = 1_000;

const cases = new Cases(process.argv.slice(2));
mkdirSync(logs, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'rapport-webhook-'));
const server = Server.serve(program, data, join(logs, 'serve.log'));
const receiver = await new Receiver().start();
const hello = (text = 'Where is my order?', more = {}) => ({ author: { handle: '42', name: 'Zoë Novák' }, text, ...more });
let mara;

const wait = (ms) => new Promise((then) => setTimeout(then, ms));
const ids = (heard) => new Set(heard.map((one) => one.id));
const conversations = async () => (await mara.get('/conversations?view=all&limit=200')).items;
const about = (text) =>
  eventually(async () => {
    const found = (await conversations()).find((one) => one.last_text === text);
    assert.ok(found, `“${text}” is not in the inbox`);
    return found;
  });
const thread = async (id) => (await mara.get(`/conversations/${id}/messages`)).items;

async function connect(name, answers) {
  const options = { place: 'shop.example', ...(answers ? { answer_url: `${receiver.base}${answers}` } : {}) };
  const channel = await mara.post('/channels', { network: 'webhook', name, options });
  if (answers) receiver.trust(answers, channel.push.secret);
  return { channel, system: new System(channel.push) };
}
async function hook(path, events = ['message.received']) {
  const made = await mara.post('/hooks', { url: `${receiver.base}${path}`, events });
  receiver.trust(path, made.secret);
  return made;
}
const deliveries = async (made, state = '') =>
  (await mara.get(`/hooks/${made.id}/deliveries?limit=200${state && `&state=${state}`}`)).items;

async function messagesIn() {
  const { system } = await connect('Shop');
  await cases.run('a message signed by another library is in the inbox', async () => {
    const answer = await system.post(hello('Where is my bread?'));
    assert.equal(answer.status, 200, answer.text);
    const row = await about('Where is my bread?');
    assert.equal(row.identity.handle, '42@shop.example');
    assert.equal(row.person.name, 'Zoë Novák');
  });
  await cases.run('a repetition is answered the same and stored once', async () => {
    const answers = [];
    for (let n = 0; n < 3; n++) answers.push(await system.post(hello('Only once'), { id: 'once' }));
    assert.deepEqual([...new Set(answers.map((one) => `${one.status} ${one.text}`))], ['200 {"messages":1}']);
    await about('Only once');
    assert.equal((await conversations()).filter((one) => one.last_text === 'Only once').length, 1);
    const together = await Promise.all(Array.from({ length: 8 }, () => system.post(hello('All at once'), { id: 'at-once' })));
    assert.deepEqual([...new Set(together.map((one) => one.status))], [200]);
    await about('All at once');
    assert.equal((await conversations()).filter((one) => one.last_text === 'All at once').length, 1);
  });
  await cases.run('strangers, old calls and broken ones are refused and told why', async () => {
    const forged = await system.post(hello(), { signature: 'v1,AAAA' });
    assert.deepEqual([forged.status, forged.body.field], [401, 'webhook-signature']);
    for (const minutes of [-6, 6]) {
      const late = await system.post(hello(), { at: new Date(Date.now() + minutes * 60 * second) });
      assert.deepEqual([late.status, late.body.field], [400, 'webhook-timestamp']);
    }
    const many = await system.post(hello('One of many'), {
      id: 'many',
      signature: `v1,AAAA v2,BBBB ${system.webhook.sign('many', new Date(), JSON.stringify(hello('One of many')))}`,
    });
    assert.equal(many.status, 200, many.text);
    const large = await system.post(hello('x'.repeat(1.2e6)));
    assert.equal(large.status, 413);
    assert.equal((await fetch(system.address.replace(/[^/]+$/, 'nothing'), { method: 'POST' })).status, 404);
  });
  await cases.run('poison of a list is named and set aside, the rest is taken', async () => {
    const answer = await system.post([hello('One', { id: 'l1' }), { id: 'l2', text: 'Two' }, hello('Three', { id: 'l3' })]);
    assert.deepEqual([answer.status, answer.body.field], [400, '[1].author']);
    assert.match(answer.body.detail, /The other 2 of 3 were taken/);
    await about('Three');
    const { items } = await mara.get('/quarantine');
    assert.equal(items[0].remote_id, 'l2');
    assert.match(items[0].why, /author is missing/);
  });
  await cases.run('a reply, an edit and a deletion find their message', async () => {
    await system.post(hello('First', { id: 'r1' }));
    await system.post(hello('Second', { id: 'r2', reply_to: 'r1' }));
    const row = await about('Second');
    assert.equal(row.messages, 2);
    await system.post(hello('Second, and better', { id: 'r2', edited_at: new Date().toISOString() }));
    await system.post({ id: 'r1', deleted: true });
    const all = await thread(row.id);
    assert.deepEqual(all.map((one) => [one.text, !!one.deleted_at]), [['', true], ['Second, and better', false]]);
  });
  await cases.run('files that are named are fetched, but nothing of the inside', async () => {
    const attachments = [{ url: `${receiver.base}/loaf.txt` }, { url: 'http://10.0.0.1/secret.txt' }, { name: 'a.txt', content: 'YnJlYWQ=' }];
    await system.post(hello('With files', { attachments }));
    const [message] = await thread((await about('With files')).id);
    assert.deepEqual(message.attachments.map((one) => [one.name, one.size]), [['loaf.txt', 6], ['a.txt', 5]]);
    assert.equal(message.extra.media[0].url, 'http://10.0.0.1/secret.txt');
  });
  await cases.run('a flood from one system is held back and hurts no other', async () => {
    const flood = await Promise.all(Array.from({ length: 320 }, () => system.post('7')));
    const held = flood.filter((one) => one.status === 429);
    assert.ok(held.length > 0, 'nothing was held back');
    assert.ok(held.every((one) => Number(one.headers.get('retry-after')) >= 1));
    const { system: other } = await connect('Another shop');
    assert.equal((await other.post(hello('From another shop'))).status, 200);
  });
  await cases.run('a renewed secret leaves the one before good for a day', async () => {
    const { channel, system: before } = await connect('Renewing');
    const renewed = await mara.post(`/channels/${channel.id}/secret`);
    const after = new System(renewed.push);
    assert.equal((await before.post(hello('With the old'))).status, 200);
    assert.equal((await after.post(hello('With the new'))).status, 200);
    const again = await mara.post(`/channels/${channel.id}/secret`);
    assert.equal((await before.post(hello())).status, 401, 'the one before the last is over');
    assert.equal((await new System(again.push).post(hello('With the newest'))).status, 200);
  });
}

// Answers leave ten seconds after they were written: all are written before any is looked at.
async function answersOut() {
  const ends = { '/ok/a': 'sent', '/flaky/a': 'sent', '/drops/a': 'unknown', '/gone/a': 'failed', '/closed/a': 'failed', '/elsewhere/a': 'failed' };
  const written = {};
  await cases.run('without an answer address the composer says why nothing can be sent', async () => {
    const { system } = await connect('Only hears');
    await system.post(hello('Nobody can answer this'));
    const row = await about('Nobody can answer this');
    const { reply } = await mara.get(`/conversations/${row.id}`);
    assert.equal(reply.allowed, false);
    assert.match(reply.why_not, /no answer address/);
    assert.equal((await mara.raw('POST', `/conversations/${row.id}/messages`, { text: 'Today.' })).status, 409);
  });
  for (const path of Object.keys(ends)) {
    const { system } = await connect(`Answers ${path}`, path);
    await system.post(hello(`To ${path}`, { id: `q ${path}` }));
    const row = await about(`To ${path}`);
    const message = await mara.post(`/conversations/${row.id}/messages`, { text: `For ${path}` });
    written[path] = { row, message, system };
  }
  return async () => {
    for (const [path, end] of Object.entries(ends))
      await cases.run(`an answer to ${path.split('/')[1]} ends as ${end}`, async () => {
        const { row, message } = written[path];
        const found = await eventually(async () => {
          const one = (await thread(row.id)).find((each) => each.id === message.id);
          assert.equal(one.delivery.state, end, `${one.delivery.state}: ${one.delivery.error}`);
          return one;
        }, 60 * second);
        if (end !== 'sent') assert.ok(found.delivery.error);
        const heard = receiver.at(path);
        assert.ok(heard.every((one) => one.genuine), heard.find((one) => one.why)?.why);
        assert.deepEqual([...ids(heard)], [message.id]);
        assert.equal(heard.length, path.startsWith('/flaky') ? 2 : 1);
        assert.deepEqual(heard[0].data.data.to, { handle: '42', name: 'Zoë Novák' });
        assert.equal(heard[0].data.data.reply_to, `q ${path}`);
        assert.equal(heard[0].data.data.text, `For ${path}`);
      });
    await cases.run('what answers our answer comes into its thread', async () => {
      const { row, message, system } = written['/ok/a'];
      await system.post(hello('Thank you', { reply_to: message.id }));
      assert.equal((await about('Thank you')).id, row.id);
    });
  };
}

async function eventsOut() {
  const { system } = await connect('Till');
  const made = {};
  for (const how of ['ok', 'flaky', 'gone', 'busy', 'drops', 'hangs']) made[how] = await hook(`/${how}/h`);
  const closer = await hook('/ok/closed', ['conversation.closed']);
  await system.post(hello('An event'));
  await cases.run('an event is told at once, signed, as the API shows it', async () => {
    const [heard] = await eventually(() => {
      assert.ok(receiver.at('/ok/h').length > 0, 'nothing came');
      return receiver.at('/ok/h');
    }, 5 * second);
    assert.ok(heard.genuine, heard.why);
    assert.equal(heard.data.type, 'message.received');
    assert.equal(heard.data.data.message.text, 'An event');
    const row = await about('An event');
    assert.deepEqual(heard.data.data.message, (await thread(row.id))[0]);
    assert.equal(heard.data.data.conversation.id, row.id);
  });
  await cases.run('a receiver that hangs delays only itself', async () => {
    for (let n = 0; n < 5; n++) await system.post(hello(`Quickly ${n}`));
    await eventually(() => assert.equal(receiver.at('/ok/h').length, 6), 5 * second);
    assert.equal(receiver.at('/hangs/h').length, 1);
    await mara.patch(`/hooks/${made.hangs.id}`, { paused: true });
    receiver.release();
  });
  await cases.run('a receiver that is gone is stopped, and admins can read why', async () => {
    const now = await eventually(async () => {
      const one = await mara.get(`/hooks/${made.gone.id}`);
      assert.ok(one.paused_at);
      return one;
    });
    assert.match(now.paused_why, /410/);
    assert.equal(receiver.at('/gone/h').length, 1);
    assert.ok((await mara.get('/audit?action=hook_paused')).items.length > 0);
  });
  await cases.run('each hears only what it asked for', async () => {
    const row = await about('An event');
    await mara.put(`/conversations/${row.id}/closure`);
    await eventually(() => assert.equal(receiver.at('/ok/closed').length, 1), 5 * second);
    assert.equal(receiver.at('/ok/closed')[0].data.data.record.kind, 'closed');
    assert.ok(receiver.at('/ok/h').every((one) => one.data.type === 'message.received'));
    assert.equal(closer.events.length, 1);
  });
  for (const [how, most] of [['flaky', 20], ['busy', 20], ['drops', 20]])
    await cases.run(`what was not taken is sent again under the same id: ${how}`, async () => {
      await eventually(async () => assert.equal((await deliveries(made[how], 'delivered')).length, 6), most * second);
      const heard = receiver.at(`/${how}/h`);
      assert.equal(heard.length, 7);
      assert.equal(ids(heard).size, 6);
      assert.ok(heard.every((one) => one.genuine));
      const first = (await deliveries(made[how])).at(-1);
      const { attempts } = await mara.get(`/hook-deliveries/${first.id}`);
      assert.deepEqual(attempts.map((one) => one.status), { flaky: [500, 200], busy: [429, 200], drops: [null, 200] }[how]);
      assert.ok(attempts[0].answer.length <= 1000);
      const gap = Date.parse(attempts[1].at) - Date.parse(attempts[0].at);
      assert.ok(gap >= { flaky: 5, busy: 7, drops: 5 }[how] * second, `after ${gap} ms`);
    });
  await cases.run('a member sends one again, under the id it had', async () => {
    const [newest] = await deliveries(made.ok);
    await mara.post(`/hook-deliveries/${newest.id}/retry`);
    await eventually(() => assert.equal(receiver.at('/ok/h').filter((one) => one.id === newest.webhook_id).length, 2), 5 * second);
  });
  await cases.run('a test event says how it goes', async () => {
    const { id } = await mara.post(`/hooks/${made.ok.id}/test`);
    const done = await eventually(async () => {
      const one = await mara.get(`/hook-deliveries/${id}`);
      assert.equal(one.state, 'delivered');
      return one;
    }, 5 * second);
    assert.deepEqual([done.last.status, done.last.answer], [200, 'thank you']);
  });
  await cases.run('the inside is not reached, and the log says so', async () => {
    const inside = await mara.post('/hooks', { url: 'http://10.0.0.1/', events: ['message.received'] });
    const { id } = await mara.post(`/hooks/${inside.id}/test`);
    const done = await eventually(async () => {
      const one = await mara.get(`/hook-deliveries/${id}`);
      assert.equal(one.state, 'failed');
      return one;
    }, 5 * second);
    assert.equal(done.last.status, null);
    assert.match(done.last.error, /10\.0\.0\.1/);
    await mara.raw('DELETE', `/hooks/${inside.id}`);
  });
  for (const one of [closer, ...Object.values(made)]) await mara.raw('DELETE', `/hooks/${one.id}`);
}

// Killed in the middle, three times: whoever was told 200 is stored once, and every event is told.
async function killed() {
  await cases.run('killed in the middle, nothing is lost, doubled or left untold', async () => {
    const { system } = await connect('While it dies');
    const made = await hook('/ok/kill');
    const texts = Array.from({ length: 120 }, (_, n) => `Message ${n}`);
    let at = 0;
    const worker = async () => {
      while (at < texts.length) {
        const text = texts[at++];
        await system.deliver(hello(text), `kill-${text.replace(' ', '-')}`);
        await wait(15);
      }
    };
    const work = Promise.all(Array.from({ length: 4 }, worker));
    for (let n = 0; n < 3; n++) {
      await wait(250);
      await server.stop('SIGKILL');
      await server.start();
    }
    await work;
    const stored = new Map();
    const all = [];
    for (let cursor = ''; cursor !== null; ) {
      const page = await mara.get(`/conversations?view=all&limit=200${cursor && `&cursor=${cursor}`}`);
      all.push(...page.items);
      cursor = page.next;
    }
    for (const one of all) stored.set(one.last_text, (stored.get(one.last_text) ?? 0) + one.messages);
    for (const text of texts) assert.equal(stored.get(text), 1, `“${text}” is stored ${stored.get(text) ?? 0} times`);
    await eventually(() => {
      const told = new Set(receiver.at('/ok/kill').map((one) => one.data?.data?.message?.text));
      const untold = texts.filter((text) => !told.has(text));
      assert.deepEqual(untold, []);
    }, 30 * second);
    const heard = receiver.at('/ok/kill');
    assert.ok(heard.every((one) => one.genuine));
    assert.equal(ids(heard).size, texts.length, 'an event has one id, however often it was told');
    cases.tell(`${heard.length} posts for ${texts.length} events, over three kills`);
    await mara.raw('DELETE', `/hooks/${made.id}`);
  });
}

try {
  await server.start();
  mara = new Client(server.address);
  await mara.post('/setup', { workspace: 'Maison Antoinette', name: 'Mara Lindqvist', email: 'mara@maison.example', password: 'let them have bread' });
  await mara.get('/session');
  const answers = await answersOut();
  await messagesIn();
  await eventsOut();
  await answers();
  await killed();
  if (existsSync(chromium)) await page({ cases, server, mara, receiver, logs });
  else cases.skip('the page', 'chromium is not installed');
} catch (error) {
  cases.fail('webhook', reason(error));
} finally {
  await server.stop();
  receiver.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = cases.failed ? 1 : 0;
