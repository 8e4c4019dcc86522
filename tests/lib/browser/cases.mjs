// One line a case on standard output, as tests/NAME/run prints them: "ok NAME", "not ok NAME: why", "skip NAME: why".
import { writeSync } from 'node:fs';

const line = (text) => writeSync(1, `${text.replaceAll(/\s+/g, ' ').trim()}\n`);

export class Cases {
  failed = 0;

  // `only`: words of which a case's name must hold one; none: every case runs.
  constructor(only = []) {
    this.only = only;
  }

  wants(name) {
    return !this.only.length || this.only.some((word) => name.includes(word));
  }
  pass(name) {
    line(`ok ${name}`);
  }
  fail(name, why) {
    this.failed += 1;
    line(`not ok ${name}: ${why}`);
  }
  skip(name, why) {
    line(`skip ${name}: ${why}`);
  }
  // What somebody reading the log wants to know, without being a case.
  tell(text) {
    line(`# ${text}`);
  }

  async run(name, body) {
    if (!this.wants(name)) return;
    const began = Date.now();
    try {
      await body();
      line(`ok ${name}`);
      this.tell(`${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
    } catch (error) {
      this.fail(name, [reason(error), ...(await this.witness(name))].join('; '));
    }
  }
  // What there is to see and hear when a case has failed; whoever has windows open says so here.
  witness = async () => [];
}

export function reason(error) {
  const at = /\/tests\/([\w./-]+:\d+)/.exec(error.stack ?? '')?.[1];
  return `${error.message ?? error}${at ? ` (${at})` : ''}`.replaceAll('\n', ' ').slice(0, 600);
}

// Tries `check` until it no longer throws; then gives what it gave. After `within` ms it throws the last reason.
export async function eventually(check, within = 30_000) {
  for (const end = Date.now() + within; ; ) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((then) => setTimeout(then, 40));
  }
}
