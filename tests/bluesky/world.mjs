// The network as a process of its own, and people in it who use the network's own client library.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { AtpAgent, RichText } from '@atproto/api';
import { eventually } from '../lib/browser/cases.mjs';

export class World {
  #waiting = [];

  static async start(log) {
    const world = new World();
    const env = { ...process.env, DB_POSTGRES_URL: process.env.RAPPORT_TEST_POSTGRES, LOG_ENABLED: 'false' };
    const script = fileURLToPath(new URL('network.mjs', import.meta.url));
    world.process = spawn(process.execPath, [script], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    world.process.stderr.pipe(log);
    const first = new Promise((then) => world.#waiting.push(then));
    createInterface({ input: world.process.stdout }).on('line', (line) => line.startsWith('{') && world.#waiting.shift()?.(JSON.parse(line)));
    world.ended = new Promise((then) => world.process.on('exit', then));
    world.process.on('exit', () => world.#waiting.forEach((told) => told({ error: 'the network has ended' })));
    Object.assign(world, await first);
    assert.ok(world.pds, world.error);
    return world;
  }

  async do(what, rest = {}) {
    const told = new Promise((then) => this.#waiting.push(then));
    this.process.stdin.write(`${JSON.stringify({ what, ...rest })}\n`);
    const { ok, error } = await told;
    if (error) throw new Error(`${what}: ${error}`);
    return ok;
  }

  async stop() {
    this.process.stdin.end();
    await this.ended;
  }
}

// Somebody with an account.
export class Person {
  static async move(pds, name) {
    const person = new Person();
    person.agent = new AtpAgent({ service: pds });
    person.handle = `${name}.test`;
    await person.agent.createAccount({ email: `${name}@town.example`, handle: person.handle, password: `${name}-password` });
    person.did = person.agent.session.did;
    await person.agent.upsertProfile(() => ({ displayName: name[0].toUpperCase() + name.slice(1) }));
    return person;
  }

  async says(words, { answers, picture, description } = {}) {
    const text = new RichText({ text: words });
    await text.detectFacets(this.agent);
    const record = { text: text.text, facets: text.facets };
    if (answers) record.reply = { root: answers.root ?? answers, parent: { uri: answers.uri, cid: answers.cid } };
    if (picture) {
      const { data } = await this.agent.uploadBlob(Buffer.from(picture, 'base64'), { encoding: 'image/png' });
      record.embed = { $type: 'app.bsky.embed.images', images: [{ image: data.blob, alt: description }] };
    }
    return this.agent.post(record);
  }

  async hears() {
    return (await this.agent.listNotifications({ limit: 100 })).data.notifications;
  }

  // The post that holds these words and was meant for this person, as the network shows it, once it is there.
  async heard(words, within = 60_000) {
    return eventually(async () => {
      const found = (await this.hears()).find((one) => one.record.text?.includes(words));
      assert.ok(found, `nobody told ${this.handle} “${words}”`);
      const { posts } = (await this.agent.getPosts({ uris: [found.uri] })).data;
      assert.equal(posts.length, 1);
      return posts[0];
    }, within);
  }
}
