// Somebody outside, as a process of their own: see stranger.py.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eventually } from '../lib/browser/cases.mjs';

export class Stranger {
  #waiting = [];

  constructor(name, address, folder) {
    this.name = name;
    this.handle = `@${name}@${address}`;
    const script = fileURLToPath(new URL('stranger.py', import.meta.url));
    this.process = spawn('/usr/bin/python3', [script, address, folder, name], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.process.stdout }).on('line', (line) => this.#waiting.shift()?.(JSON.parse(line)));
    this.process.on('exit', () => this.#waiting.forEach((told) => told({ error: 'gone' })));
  }

  async do(what, rest = {}) {
    const told = new Promise((then) => this.#waiting.push(then));
    this.process.stdin.write(`${JSON.stringify({ do: what, ...rest })}\n`);
    const { ok, error } = await told;
    if (error) throw new Error(`${this.name} ${what}: ${error}`);
    return ok;
  }
  says = (text, rest = {}) => this.do('says', { text, ...rest });

  // The mention that holds these words, once it is there.
  hears(words, within = 60_000) {
    return eventually(async () => {
      const found = (await this.do('hears')).find((one) => one.type === 'mention' && one.status.text.includes(words));
      if (!found) throw new Error(`nobody told ${this.name} “${words}”`);
      return found.status;
    }, within);
  }

  leave() {
    this.process.stdin.end();
  }
}
