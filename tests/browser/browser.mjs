// The page as people use it, in Chromium: see run. Arguments: words of the cases to run.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Cases, eventually, reason } from '../lib/browser/cases.mjs';
import { Client } from '../lib/browser/client.mjs';
import { Server } from '../lib/browser/server.mjs';
import { openBrowser, Window } from '../lib/browser/window.mjs';
import { lookAtTheDoor, lookInside, Looks } from './accessibility.mjs';
import { journeys } from './journeys.mjs';
import { restarts } from './restarts.mjs';
import { steadiness } from './steadiness.mjs';
import { together } from './together.mjs';
import { topics } from './topics.mjs';
import { words } from './words.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.RAPPORT_BIN ?? join(root, 'build/release/src/server/rapport');
const logs = join(root, 'build/test-logs/browser');
const password = 'let-them-have-bread';

const cases = new Cases(process.argv.slice(2));
const data = mkdtempSync(join(tmpdir(), 'rapport-browser-'));
mkdirSync(logs, { recursive: true });
cases.witness = (name) => Window.witness(join(logs, `failed-${name.replaceAll(/[^\w]+/g, '-')}`));
const house = {
  cases,
  demo: Server.demo(program, join(logs, 'demo.log')),
  fresh: Server.serve(program, data, join(logs, 'serve.log')),
};

// What ":name" stands for in the addresses of the screens, twice: a person and a conversation with a history.
async function acquaintances(client) {
  const { items } = await client.get('/conversations?view=open&limit=50');
  const rows = items.toSorted((a, b) => b.elsewhere - a.elsewhere).filter((one) => one.network === 'email');
  const channel = rows[0].channel;
  const heard = (await client.get('/channels')).items.find((one) => one.network === 'feed').id;
  const feed = (await client.get(`/conversations?view=all&limit=1&channel=${heard}`)).items[0].id;
  const hook = await toldElsewhere(client);
  const topic = (await client.get('/topics')).items[0].id;
  return rows.slice(0, 2).map((row) => ({ conversation: row.id, 'person.id': row.person.id, channel, feed, hook, 'topic.id': topic }));
}

// A webhook with something in its log; where it leads nobody is.
async function toldElsewhere(client) {
  const { id } = await client.post('/hooks', { url: 'http://till.invalid/', description: 'The till', events: ['message.received'] });
  await client.post(`/hooks/${id}/test`);
  await eventually(async () => assert.equal((await client.get(`/hooks/${id}`)).failed, 1));
  return id;
}

async function open() {
  await Promise.all([house.demo.start(), house.fresh.start()]);
  house.mara = await Client.logIn(house.demo.address, 'mara@maison-antoinette.example', password);
  house.ines = await Client.logIn(house.demo.address, 'ines@maison-antoinette.example', password);
  house.known = await acquaintances(house.mara);
  house.browser = await openBrowser();
}

async function everything() {
  await open();
  const looks = new Looks(cases, logs);
  await lookAtTheDoor(looks, house);
  await lookInside(looks, house);
  looks.report();
  for (const part of [journeys, topics, steadiness, words, together, restarts]) await part(house);
}

try {
  await everything();
} catch (error) {
  cases.fail('browser', reason(error));
} finally {
  await house.browser?.close();
  await Promise.all([house.demo.stop(), house.fresh.stop()]);
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = cases.failed ? 1 : 0;
