// The chat window, from one line in a page:
//   <script async src="https://rapport.example/chat.js" data-key="…"></script>
// data-lang, data-theme (light, dark), data-identity (who the page's own login says it is) and data-words (JSON) are
// optional; window.RapportChat = { identity, words } before the script does the same.
import { Keep } from './keep';
import { Talk } from './talk';
import { View } from './view';
import { Wire } from './wire';
import { wordsFor, type Words } from './words';

interface Given {
  identity?: string;
  words?: Partial<Words>;
}
type Page = Window & { RapportChat?: Given & { open?: () => void; close?: () => void } };

function ownWords(text: string | undefined): Partial<Words> {
  try {
    return text ? (JSON.parse(text) as Partial<Words>) : {};
  } catch {
    console.warn('rapport chat: data-words is no JSON');
    return {};
  }
}

async function show(script: HTMLScriptElement): Promise<void> {
  const { key, lang, theme = '', identity: signed, words: typed } = script.dataset;
  if (!key) return console.warn('rapport chat: the script tag has no data-key');
  const page = window as Page;
  const locale = spoken(lang || document.documentElement.lang || navigator.language || 'en');
  const identity = signed || page.RapportChat?.identity || '';
  const words = wordsFor(locale, { ...ownWords(typed), ...page.RapportChat?.words });
  const keep = new Keep(key);
  const user = identity.split('.')[0] ?? '';
  const wire = new Wire(new URL(script.src).origin, key);
  const talk = new Talk(wire, keep, () => view.render());
  const view = new View(talk, keep, words, locale, identity, theme);
  if (keep.now && userOf(keep.now.user) !== userOf(user)) keep.forget();
  const wasOpen = keep.now?.open;
  await talk.open();
  document.body.append(view.host);
  await talk.resume();
  view.render();
  if (wasOpen && !matchMedia('(max-width: 520px)').matches) view.toggle(true);
  page.RapportChat = { ...page.RapportChat, open: () => view.toggle(true), close: () => view.toggle(false) };
}

// The page says which language; which country's clock and numbers go with it, the visitor's browser knows.
function spoken(language: string): string {
  const base = language.split('-')[0];
  const own = navigator.languages.find((one) => one.split('-')[0] === base);
  return language.includes('-') ? language : (own ?? language);
}

// Whom a signed identity names: the rest of it, such as when it expires, is new on every page.
function userOf(payload = ''): string {
  try {
    return (JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { user: string }).user;
  } catch {
    return '';
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const ready = () =>
  script && show(script).catch((error: Error) => console.warn(`rapport chat: not here (${error.message})`));
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', ready, { once: true });
else void ready();
