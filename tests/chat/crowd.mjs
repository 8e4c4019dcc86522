// A thousand visitors, each on the line, each with a conversation of their own.
import assert from 'node:assert/strict';
import { eventually } from '../lib/browser/cases.mjs';
import { each, Visitor } from './visitor.mjs';

const count = 1_000;

async function figure(server, name) {
  const text = await (await fetch(`${server.address}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)[1]);
}

export async function crowd({ server, site, cases, key, mara }) {
  const before = await figure(server, 'rapport_resident_bytes');
  const streams = await figure(server, 'rapport_live_streams');
  const all = Array.from(
    { length: count },
    (_, n) => new Visitor(server.address, key, site.origin, `198.18.${n >> 8}.${n & 255}`),
  );
  const began = Date.now();
  await each(all.entries(), 24, async ([n, one]) => {
    const begun = await one.begin({ name: `Visitor ${n}` });
    assert.equal(begun.status, 201, begun.text);
    const spoke = await one.say('first', `Question ${n} of the crowd`);
    assert.equal(spoke.status, 201, spoke.text);
    await one.listen();
  });
  const seconds = (Date.now() - began) / 1000;
  assert.equal((await figure(server, 'rapport_live_streams')) - streams, count);
  const after = await figure(server, 'rapport_resident_bytes');
  const each_ = (after - before) / count;
  cases.tell(
    `${count} visitors on the line after ${seconds.toFixed(1)} s: ${(each_ / 1000).toFixed(1)} kB of memory each (${(before / 1e6).toFixed(0)} → ${(after / 1e6).toFixed(0)} MB)`,
  );
  assert.ok(each_ < 60_000, `${each_} bytes a visitor`);

  // One is answered: one hears it, and soon, though a thousand listen.
  const lucky = all[617];
  const { items } = await eventually(async () => {
    const found = await mara.get('/search?q=617+crowd');
    assert.ok(JSON.stringify(found).includes('Question 617'));
    return mara.get(`/conversations?view=all&limit=200`);
  });
  assert.ok(items.length);
  const conversation = await find(mara, 'Question 617 of the crowd');
  for (const one of all) one.heard = 0;
  const sent = Date.now();
  await mara.post(`/conversations/${conversation}/messages`, {
    text: 'Only you, 617.',
  });
  await eventually(
    async () => assert.ok((await lucky.messages()).some((one) => one.text === 'Only you, 617.')),
    15_000,
  );
  cases.tell(`the answer to one of them was there after ${Date.now() - sent} ms, 3 s of them to take it back`);
  await eventually(async () => assert.ok(lucky.heard > 0), 5_000);
  assert.equal(all.filter((one) => one !== lucky && one.heard > 0).length, 0, 'others were told');
  assert.ok(
    all.every((one) => one.line),
    'somebody was dropped',
  );
  for (const one of all) one.leave();
  await eventually(async () => assert.ok((await figure(server, 'rapport_live_streams')) - streams < 10), 30_000);
}

async function find(mara, text) {
  for (let cursor = ''; ;) {
    const page = await mara.get(
      `/conversations?view=all&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    const found = page.items.find((one) => one.last_text === text);
    if (found) return found.id;
    assert.ok(page.next, `no conversation says “${text}”`);
    cursor = page.next;
  }
}
