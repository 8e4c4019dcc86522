// Short notices, and what `z` takes back. A toast stays at least eight seconds and waits while it is pointed at; undo
// works from the key and from the list of what was done as long as the server allows, not only while the toast is seen.
import { t } from '../i18n/en';

export interface Toast {
  id: number;
  text: string;
  kind: 'plain' | 'bad';
  detail?: string;
  undo?: () => unknown;
  link?: { label: string; href: string };
}

interface Undo {
  id: number;
  until: number;
  run: () => unknown;
}

class Toasts {
  shown = $state.raw<Toast[]>([]);
  private undos: Undo[] = [];
  private timers = new Map<number, ReturnType<typeof setTimeout>>();
  private count = 0;

  // `until`: how long undo works, in ms from now.
  say(text: string, more: Partial<Omit<Toast, 'id' | 'text'>> & { until?: number } = {}): number {
    const { until = 10_000, ...rest } = more;
    const id = (this.count += 1);
    const undo = rest.undo;
    if (undo) this.undos.push({ id, until: Date.now() + until, run: undo });
    const toast: Toast = { id, text, kind: 'plain', ...rest, ...(undo ? { undo: () => this.undo(id) } : {}) };
    this.shown = [...this.shown.slice(-2), toast];
    this.resume(id);
    return id;
  }

  fail(error: unknown, text: string = t.error.failed) {
    const detail = error instanceof Error ? error.message : String(error);
    const remedy = (error as { body?: { remedy?: string } }).body?.remedy;
    return this.say(text, { kind: 'bad', detail: remedy ? `${detail} ${remedy}` : detail });
  }

  pause(id: number) {
    clearTimeout(this.timers.get(id));
  }
  resume(id: number) {
    clearTimeout(this.timers.get(id));
    this.timers.set(
      id,
      setTimeout(() => this.drop(id), 9000),
    );
  }
  drop(id: number) {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }

  // Takes back the newest thing that can be, or the one given. False when there is nothing.
  undo(id?: number): boolean {
    const now = Date.now();
    this.undos = this.undos.filter((one) => one.until > now);
    const found = id === undefined ? this.undos.at(-1) : this.undos.find((one) => one.id === id);
    if (!found) return false;
    this.undos = this.undos.filter((one) => one !== found);
    this.drop(found.id);
    void Promise.resolve(found.run()).catch((error: unknown) => this.fail(error));
    return true;
  }
}

export const toasts = new Toasts();
