// One clock for the whole page: every relative time reads `clock.now`, which moves on the minute.
class Clock {
  now = $state(Date.now());
  private timer: ReturnType<typeof setTimeout> | undefined;

  start() {
    this.tick();
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.tick();
    });
  }
  private tick() {
    clearTimeout(this.timer);
    this.now = Date.now();
    this.timer = setTimeout(() => this.tick(), 60_000 - (this.now % 60_000) + 20);
  }
}

export const clock = new Clock();
