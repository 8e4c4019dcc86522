// Who answers to which key now. A screen says `useKeys({ reply, note })`; the newest screen that answers wins; a handler
// that returns false passes the key on. The same list gives the palette its commands.
import { onDestroy } from 'svelte';
import { ariaKeys, isSingle, keycaps, keyIds, keyRow, keysOf, pressed, type KeyId, type Overrides } from './keys';

type Handler = () => void | boolean | Promise<unknown>;
export type Handlers = Partial<Record<KeyId, Handler>>;
type Shortcuts = 'on' | 'focus' | 'off';

export const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

class Keyboard {
  layers = $state.raw<Handlers[]>([]);
  overrides = $state.raw<Overrides>({});
  shortcuts = $state<Shortcuts>('on');
  private held: string | null = null; // what is typed while the field that it is meant for is on its way
  private pending = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  add(handlers: Handlers) {
    this.layers = [...this.layers, handlers];
    return () => {
      this.layers = this.layers.filter((layer) => layer !== handlers);
    };
  }

  // What would happen now; the palette lists these.
  available = $derived(keyIds.filter((id) => this.layers.some((layer) => layer[id])));

  run(id: KeyId): boolean {
    for (const layer of this.layers.toReversed()) {
      const handler = layer[id];
      if (handler && handler() !== false) return true;
    }
    return false;
  }

  caps(id: KeyId): string[] {
    const keys = keysOf(id, this.overrides);
    return this.shortcuts === 'off' && isSingle(keys) ? [] : keycaps(keys, mac);
  }
  aria(id: KeyId): string | undefined {
    const keys = keysOf(id, this.overrides);
    return this.shortcuts === 'off' && isSingle(keys) ? undefined : ariaKeys(keys, mac);
  }

  handle(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing || covered()) return;
    const name = pressed(event, mac);
    if (!name || ['shift', 'control', 'alt', 'meta'].includes(event.key.toLowerCase())) return;
    const typing = isTyping(event.target);
    if (this.hold(event, typing)) return;
    const full = this.pending ? `${this.pending} ${name}` : name;
    const id = this.find(full, typing, event) ?? (this.pending ? this.find(name, typing, event) : undefined);
    this.wait('');
    if (id && this.run(id)) event.preventDefault();
    else if (!id && !typing && this.begins(name)) this.wait(name);
  }

  // From now on letters are no commands but kept, until release() gives them to the field.
  keep() {
    this.held = '';
  }
  release(): string {
    const text = this.held ?? '';
    this.held = null;
    return text;
  }
  private hold(event: KeyboardEvent, typing: boolean): boolean {
    if (this.held === null || typing || event.key.length !== 1 || event.ctrlKey || event.metaKey) return false;
    this.held += event.key;
    event.preventDefault();
    return true;
  }

  private find(keys: string, typing: boolean, event: KeyboardEvent): KeyId | undefined {
    return keyIds.find((id) => {
      if (keysOf(id, this.overrides) !== keys) return false;
      if (typing && !keyRow(id).inText) return false;
      if (onControl(event) && ['enter', 'space'].includes(keys)) return false;
      return this.allowed(keys, event) && this.layers.some((layer) => layer[id]);
    });
  }

  private allowed(keys: string, event: KeyboardEvent): boolean {
    if (!isSingle(keys)) return true;
    if (this.shortcuts === 'on') return true;
    return this.shortcuts === 'focus' && event.target !== document.body;
  }

  private begins(name: string): boolean {
    return this.shortcuts !== 'off' && keyIds.some((id) => keysOf(id, this.overrides).startsWith(`${name} `));
  }

  private wait(name: string) {
    clearTimeout(this.timer);
    this.pending = name;
    if (name) this.timer = setTimeout(() => (this.pending = ''), 1200);
  }
}

export const keyboard = new Keyboard();

// For the life of the component that calls it.
export function useKeys(handlers: Handlers) {
  onDestroy(keyboard.add(handlers));
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
  );
}

// What is open above the page has the keys to itself, Esc included.
function covered(): boolean {
  return document.querySelector('dialog[open], [popover=auto]:popover-open') !== null;
}

function onControl(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('button, a, summary, input, [role=menu]') !== null;
}
