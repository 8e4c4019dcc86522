// State that outlives the component which first asked for it: its derived values must not die with that component.
export function rooted<T>(make: () => T): T {
  let made: T | undefined;
  $effect.root(() => {
    made = make();
  });
  return made as T;
}
