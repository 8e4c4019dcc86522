// Every screen and every state of it that somebody may see. The screens come from the page's own table of routes: one
// that is added there is looked at without a word here, and one that cannot be reached fails.
import { readFileSync } from 'node:fs';

const table = new URL('../../web/src/app/routes.ts', import.meta.url);

// { inbox: '/inbox/:conversation?', … }
export function routes() {
  const text = readFileSync(table, 'utf8');
  const body = /export const patterns = \{(.*?)\n\} as const/s.exec(text)?.[1] ?? '';
  const found = Object.fromEntries([...body.matchAll(/^ {2}(\w+): '([^']+)'/gm)].map(([, name, path]) => [name, path]));
  const screens = /export const screens[^{]*\{(.*?)\n\};/s.exec(text)?.[1] ?? '';
  const named = [...screens.matchAll(/^ {2}(\w+): \{/gm)].map(([, name]) => name);
  if (!named.length || named.some((name) => !found[name]))
    throw new Error(`${table.pathname} no longer reads as a table of routes; teach tests/browser/screens.mjs`);
  return found;
}

// The address of a route; `known` says what stands for each ":name".
function fill(name, pattern, known) {
  const parts = pattern.split('/').filter((part) => !/^:.*\?$/.test(part));
  return parts
    .map((part) => {
      if (!part.startsWith(':')) return part;
      const value = known[`${name}.${part.slice(1)}`] ?? known[part.slice(1)];
      if (!value) throw new Error(`nobody says what ${part} of ${pattern} is: tests/browser/screens.mjs`);
      return value;
    })
    .join('/');
}

// Screens for members, each with the states that are its own. `reach` brings a settled window there.
export function screensInside(known) {
  const out = [];
  for (const [name, pattern] of Object.entries(routes())) {
    if (['login', 'setup', 'invitation'].includes(name)) continue;
    const address = fill(name, pattern, known);
    out.push({ name, reach: (window) => window.go(address), within: name !== 'inbox' && pattern });
    for (const [state, reach] of Object.entries(states[name] ?? {}))
      out.push({ name: `${name}/${state}`, reach: (window) => reach(window, known) });
  }
  return out;
}

const open = (window, known) => window.go(`/inbox/${known.conversation}?view=all`).then(() => composed(window));
const composed = (window) => window.page.locator('.conversation form').waitFor();
const click = (window, name, role = 'button') =>
  window.page.getByRole(role, { name, exact: true }).locator('visible=true').first().click();
const broken = async (window, pattern) => {
  window.expect(/status of 500/);
  await window.page.route(pattern, (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({ title: 'Broken', detail: 'The disk of the server is full.', status: 500 }),
    }),
  );
};

const answered = (window, pattern, body) =>
  window.page.route(pattern, (route) => route.fulfill({ contentType: 'application/json', body: JSON.stringify(body) }));

const states = {
  inbox: {
    conversation: open,
    reply: async (window, known) => {
      await open(window, known);
      await window.press('r');
      await window.type('Good morning, we keep two loaves for you.');
      await window.sees('Draft kept');
    },
    unanswerable: (window, known) => window.go(`/inbox/${known.feed}?view=all`).then(() => window.page.locator('.instead').waitFor()),
    note: async (window, known) => {
      await open(window, known);
      await window.press('i');
      await window.page.getByPlaceholder('Write a note').waitFor();
    },
    palette: async (window) => {
      await window.go('/inbox');
      await window.press('Control+k');
      await window.page.getByRole('combobox').waitFor();
      await window.type('bread');
      await window.page.getByRole('option').nth(1).waitFor();
    },
    help: async (window) => {
      await window.go('/inbox');
      await window.press('?');
      await window.page.getByRole('dialog').waitFor();
    },
    menu: async (window) => {
      await window.go('/inbox');
      await window.page.getByRole('button', { name: /, you$/ }).locator('visible=true').first().click();
      await window.page.getByRole('menuitem').first().waitFor();
    },
    views: async (window) => {
      await window.go('/inbox');
      await click(window, 'More views');
      await window.page.locator('[role^=menuitem]:visible').first().waitFor();
    },
    assign: async (window, known) => {
      await open(window, known);
      await window.press('a');
      await window.page.getByRole('option').first().waitFor();
    },
    snooze: async (window, known) => {
      await open(window, known);
      await window.press('h');
      await window.page.getByRole('option').first().waitFor();
    },
    peek: async (window, known) => {
      await open(window, known);
      await window.page.locator('.conversation article .face button').first().click();
      await window.page.getByRole('dialog').waitFor();
      await window.settled();
    },
    compose: async (window) => {
      await window.go('/inbox');
      await window.press('n');
      await window.page.getByRole('dialog', { name: 'New' }).or(window.page.getByRole('dialog')).first().waitFor();
    },
    checked: async (window) => {
      await window.go('/inbox');
      await window.press('j', 'x', 'j', 'x');
      await window.page.getByRole('toolbar').locator('visible=true').first().waitFor();
    },
    empty: (window) => window.go('/inbox?q=zwieback'),
    failing: async (window) => {
      await broken(window, /\/api\/conversations\?/);
      await window.go('/inbox');
      await window.page.getByRole('alert').first().waitFor();
    },
    'not here': async (window) => {
      window.expect(/status of 404/);
      await window.go('/inbox/1');
      await window.page.getByRole('alert').first().waitFor();
    },
  },
  people: {
    empty: (window) => window.go('/people?q=zwieback'),
    failing: async (window) => {
      await broken(window, /\/api\/people\?/);
      await window.go('/people');
      await window.page.getByRole('alert').first().waitFor();
    },
  },
  person: {
    merge: async (window, known) => {
      await window.go(`/people/${known['person.id']}`);
      await click(window, /Merge/);
      await window.page.getByRole('dialog').waitFor();
    },
    'not here': async (window) => {
      window.expect(/status of 404/);
      await window.go('/people/1');
      await window.page.getByRole('alert').first().waitFor();
    },
  },
  settings: {
    choose: (window) => window.go('/settings/channels/new'),
    form: (window) => window.go('/settings/channels/new?network=email'),
    'form with more': async (window) => {
      await window.go('/settings/channels/new?network=email');
      await window.page.locator('.fields summary').click();
    },
    'form refused': async (window) => {
      await window.go('/settings/channels/new?network=email');
      await window.page.locator('.fields input').first().fill('hello@maison-antoinette.example');
      await window.press('Enter');
      await window.page.locator('.fields [aria-invalid=true]').first().waitFor();
    },
    channel: (window, known) => window.go(`/settings/channels/${known.channel}`),
    disconnect: async (window, known) => {
      await window.go(`/settings/channels/${known.channel}`);
      await click(window, /^Disconnect/);
      await window.page.getByRole('dialog').waitFor();
    },
    'connect webhook': (window) => window.go('/settings/channels/new?network=webhook'),
    'new webhook': async (window) => {
      await window.go('/settings/webhooks/new');
      await window.page.getByRole('checkbox').first().waitFor();
    },
    'webhook with its log': async (window, known) => {
      await window.go(`/settings/webhooks/${known.hook}`);
      await window.page.locator('details summary').first().click();
      await window.page.locator('.attempt').first().waitFor();
    },
    'new secret': async (window, known) => {
      await window.go(`/settings/webhooks/${known.hook}`);
      await click(window, /^New secret/);
      await window.page.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click();
      await window.page.getByRole('dialog').getByLabel('Signing secret').waitFor();
    },
    'send again': async (window, known) => {
      await window.go(`/settings/webhooks/${known.hook}`);
      await click(window, /^Send again what failed/);
      await window.page.getByRole('dialog').waitFor();
    },
    'not here': (window) => window.go('/settings/channels/1'),
  },
  topics: {
    empty: (window) => window.go('/topics?q=zwieback'),
    'nothing yet': async (window) => {
      await answered(window, /\/api\/topics$/, { items: [], next: null });
      await window.go('/topics');
      await window.page.getByRole('heading', { name: 'Nothing is listened for yet' }).waitFor();
    },
    failing: async (window) => {
      await broken(window, /\/api\/topics$/);
      await window.go('/topics');
      await window.page.getByRole('alert').first().waitFor();
    },
  },
  newTopic: {
    previewed: async (window) => {
      await window.go('/topics/new');
      await window.page.getByLabel('What to listen for').fill('"bread shelf" OR crackers');
      await window.page.locator('main mark').first().waitFor();
    },
    misread: async (window) => {
      window.expect(/status of 400/);
      await window.go('/topics/new');
      await window.page.getByLabel('What to listen for').fill('bread OR');
      await window.page.locator('.here').waitFor();
    },
  },
  topic: {
    edit: async (window, known) => {
      await window.go(`/topics/${known['topic.id']}?edit=yes`);
      await window.page.locator('main mark').first().waitFor();
    },
    selected: async (window, known) => {
      await window.go(`/topics/${known['topic.id']}`);
      await window.page.locator('.post').first().waitFor();
      await window.press('j', 'j');
    },
    'not here': async (window) => {
      window.expect(/status of 404/);
      await window.go('/topics/1');
      await window.page.getByRole('alert').first().waitFor();
    },
  },
  search: {
    found: async (window) => {
      await window.go('/search?q=bread');
      await window.page.locator('main mark').first().waitFor();
    },
    nothing: (window) => window.go('/search?q=zwieback'),
    misread: (window) => window.go(`/search?q=${encodeURIComponent('before:yesterdayish bread')}`),
  },
};
