// A house of one's own: the first run, an empty house, a feed connected, and a server that goes away and comes back.
import assert from 'node:assert/strict';
import { Client } from '../lib/browser/client.mjs';
import { eventually } from '../lib/browser/cases.mjs';
import { Window } from '../lib/browser/window.mjs';
import { connects } from './connecting.mjs';

let house;
const owner = { email: 'noor@crumbs.example', password: 'sixteen-loaves-a-day' };

async function firstRun() {
  const window = await Window.open(house.browser, house.fresh.address);
  window.expect(/status of 401/);
  await window.go('/');
  await window.eventuallyAt(/^\/setup$/);
  await window.page.getByLabel('Name of your organisation').fill('Crumbs & Letters');
  await window.page.getByLabel('Your name').fill('Noor Haddad');
  await window.page.getByLabel('Email address').fill(owner.email);
  await window.page.getByLabel('Password').fill(owner.password);
  await window.press('Enter');
  await window.eventuallyAt(/^\/inbox/);
  await window.sees('All answered');
  house.noor = await Client.logIn(house.fresh.address, owner.email, owner.password);
  assert.equal(house.noor.me.member.role, 'owner');
  await window.close();
}

const shown = (window) => window.page.locator('.row[data-id] .words').allInnerTexts();

function onceEach(texts, wanted) {
  for (const one of wanted) assert.equal(texts.filter((text) => text.includes(one)).length, 1, `“${one}” is shown ${texts.filter((text) => text.includes(one)).length} times`);
}

// The server goes twice, once in order and once killed; before and right afterwards things are said.
async function comesBack() {
  const person = await house.noor.post('/people', { name: 'Ana Weiss' });
  const window = await Window.open(house.browser, house.fresh.address, { storage: house.noor.storage });
  window.expect(/ERR_/, /status of 50/, /net::/);
  await window.go('/inbox?view=all');
  const said = [];
  const say = async (text) => {
    await house.noor.note(person.id, text);
    said.push(text);
  };
  await say('Before anything');
  await window.sees('Before anything');
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    await say(`Just before ${signal}`);
    await house.fresh.stop(signal);
    await house.fresh.start();
    await say(`Right after ${signal}`);
    await window.sees(`Right after ${signal}`, 40_000);
  }
  await say('Live again');
  await window.sees('Live again');
  await eventually(async () => onceEach(await shown(window), said));
  const before = await shown(window);
  await window.page.reload();
  await window.settled();
  await eventually(async () => assert.deepEqual((await shown(window)).toSorted(), before.toSorted()));
  await window.close();
}

export async function restarts(all) {
  house = all;
  const run = house.cases.run.bind(house.cases);
  await run('first run: the owner comes in by the page', firstRun);
  if (!house.noor) return;
  await connects(house);
  await run('the stream goes on after a restart, nothing lost or doubled', comesBack);
}
