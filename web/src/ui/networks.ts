// How a network looks: mark and colour of its badge. A network that is not listed gets a plain speech bubble, so that a
// new one needs nothing here.
import type { IconName } from './icon-names';

export interface Brand {
  icon: IconName;
  colour: string;
}

const brands: Record<string, Brand> = {
  email: { icon: 'mail-filled', colour: 'oklch(0.53 0.02 250)' },
  feed: { icon: 'brand-rss', colour: 'oklch(0.58 0.15 50)' },
  note: { icon: 'phone-filled', colour: 'oklch(0.52 0.09 155)' },
  mastodon: { icon: 'brand-mastodon', colour: 'oklch(0.51 0.22 283)' },
  bluesky: { icon: 'brand-bluesky', colour: 'oklch(0.58 0.17 252)' },
  x: { icon: 'brand-x', colour: 'oklch(0.28 0.01 250)' },
  telegram: { icon: 'brand-telegram', colour: 'oklch(0.58 0.13 235)' },
  whatsapp: { icon: 'brand-whatsapp', colour: 'oklch(0.54 0.14 150)' },
  facebook: { icon: 'brand-facebook', colour: 'oklch(0.52 0.19 258)' },
  instagram: { icon: 'brand-instagram', colour: 'oklch(0.55 0.2 5)' },
  reddit: { icon: 'brand-reddit', colour: 'oklch(0.58 0.2 38)' },
  youtube: { icon: 'brand-youtube', colour: 'oklch(0.54 0.21 28)' },
  discourse: { icon: 'brand-discourse', colour: 'oklch(0.4 0.02 250)' },
  forum: { icon: 'speech-filled', colour: 'oklch(0.45 0.05 290)' },
  chat: { icon: 'speech-filled', colour: 'oklch(0.5 0.1 170)' },
  matrix: { icon: 'brand-matrix', colour: 'oklch(0.35 0.01 250)' },
  signal: { icon: 'brand-signal', colour: 'oklch(0.52 0.18 265)' },
  threads: { icon: 'brand-threads', colour: 'oklch(0.28 0.01 250)' },
  webhook: { icon: 'webhook', colour: 'oklch(0.48 0.09 210)' },
  xmpp: { icon: 'brand-xmpp', colour: 'oklch(0.5 0.12 240)' },
};

const plain: Brand = { icon: 'speech-filled', colour: 'oklch(0.5 0.02 250)' };

export const brandOf = (network: string): Brand => brands[network] ?? plain;
