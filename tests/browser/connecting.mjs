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

// Settings › Channels › choose › fill in › test shows the last messages › connect. Returns the steps it took: keys and
// clicks, text not counted. `fill` types what the form asks for.
export async function throughTheWizard(window, network, fill, shows) {
  let steps = await window.counted(() => window.press('n'));
  await window.eventuallyAt(/^\/settings\/channels\/new/);
  await window.page.locator('main').getByRole('link', { name: network }).or(window.page.locator('main').getByRole('button', { name: network })).first().click();
  steps += 1;
  await window.page.locator('.fields input').first().waitFor();
  steps += await window.counted(() => fill());
  steps += await window.counted(() => window.press('Enter'));
  for (const text of shows) await window.page.locator('main').getByText(text).first().waitFor();
  await eventually(async () => assert.equal(await window.focused(), 'Connect'));
  steps += await window.counted(() => window.press('Enter'));
  await window.eventuallyAt(/^\/settings\/channels\/\d+/);
  return steps;
}

async function journeyEleven(house, feed) {
  const window = await Window.open(house.browser, house.fresh.address, { storage: house.noor.storage });
  await window.go('/settings/channels');
  await failureIsTold(window, feed);
  await window.go('/settings/channels');
  const began = Date.now();
  const fill = () => window.page.locator('.fields input').first().fill(feed.url);
  const steps = await throughTheWizard(window, /^Feed/, fill, entries.map(([title]) => title));
  assert.ok(steps <= 5, `it took ${steps} steps`);
  assert.ok(Date.now() - began < 180_000);
  await window.go('/inbox?view=all');
  for (const [title] of entries) await window.sees(title);
  await window.close();
}

// A wrong address: the cause stands at its field, and nothing was made.
async function failureIsTold(window, feed) {
  await window.go('/settings/channels/new?network=feed');
  const field = window.page.locator('.fields input').first();
  await field.fill(feed.gone);
  await window.press('Enter');
  await window.page.locator('.fields [aria-invalid=true]').first().waitFor();
  assert.ok(await field.evaluate((one) => one === document.activeElement), 'the focus is not where the error is');
  await window.sees('404');
}

export async function connects(house) {
  const feed = await serveFeed();
  try {
    await house.cases.run('journey 11: a channel is connected, 5 steps at most', () => journeyEleven(house, feed));
  } finally {
    feed.close();
  }
}
