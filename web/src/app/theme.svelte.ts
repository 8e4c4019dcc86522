// Theme and density. The server puts the cookies' values into <html> before the first paint; changing them here sets the
// cookies, the page and the member's preferences.
import { session as calls } from '../api/calls';
import type { Preferences } from '../api/types';

type Theme = Preferences['theme'];
type Density = Preferences['density'];

function keep(name: string, value: string) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}

class Look {
  theme = $state<Theme>((document.documentElement.dataset['theme'] as Theme) ?? 'system');
  density = $state<Density>((document.documentElement.dataset['density'] as Density) ?? 'comfortable');

  // From the member's preferences, on a new device.
  adopt(theme: Theme, density: Density) {
    this.show(theme, density);
  }

  setTheme(theme: Theme) {
    this.show(theme, this.density);
    void calls.change({ preferences: { theme } }).catch(() => {});
  }
  setDensity(density: Density) {
    this.show(this.theme, density);
    void calls.change({ preferences: { density } }).catch(() => {});
  }
  nextTheme() {
    const order: Theme[] = ['system', 'light', 'dark'];
    this.setTheme(order[(order.indexOf(this.theme) + 1) % order.length] ?? 'system');
  }
  nextDensity() {
    this.setDensity(this.density === 'compact' ? 'comfortable' : 'compact');
  }

  private show(theme: Theme, density: Density) {
    this.theme = theme;
    this.density = density;
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.dataset['density'] = density;
    keep('rapport_theme', theme);
    keep('rapport_density', density);
  }
}

export const look = new Look();
