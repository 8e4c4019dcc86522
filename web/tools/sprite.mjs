// Writes src/ui/sprite.svg and src/ui/icon-names.ts from the list in src/ui/icons.json: one request for all icons, one
// stroke width, and a compile error for a name that is not there.
import { readFileSync, writeFileSync } from 'node:fs';
import * as brands from 'simple-icons';

const root = new URL('..', import.meta.url);
const list = JSON.parse(readFileSync(new URL('src/ui/icons.json', root), 'utf8'));

function lucide(name) {
  const text = readFileSync(new URL(`node_modules/lucide-static/icons/${name}.svg`, root), 'utf8');
  const body = text
    .replace(/<!--.*?-->/gs, '')
    .replace(/<svg[^>]*>/s, '')
    .replace('</svg>', '')
    .replace(/\s*\n\s*/g, '');
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${body.replaceAll(' />', '/>')}</symbol>`;
}

function brand(slug) {
  const icon = Object.values(brands).find((one) => one.slug === slug);
  if (!icon) throw new Error(`simple-icons has no "${slug}": see src/ui/icons.json`);
  return `<symbol id="brand-${slug}" viewBox="0 0 24 24" fill="currentColor"><path d="${icon.path}"/></symbol>`;
}

const own = ([name, body]) => `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
const symbols = [
  ...list.lucide.toSorted().map(lucide),
  ...list.brands.toSorted().map(brand),
  ...Object.entries(list.own).map(own),
];
writeFileSync(
  new URL('src/ui/sprite.svg', root),
  `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`,
);
const names = [...list.lucide.toSorted(), ...list.brands.toSorted().map((slug) => `brand-${slug}`), ...Object.keys(list.own)];
writeFileSync(
  new URL('src/ui/icon-names.ts', root),
  `// Written by "npm run icons" from icons.json.\nexport type IconName =\n${names.map((name) => `  | '${name}'`).join('\n')};\n`,
);
