// A feed of the test's own, and a channel that is connected to it.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { eventually } from '../lib/browser/cases.mjs';
import { Window } from '../lib/browser/window.mjs';

const entries = [
  ['Why rye needs a night', 'Ana Weiss', 'The dough sleeps in the cellar until four.'],
  ['A starter named Olga', 'Ana Weiss', 'She is eleven years old and still hungry.'],
  ['Closed on Monday', 'Tomek Brand', 'The oven gets a new door.'],
];

const atom = () => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Crumbs</title><id>urn:crumbs</id><updated>${new Date().toISOString()}</updated>
${entries
  .map(
    ([title, author, text], n) =>
      `<entry><id>urn:crumbs:${n}</id><title>${title}</title><updated>${new Date(Date.now() - (n + 1) * 3_600_000).toISOString()}</updated><author><name>${author}</name></author><content type="text">${text}</content></entry>`,
  )
  .join('')}</feed>`;

export async function serveFeed() {
  const server = createServer((request, response) => {
    const there = request.url === '/feed.xml';
    response.writeHead(there ? 200 : 404, { 'Content-Type': there ? 'application/atom+xml' : 'text/plain' });
    response.end(there ? atom() : 'There is nothing here.');
  });
  await new Promise((then) => server.listen(0, '127.0.0.1', then));
  const { port } = server.address();
  return { url: `http://127.0.0.1:${port}/feed.xml`, gone: `http://127.0.0.1:${port}/old.xml`, close: () => server.close() };
}

// The entries come onto the screen of somebody who is looking.
async function feedOnTheScreen(house, feed) {
  const window = await Window.open(house.browser, house.fresh.address, { storage: house.noor.storage });
  await window.go('/inbox?view=all');
  await house.noor.post('/channels', { network: 'feed', name: 'Crumbs', options: { url: feed.url } });
  for (const [title] of entries) await window.sees(title, 20_000);
  await eventually(async () => assert.equal(await window.page.locator('.row[data-id]').count(), entries.length));
  await window.close();
}

export async function connects(house) {
  const feed = await serveFeed();
  try {
    await house.cases.run('a feed that is connected comes onto the screen', () => feedOnTheScreen(house, feed));
  } finally {
    feed.close();
  }
}
