// Several people at once, and people who may or will not do everything: presence, the newer answer, viewers, single keys.
import assert from 'node:assert/strict';
import { eventually } from '../lib/browser/cases.mjs';
import { Client } from '../lib/browser/client.mjs';
import { Window } from '../lib/browser/window.mjs';

let house;
const box = (window) => window.page.locator('.conversation textarea');
const sit = (who, path) => Window.open(house.browser, house.demo.address, { storage: who.storage }).then((one) => one.go(path));

const spare = () => house.mara.begin(`Note ${'abcdefgh'[house.notes++]}`);

async function presence() {
  const id = await spare();
  const mara = await sit(house.mara, '/inbox?view=all');
  await mara.page.locator('.row[data-id]').first().waitFor();
  const ines = await sit(house.ines, `/inbox/${id}?view=all`);
  const row = mara.page.locator(`.row[data-id="${id}"]`);
  await row.getByText('Ines is here').waitFor();
  await ines.press('r');
  await ines.type('Let me');
  await row.getByText('Ines is writing').waitFor();
  await mara.go(`/inbox/${id}`);
  await mara.page.locator('.conversation header').getByText('Ines').waitFor();
  await box(ines).fill('');
  await ines.close();
  await mara.close();
}

// Both write; who sends later must first see what the other has said.
async function conflict() {
  const id = await spare();
  const [mara, ines] = [await sit(house.mara, `/inbox/${id}?view=all`), await sit(house.ines, `/inbox/${id}?view=all`)];
  mara.expect(/status of 409/);
  await mara.press('r');
  await mara.type('Mara answers.');
  // The stream is slow: what Ines sends must not come by it first.
  await mara.page.route(/\/api\/conversations\/\d+\/messages\?/, (route) => route.abort());
  mara.expect(/ERR_FAILED/);
  await ines.press('r');
  await ines.type('Ines answers.');
  await ines.press('Control+Enter');
  await ines.page.locator('.conversation article', { hasText: 'Ines answers.' }).waitFor();
  await mara.press('Control+Enter');
  await mara.sees('A newer message has come since you began');
  await mara.page.locator('.conversation article', { hasText: 'Ines answers.' }).waitFor();
  assert.equal(await box(mara).inputValue(), 'Mara answers.');
  const texts = async () => (await house.mara.get(`/conversations/${id}/messages`)).items.map((one) => one.text);
  assert.ok(!(await texts()).includes('Mara answers.'), 'it was sent all the same');
  await mara.page.unrouteAll();
  await mara.press('Control+Enter');
  await eventually(async () => assert.ok((await texts()).includes('Mara answers.')));
  await eventually(async () => assert.equal(await box(mara).inputValue(), ''));
  await mara.close();
  await ines.close();
}

async function invite(role) {
  const { link } = await house.mara.post('/invitations', { email: `${role}@maison-antoinette.example`, role });
  const client = new Client(house.demo.address);
  await client.post(`/invitations/${link.split('/').at(-1)}/acceptance`, { name: 'Vera Lookinger', password: 'only-here-to-look' });
  return client;
}

async function viewer() {
  const vera = await invite('viewer');
  const id = await spare();
  const before = await house.mara.get(`/conversations/${id}`);
  const window = await sit(vera, `/inbox/${id}?view=all`);
  await window.sees('You may read, but not write');
  assert.equal(await box(window).count(), 0);
  assert.equal(await window.page.locator('[data-act]').count(), 0);
  await window.press('r', 'i', 'a', 'e', 'h', 'l', 'Shift+A', 'n');
  assert.equal(await window.page.locator('.picker:popover-open, dialog[open]').count(), 0);
  const refused = [
    ['POST', `/conversations/${id}/messages`, { text: 'I should not' }],
    ['PUT', `/conversations/${id}/closure`, {}],
    ['PUT', `/conversations/${id}/labels/bread`, {}],
    ['PUT', `/conversations/${id}/draft`, { text: 'no', internal: false, attachments: [] }],
  ];
  for (const [method, path, body] of refused) assert.equal((await vera.raw(method, path, body)).status, 403, `${method} ${path}`);
  const after = await house.mara.get(`/conversations/${id}`);
  assert.deepEqual([after.messages, after.closed_at, after.labels], [before.messages, before.closed_at, before.labels]);
  await window.close();
}

async function singleKeysOff() {
  const id = await spare();
  await house.ines.patch('/session', { preferences: { shortcuts: 'off' } });
  const window = await sit(house.ines, `/inbox/${id}?view=all`);
  await box(window).waitFor();
  await window.press('e', '?', 'n', 'j', 'Shift+A', 'g', 'p');
  assert.match(window.path, new RegExp(`^/inbox/${id}`));
  assert.equal(await window.page.locator('dialog[open]').count(), 0);
  assert.equal((await house.mara.get(`/conversations/${id}`)).closed_at, null);
  assert.equal(await window.page.locator('[data-act=done][aria-keyshortcuts]').count(), 0, 'a key is promised that does nothing');
  await window.press('Control+k');
  await window.page.locator('dialog[open]').waitFor();
  await window.press('Escape');
  await house.ines.patch('/session', { preferences: { shortcuts: 'on' } });
  await window.page.reload();
  await box(window).waitFor();
  await window.press('?');
  await window.page.locator('dialog[open]').waitFor();
  await window.close();
}

export async function together(all) {
  house = all;
  house.notes = 0;
  const run = house.cases.run.bind(house.cases);
  await run('who looks and who writes is seen by the others', presence);
  await run('a newer answer is shown before one can be sent', conflict);
  await run('a viewer reads and cannot write', viewer);
  await run('single keys can be switched off', singleKeysOff);
}
