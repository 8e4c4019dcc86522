// Who is here, in which workspace. The workspace of a tab is kept for the tab, and as a habit for new tabs.
import { session as calls } from '../api/calls';
import { onLoggedOut, Problem, useWorkspace } from '../api/http';
import { client } from '../api/queries';
import type { Me, Preferences } from '../api/types';
import { keyboard } from './keyboard.svelte';
import { look } from './theme.svelte';

type State = 'loading' | 'in' | 'out' | 'new' | 'unreachable';
const memory = 'rapport_workspace';

class Session {
  me = $state.raw<Me | null>(null);
  state = $state<State>('loading');
  private again: ReturnType<typeof setTimeout> | undefined;

  get member() {
    return this.me?.member ?? null;
  }
  role = $derived(
    this.me?.workspaces.find((one) => one.id === this.me?.workspace.id)?.role ?? this.me?.member.role ?? 'viewer',
  );
  writes = $derived(this.role !== 'viewer');
  administers = $derived(this.role === 'owner' || this.role === 'admin');

  async load() {
    onLoggedOut(() => this.leave());
    const asked = new URLSearchParams(location.search).get('workspace');
    useWorkspace(asked ?? sessionStorage.getItem(memory) ?? localStorage.getItem(memory));
    try {
      this.enter(await this.find());
    } catch (problem) {
      await this.explain(problem);
    }
  }

  enter(me: Me) {
    this.me = me;
    useWorkspace(me.workspace.id);
    sessionStorage.setItem(memory, me.workspace.id);
    localStorage.setItem(memory, me.workspace.id);
    this.adopt(me.preferences);
    this.state = 'in';
  }

  adopt(preferences: Preferences) {
    keyboard.overrides = preferences.keys ?? {};
    keyboard.shortcuts = preferences.shortcuts ?? 'on';
    look.adopt(preferences.theme, preferences.density);
  }

  // Another workspace is another world: everything that was read is forgotten.
  switchTo(workspace: string) {
    sessionStorage.setItem(memory, workspace);
    localStorage.setItem(memory, workspace);
    location.assign('/');
  }

  async logOut() {
    await calls.logOut().catch(() => {});
    this.leave();
  }

  private leave() {
    if (this.state === 'loading' || this.state === 'new') return;
    this.me = null;
    client.clear();
    this.state = 'out';
  }

  // A workspace that was remembered may be gone: then the member's first.
  private async find(): Promise<Me> {
    try {
      return await calls.get();
    } catch (problem) {
      if (!(problem instanceof Problem) || ![403, 404].includes(problem.status)) throw problem;
      useWorkspace(null);
      return calls.get();
    }
  }

  private async explain(problem: unknown) {
    if (problem instanceof Problem && problem.status === 401) {
      const setup = await calls.needsSetup().catch(() => ({ needed: false }));
      this.state = setup.needed ? 'new' : 'out';
    } else {
      this.state = 'unreachable';
      clearTimeout(this.again);
      this.again = setTimeout(() => void this.load(), 5000);
    }
  }
}

export const session = new Session();
