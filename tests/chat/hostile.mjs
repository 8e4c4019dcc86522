// Somebody who means harm, while somebody else only wants bread.
import assert from 'node:assert/strict';
import { eventually } from '../lib/browser/cases.mjs';
import { Window } from '../lib/browser/window.mjs';
import { each, Visitor } from './visitor.mjs';

const harm = '<script>document.title="taken"</script><img src=x onerror="document.title=\'taken\'">';

export async function hostile(house, browser) {
  const { server, site, cases, key, mara } = house;
  const mallory = new Visitor(server.address, key, site.origin, '203.0.113.66');
  const ben = new Visitor(server.address, key, site.origin, '203.0.113.7');
  await mallory.begin({ name: harm });
  await ben.begin({ name: 'Ben' });
  await ben.say('warm', 'Good morning');

  // Words that would be code stand there as words, on both sides.
  assert.equal((await mallory.say('one', harm)).status, 201);
  const window = await Window.open(browser, server.address, {
    storage: mara.storage,
  });
  await window.go('/inbox?view=all');
  await window.page.locator('.row[data-id]', { hasText: 'onerror' }).locator('a').first().click();
  await window.page.locator('.conversation article', { hasText: '<script>' }).first().waitFor();
  assert.notEqual(await window.page.title(), 'taken');
  await window.close();

  // A flood; meanwhile an honest word takes no longer than it must.
  const statuses = {};
  const tell = ({ status }) => (statuses[status] = (statuses[status] ?? 0) + 1);
  let flooding = true;
  const flood = each(
    Array.from({ length: 600 }, (_, n) => n),
    16,
    async (n) => tell(await mallory.say(`k${n}`, 'spam '.repeat(700))),
  ).finally(() => (flooding = false));
  const waits = [];
  const from = Date.now();
  for (let n = 0; n < 8 && flooding; n++) {
    const began = Date.now();
    assert.equal((await ben.say(`honest${n}`, `Bread ${n}`)).status, 201);
    waits.push(Date.now() - began);
  }
  await flood;
  cases.tell(
    `600 messages of a flood were answered ${JSON.stringify(statuses)}; honest ones took ${waits.join(', ')} ms meanwhile`,
  );
  const letIn = 13 + (Date.now() - from) / 2_000; // a dozen at once, then 0.4 a second
  assert.ok((statuses[201] ?? 0) <= letIn && statuses[429] > 500);
  assert.ok(waits.toSorted((a, b) => a - b)[waits.length >> 1] < 3_000);

  // Bodies and files that are too large are refused without being taken.
  assert.equal(
    (
      await new Visitor(server.address, key, site.origin, '203.0.113.65').call(
        'POST',
        '/session',
        JSON.stringify({ consent: true, name: 'x'.repeat(20_000) }),
      )
    ).status,
    413,
  );
  const huge = await mallory
    .call('POST', '/files?name=film.mp4', undefined, {
      'Content-Length': 9_000_000_000,
      Expect: '100-continue',
    })
    .catch(() => ({ status: 413 }));
  assert.equal(huge.status, 413);
  const stranger = new Visitor(server.address, key, site.origin, '203.0.113.67');
  assert.equal(
    (await stranger.call('POST', '/files?name=a', 'x'.repeat(2_000_000)).catch(() => ({ status: 401 }))).status,
    401,
  );

  // Tokens and keys are not guessed, pages not pretended, members' routes not reached.
  const guesses = [];
  for (let n = 0; n < 40; n++) {
    stranger.token = `guess-${n}`;
    guesses.push((await stranger.call('GET', '/messages')).status);
  }
  assert.ok(guesses.every((one) => one === 401 || one === 429) && guesses.at(-1) === 429);
  const wrongKey = new Visitor(
    server.address,
    `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`,
    site.origin,
    '203.0.113.68',
  );
  assert.equal((await wrongKey.begin()).status, 404);
  const wrongPage = new Visitor(server.address, key, 'https://evil.example', '203.0.113.69');
  assert.equal((await wrongPage.begin()).status, 403);
  const inbox = await fetch(`${server.address}/api/conversations`, {
    headers: { Authorization: `Bearer ${ben.token}`, Origin: site.origin },
  });
  assert.equal(inbox.status, 401);
  assert.equal(inbox.headers.get('access-control-allow-origin'), null);
  assert.equal((await ben.call('GET', `/files/${(await mara.get('/conversations?limit=1')).items[0].id}`)).status, 404);
  const forged = new Visitor(server.address, key, site.origin, '203.0.113.70');
  assert.equal(
    (
      await forged.begin({
        identity: site.sign({ user: '4711', email: 'ben@customer.example' }, 'another secret altogether'),
      })
    ).status,
    403,
  );

  // A member has had enough of him.
  const { items } = await mara.get('/conversations?view=all&limit=50');
  const his = items.find((one) => one.identity?.name?.includes('script'));
  await mara.put(`/identities/${his.identity.id}/block`);
  await eventually(async () => assert.equal((await mallory.say('last', 'me again')).status, 403));
  assert.equal((await ben.say('bread', 'And rolls?')).status, 201);
}
