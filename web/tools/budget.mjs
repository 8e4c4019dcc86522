// Fails when what a browser must fetch has grown above the budget. Kilobytes are 1,000 gzipped bytes.
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const root = new URL('..', import.meta.url);
const manifestFile = new URL('dist/.vite/manifest.json', root);
if (!existsSync(manifestFile)) {
  console.error('budget: there is no web/dist: run "npm run build" first');
  process.exit(2);
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
const read = (file) => readFileSync(new URL(`dist/${file}`, root));
const zipped = (file) => gzipSync(read(file), { level: 9 }).length / 1000;

// A chunk and everything it needs at once.
function closure(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const other of manifest[name].imports ?? []) closure(other, seen);
  return seen;
}
const sum = (files) => [...files].reduce((total, file) => total + zipped(file), 0);
const scripts = (names) =>
  new Set([...names].map((name) => manifest[name].file).filter((file) => file.endsWith('.js')));
const styles = (names) => new Set([...names].flatMap((name) => manifest[name].css ?? []));

const entry = 'index.html';
const inbox = 'src/screens/inbox/Inbox.svelte';
const first = new Set([...closure(entry), ...(manifest[inbox] ? closure(inbox) : [])]);
const firstScripts = scripts(first);
const rows = [
  ['entry JavaScript (shell and Inbox)', sum(firstScripts), 75],
  ['style sheets (first view)', sum(styles(first)), 12],
  ['fonts (first view)', firstFonts(), 60],
  ['chat window on other sites', zipped('chat.js'), 20],
];
for (const [name, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry || name === inbox) continue;
  const own = [...scripts(closure(name))].filter((file) => !firstScripts.has(file));
  rows.push([`lazy ${name.replace(/^src\//, '')}`, sum(own), 40]);
  // What a screen adds to the first view; a sum over all screens would only count how many there are.
  const sheets = [...styles(closure(name))].filter((file) => !styles(first).has(file));
  rows.push([`  its style sheets`, sum(sheets), 6]);
}

function firstFonts() {
  const font = Object.values(manifest).find((chunk) => /inter-latin-wght-normal/.test(chunk.file));
  return font ? read(font.file).length / 1000 : 0;
}

let failed = false;
for (const [name, size, most] of rows) {
  const over = size > most;
  failed ||= over;
  console.log(`${over ? 'OVER' : 'ok  '} ${size.toFixed(1).padStart(6)} of ${String(most).padStart(3)} kB  ${name}`);
}
process.exit(failed ? 1 : 0);
