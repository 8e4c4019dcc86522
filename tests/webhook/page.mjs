// The same through the page: a member connects a system, and has another one told.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { openBrowser, Window } from '../lib/browser/window.mjs';
import { System } from './system.mjs';

export async function page({ cases, server, mara, receiver, logs }) {
  const browser = await openBrowser();
  try {
    for (const width of [1440, 390]) await atWidth({ cases, server, mara, receiver, logs, browser, width });
  } finally {
    await browser.close();
  }
}

// The page that takes another's place says who it is.
const titled = (page, name) => page.waitForFunction((name) => document.title.includes(name), name, { timeout: 5_000 });

async function atWidth({ cases, server, mara, receiver, logs, browser, width }) {
  const window = await Window.open(browser, server.address, { storage: mara.storage, width });
  const { page } = window;
  const picture = async (name) => {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(logs, `${name}-${width}-${colorScheme}.png`) });
    }
  };
  const button = (name) => page.getByRole('button', { name, exact: true }).locator('visible=true').first();
  const shown = (label) => page.getByRole('dialog').getByLabel(label).inputValue();

  await cases.run(`a channel is connected in the page and its system can post at once ${width}`, async () => {
    await window.go('/settings/channels/new?network=webhook');
    await page.getByRole('textbox', { name: 'System' }).fill(`shop${width}.example`);
    await picture('connect');
    await button('Test the connection').click();
    await page.getByText('Connect it, and you get the address').waitFor();
    await button('Connect').click();
    await page.getByRole('dialog').waitFor();
    await picture('connected');
    const system = new System({ address: await shown('It posts its messages to'), secret: await shown('Signing secret') });
    const said = await system.post({ author: { handle: '7', name: 'Oleh' }, text: `Hello from ${width}` });
    assert.equal(said.status, 200, said.text);
    await button('Done').click();
    await page.getByRole('heading', { name: 'Address for the system' }).waitFor();
    await titled(page, `shop${width}.example`);
    await page.getByText('Live', { exact: true }).locator('visible=true').first().waitFor();
    await picture('channel');
    await window.go('/inbox?view=all');
    await page.getByText(`Hello from ${width}`).first().click();
    await page.getByText('This channel has no answer address').waitFor();
    await picture('no-answer');
  });

  await cases.run(`a webhook is made in the page, tested, and its log shows how it went ${width}`, async () => {
    const path = `/flaky/page${width}`;
    await window.go('/settings/webhooks');
    await page.getByText('Nobody is told yet').waitFor();
    await picture('no-webhooks');
    await page.getByRole('link', { name: 'New webhook' }).locator('visible=true').first().click();
    await page.getByLabel('Address', { exact: true }).fill('not an address');
    window.expect(/status of 400/);
    await button('Make the webhook').click();
    const wrong = page.getByText('is no web address');
    await wrong.waitFor();
    await page.getByLabel('Address', { exact: true }).fill(receiver.base + path);
    assert.equal(await wrong.count(), 0, 'a mended field is still blamed');
    await page.getByLabel('Description').fill(`The till ${width}`);
    await page.getByLabel('A conversation was closed').check();
    await picture('new-webhook');
    await button('Make the webhook').click();
    await page.getByRole('dialog').waitFor();
    await picture('secret');
    receiver.trust(path, await shown('Signing secret'));
    await button('Done').click();
    await titled(page, `The till ${width}`);
    await button('Send a test').click();
    await page.getByText('answered 500').waitFor();
    await page.locator('details summary').first().click();
    await page.getByText('The oven is cold.').first().waitFor();
    await picture('log');
    await button('Send again').click();
    await page.getByText('answered 200').first().waitFor();
    assert.ok(receiver.at(path).every((one) => one.genuine));
    assert.equal(new Set(receiver.at(path).map((one) => one.id)).size, 1);
    await picture('delivered');
  });
  await cases.run(`a webhook that nobody wants is stopped and says why; removed, nothing is left of it ${width}`, async () => {
    const [hook] = (await mara.get('/hooks')).items;
    await mara.patch(`/hooks/${hook.id}`, { url: `${receiver.base}/gone/page${width}` });
    await page.getByText(`/gone/page${width}`).first().waitFor();
    await button('Send a test').click();
    await page.getByText('nobody wants to hear there any more').first().waitFor();
    await button('Resume').waitFor();
    await picture('stopped');
    await window.go('/settings/webhooks');
    await page.getByText('Stopped', { exact: true }).locator('visible=true').waitFor();
    await picture('webhooks');
    await page.getByRole('link', { name: `The till ${width}` }).click();
    await button('Remove…').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the webhook' }).click();
    await page.getByText('Nobody is told yet').waitFor();
    assert.deepEqual((await mara.get('/hooks')).items, []);
  });
  await cases.run(`no complaints from the page ${width}`, () => window.close());
}
