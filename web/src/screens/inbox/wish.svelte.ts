// Writing that was asked for before the composer is there: it gets the focus when it comes, and what was typed meanwhile.
import { keyboard } from '../../app/keyboard.svelte';

class Wish {
  private asked = $state.raw<{ id: string; internal: boolean } | null>(null);

  make(id: string, internal: boolean) {
    this.asked = { id, internal };
    keyboard.keep();
  }
  // Who shows the conversation `id` takes the wish for it; one for another is forgotten, for the member has gone on.
  pending(id: string): boolean {
    if (this.asked && this.asked.id !== id) this.forget();
    return this.asked !== null;
  }
  take(): { internal: boolean; typed: string } {
    const internal = this.asked?.internal ?? false;
    return { internal, typed: this.forget() };
  }
  forget(): string {
    this.asked = null;
    return keyboard.release();
  }
}

export const wish = new Wish();
