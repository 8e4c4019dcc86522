// The one table of keys. The dispatcher, the help sheet, tooltips, the palette and Settings read it.
// A key is "e", "shift+e", "mod+enter" (mod: ⌘ on a Mac, Ctrl elsewhere), "alt+m", or a sequence "g i".
import { t } from '../i18n/en';
import type { IconName } from '../ui/icon-names';

export const places = ['everywhere', 'list', 'person', 'conversation', 'composer'] as const;
export type KeyPlace = (typeof places)[number];

export interface KeyRow {
  keys: string;
  where: KeyPlace;
  label: string;
  icon?: IconName;
  inText?: boolean; // works while writing, too
  quiet?: boolean; // not a command: of no use in the palette
}

const row = (where: KeyPlace, keys: string, label: string, icon?: IconName, more: Partial<KeyRow> = {}): KeyRow => ({
  where,
  keys,
  label,
  ...(icon ? { icon } : {}),
  ...more,
});

export const table = {
  palette: row('everywhere', 'mod+k', t.keys.palette, 'command', { inText: true, quiet: true }),
  find: row('everywhere', '/', t.keys.find, 'search', { quiet: true }),
  help: row('everywhere', '?', t.keys.help, 'keyboard'),
  escape: row('everywhere', 'escape', t.keys.escape, undefined, { inText: true, quiet: true }),
  undo: row('everywhere', 'z', t.keys.undo, 'undo-2'),
  compose: row('everywhere', 'n', t.keys.compose, 'plus'),
  theme: row('everywhere', 'shift+d', t.keys.theme, 'moon'),
  density: row('everywhere', 'shift+c', t.keys.density, 'rows-3'),
  goInbox: row('everywhere', 'g i', t.keys.goInbox, 'inbox'),
  goPeople: row('everywhere', 'g p', t.keys.goPeople, 'users'),
  goTopics: row('everywhere', 'g l', t.keys.goTopics, 'ear'),
  goSearch: row('everywhere', 'g /', t.keys.goSearch, 'search'),
  goSettings: row('everywhere', 'g ,', t.keys.goSettings, 'settings'),

  next: row('list', 'j', t.keys.next, 'arrow-down', { quiet: true }),
  previous: row('list', 'k', t.keys.previous, 'arrow-up', { quiet: true }),
  open: row('list', 'enter', t.keys.open, 'corner-down-left', { quiet: true }),
  peek: row('list', 'space', t.keys.peek, 'panel-right'),
  select: row('list', 'x', t.keys.select, 'square-check'),
  extendDown: row('list', 'shift+j', t.keys.extendDown, undefined, { quiet: true }),
  extendUp: row('list', 'shift+k', t.keys.extendUp, undefined, { quiet: true }),
  selectAll: row('list', 'mod+a', t.keys.selectAll, 'list-checks'),
  showNew: row('list', '.', t.keys.showNew, 'arrow-up'),
  first: row('list', 'home', t.keys.first, undefined, { quiet: true }),
  last: row('list', 'end', t.keys.last, undefined, { quiet: true }),

  reply: row('conversation', 'r', t.keys.reply, 'reply'),
  note: row('conversation', 'i', t.keys.note, 'sticky-note'),
  assign: row('conversation', 'a', t.keys.assign, 'user-plus'),
  assignMe: row('conversation', 'shift+a', t.keys.assignMe, 'user-check'),
  label: row('conversation', 'l', t.keys.label, 'tag'),
  snooze: row('conversation', 'h', t.keys.snooze, 'alarm-clock'),
  done: row('conversation', 'e', t.keys.done, 'check'),
  doneNext: row('conversation', 'shift+e', t.keys.doneNext, 'check-check'),
  original: row('conversation', 'o', t.keys.original, 'external-link'),
  context: row('conversation', '\\', t.keys.context, 'panel-right'),

  send: row('composer', 'mod+enter', t.keys.send, 'send', { inText: true }),
  sendDone: row('composer', 'mod+shift+enter', t.keys.sendDone, 'send', { inText: true }),
  attach: row('composer', 'mod+shift+u', t.keys.attach, 'paperclip', { inText: true }),

  link: row('person', 'alt+m', t.keys.link, 'link', { inText: true }),
  earlier: row('person', '[', t.keys.earlier, 'arrow-left'),
  later: row('person', ']', t.keys.later, 'arrow-right'),
} satisfies Record<string, KeyRow>;

export type KeyId = keyof typeof table;
export const keyIds = Object.keys(table) as KeyId[];
export const keyRow = (id: KeyId): KeyRow => table[id];

export type Overrides = Record<string, string>;

export function keysOf(id: KeyId, overrides: Overrides = {}): string {
  return overrides[id] ?? table[id].keys;
}

// A single character without a modifier, which people who dictate must be able to switch off (WCAG 2.1.4).
export function isSingle(keys: string): boolean {
  return keys.split(' ').every((part) => [...part.replace(/^shift\+/, '')].length === 1);
}

interface Pressed {
  key: string;
  code: string;
  metaKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

// The name of what was pressed, on any keyboard layout: a Cyrillic layout still gives "e" for the key in that place.
export function pressed(event: Pressed, mac: boolean): string {
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (other) return '';
  const name = nameOf(event);
  const printed = [...name].length === 1 && name.toLowerCase() === name.toUpperCase();
  const shift = event.shiftKey && !(printed && !mod && !event.altKey);
  return [mod && 'mod', event.altKey && 'alt', shift && 'shift', name.toLowerCase()].filter(Boolean).join('+');
}

function nameOf(event: Pressed): string {
  if (event.key === ' ') return 'space';
  const foreign = event.key.length === 1 && event.key.charCodeAt(0) > 126;
  const letter = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1];
  return (event.altKey || foreign) && letter ? letter : event.key;
}

const caps: Record<string, [mac: string, other: string]> = {
  mod: ['⌘', 'Ctrl'],
  alt: ['⌥', 'Alt'],
  shift: ['⇧', '⇧'],
  enter: ['↵', '↵'],
  escape: ['Esc', 'Esc'],
  space: ['Space', 'Space'],
  home: ['Home', 'Home'],
  end: ['End', 'End'],
};

// What is printed on the caps, one entry for each key of a sequence: "mod+k" → ["⌘K"], "g i" → ["G", "I"].
export function keycaps(keys: string, mac: boolean): string[] {
  return keys.split(' ').map((step) =>
    step
      .split(/\+(?=.)/)
      .map((part) => caps[part]?.[mac ? 0 : 1] ?? part.toUpperCase())
      .join(mac ? '' : ' '),
  );
}

// The value for aria-keyshortcuts.
export function ariaKeys(keys: string, mac: boolean): string {
  const names: Record<string, string> = {
    mod: mac ? 'Meta' : 'Control',
    alt: 'Alt',
    shift: 'Shift',
    enter: 'Enter',
    escape: 'Escape',
    space: 'Space',
  };
  return keys
    .split(' ')
    .map((step) =>
      step
        .split(/\+(?=.)/)
        .map((part) => names[part] ?? part.toUpperCase())
        .join('+'),
    )
    .join(' ');
}
