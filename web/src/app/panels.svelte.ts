// What opens above the screens: palette, key sheet, new conversation, peek at a person. Fetched when first opened.
import type { Component } from 'svelte';

export type PanelName = 'palette' | 'help' | 'compose' | 'peek';

const sources: Record<PanelName, () => Promise<{ default: Component }>> = {
  palette: () => import('./Palette.svelte'),
  help: () => import('./HelpSheet.svelte'),

  compose: () => import('../screens/inbox/Compose.svelte'),
  peek: () => import('../screens/inbox/Peek.svelte'),
};

// What a new message begins with.
export interface Beginning {
  to: string;
  network: string;
  person: { id: string; name: string } | null;
}

const memory = 'rapport_rail';

class Panels {
  open = $state.raw<PanelName | null>(null);
  person = $state<string | null>(null);
  beginning = $state.raw<Beginning | null>(null);
  narrow = $state(localStorage.getItem(memory) === 'narrow');
  private parts = $state.raw<Partial<Record<PanelName, Component>>>({});

  loaded = $derived(Object.entries(this.parts) as [PanelName, Component][]);

  show(name: PanelName) {
    this.open = name;
    if (!this.parts[name]) void sources[name]().then((part) => (this.parts = { ...this.parts, [name]: part.default }));
  }
  peek(person: string) {
    this.person = person;
    this.show('peek');
  }
  write(beginning: Beginning) {
    this.beginning = beginning;
    this.show('compose');
  }
  close(name: PanelName) {
    if (name === 'compose') this.beginning = null;
    if (this.open === name) this.open = null;
  }
  // After the first paint, so that the palette opens within a frame. Without a line it is fetched when it is opened.
  prefetch() {
    sources.palette().then(
      (part) => (this.parts = { ...this.parts, palette: part.default }),
      () => undefined,
    );
  }
  toggleRail() {
    this.narrow = !this.narrow;
    localStorage.setItem(memory, this.narrow ? 'narrow' : 'wide');
  }
}

export const panels = new Panels();
