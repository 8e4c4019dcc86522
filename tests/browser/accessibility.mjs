// axe on every screen in both themes and widths, and a picture of each for somebody to look at.
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { Window } from '../lib/browser/window.mjs';
import { reason } from '../lib/browser/cases.mjs';
import { routes, screensInside } from './screens.mjs';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const widths = [1440, 390];

// What stands in a mail's frame is its sender's; the frame itself is ours.
const judge = (page) =>
  page.evaluate(
    (values) => axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations', 'incomplete'], iframes: false }),
    tags,
  );

const short = ({ id, nodes }) => `${id} at ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')} (${nodes.length})`;

export class Looks {
  incomplete = new Map();

  constructor(cases, pictures) {
    this.cases = cases;
    this.pictures = pictures;
  }

  // The window as it stands, in both themes.
  async look(window, name, width) {
    if (!(await window.page.evaluate(() => 'axe' in globalThis))) await window.page.evaluate(axe.source);
    for (const scheme of ['light', 'dark']) {
      const full = `axe ${name} ${width} ${scheme}`;
      await window.page.emulateMedia({ colorScheme: scheme });
      await window.page.evaluate(() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then))));
      await window.page.screenshot({ path: `${this.pictures}/${name.replaceAll(/[^\w.-]+/g, '-')}-${width}-${scheme}.png` });
      const { violations, incomplete } = await judge(window.page);
      for (const one of incomplete) this.incomplete.set(one.id, (this.incomplete.get(one.id) ?? 0) + one.nodes.length);
      if (violations.length) this.cases.fail(full, violations.map(short).join('; '));
      else this.cases.pass(full);
      const wide = await window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) this.cases.fail(`no sideways scrolling ${name} ${width}`, `${wide} px wider than the window`);
    }
  }

  async reach(window, { name, reach }, width) {
    if (!this.cases.wants(`axe ${name}`)) return;
    try {
      await reach(window);
      await this.look(window, name, width);
    } catch (error) {
      const path = `${this.pictures}/failed-${name.replaceAll(/[^\w.-]+/g, '-')}-${width}.png`;
      await window.page.screenshot({ path }).catch(() => {});
      this.cases.fail(`axe ${name} ${width}`, [reason(error), ...window.complaints].join('; '));
    }
    await window.page.unrouteAll({ behavior: 'ignoreErrors' });
  }

  report() {
    const parts = [...this.incomplete].map(([id, count]) => `${id} ${count}`);
    this.cases.tell(`axe could not decide: ${parts.join(', ') || 'nothing'}`);
  }
}

// The screen's own navigation leads to more of its kind: sections of Settings, for example.
async function sections(window, pattern) {
  const stem = pattern.replace(/\/:.*$/, '');
  const found = await window.page.locator(`main nav a[href^="${stem}"]`).evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  return [...new Set(found.map((one) => one.split('?')[0]))];
}

// Both widths side by side, each with a conversation of its own, so that neither sees the other's draft.
export async function lookInside(looks, house) {
  if (!screensInside(house.known[0]).some(({ name }) => looks.cases.wants(`axe ${name}`))) return;
  await Promise.all(widths.map((width, at) => lookAtWidth(looks, house, width, house.known[at])));
}

async function lookAtWidth(looks, { browser, demo, mara }, width, known) {
  const window = await Window.open(browser, demo.address, { storage: mara.storage, width });
  const seen = new Set();
  for (const screen of screensInside(known)) {
    await looks.reach(window, screen, width);
    seen.add(window.path);
    const more = screen.within && looks.cases.wants(`axe ${screen.name}`) ? await sections(window, screen.within) : [];
    for (const path of more.filter((one) => !seen.has(one))) {
      seen.add(path);
      await looks.reach(window, { name: path.slice(1).replaceAll('/', ' '), reach: (at) => at.go(path) }, width);
    }
  }
  await looks.cases.run(`no complaints from any screen ${width}`, () => window.close());
}

// What somebody sees who is not inside yet. `fresh`: a server that nobody has set up.
export async function lookAtTheDoor(looks, { browser, demo, mara, fresh }) {
  const { link } = await mara.post('/invitations', { email: 'lea@maison-antoinette.example', role: 'agent' });
  const token = link.split('/').at(-1);
  const doors = { login: [demo, '/login'], invitation: [demo, `/invitation/${token}`], 'invitation/old': [demo, '/invitation/none'], setup: [fresh, '/setup'] };
  for (const name of Object.keys(routes()).filter((one) => ['login', 'setup', 'invitation'].includes(one)))
    assert.ok(doors[name], `nobody looks at the door "${name}"`);
  for (const width of widths)
    for (const [name, [server, path]] of Object.entries(doors).filter(([name]) => looks.cases.wants(`axe ${name}`))) {
      const window = await Window.open(browser, server.address, { width });
      window.expect(/status of 40[14]/); // asking who is here, before anybody is; an invitation that is none
      await looks.reach(window, { name, reach: (at) => at.go(path) }, width);
      if (name === 'login') await wrongPassword(looks, window, width);
      await looks.cases.run(`no complaints at the door, ${name} ${width}`, () => window.close());
    }
}

async function wrongPassword(looks, window, width) {
  const reach = async () => {
    await window.page.getByLabel('Email address').fill('mara@maison-antoinette.example');
    await window.page.getByLabel('Password').fill('let them have cake');
    await window.press('Enter');
    await window.page.getByRole('alert').or(window.page.locator('[aria-invalid=true]')).first().waitFor();
  };
  await looks.reach(window, { name: 'login/refused', reach }, width);
}
