// Drafts that are not on the server yet. Apart from the composer, so that the list need not load it.
type Keep = () => unknown;
const keepers = new Set<Keep>();

export function onFlush(keep: Keep) {
  keepers.add(keep);
}
export function flushDrafts() {
  for (const keep of keepers) keep();
}
