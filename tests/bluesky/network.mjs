// Bluesky's whole network on this machine, as a process of its own: directory (PLC), server of accounts (PDS), AppView,
// moderation and a Jetstream. Says where it is on its first line of standard output; then does what lines of JSON on
// standard input ask, and ends with it.
import { createInterface } from 'node:readline';
import { TestNetwork } from '@atproto/dev-env';
import { freePort } from '../lib/browser/server.mjs';
import { Jetstream } from './jetstream.mjs';

const port = await freePort();
const network = await TestNetwork.create({
  bsky: { port, publicUrl: `http://localhost:${port}` }, // where it shows its pictures
  dbPostgresUrl: process.env.DB_POSTGRES_URL,
  dbPostgresSchema: 'rapport',
});
const stream = await Jetstream.open(network.pds.url, network.plc.url);
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

const deeds = {
  // A label of the network's own moderation, as moderators put it there.
  async label({ uri, cid, value }) {
    const cts = new Date().toISOString();
    const label = { src: network.ozone.ctx.cfg.service.did, uri, cid, val: value, exp: null, neg: false, cts };
    await network.bsky.db.db.insertInto('label').values(label).execute();
  },
};

say({ pds: network.pds.url, appview: network.bsky.url, jetstream: stream.address });
for await (const line of createInterface({ input: process.stdin })) {
  const { what, ...rest } = JSON.parse(line);
  try {
    say({ ok: (await deeds[what](rest)) ?? null });
  } catch (error) {
    say({ error: error.message });
  }
}
await stream.close();
await network.close();
process.exit(0);
