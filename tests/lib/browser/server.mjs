// The program under test, on a free port of this machine.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { eventually } from './cases.mjs';

export async function freePort() {
  const held = createServer();
  await new Promise((then) => held.listen(0, '127.0.0.1', then));
  const { port } = held.address();
  await new Promise((then) => held.close(then));
  return port;
}

export class Server {
  #process = null;

  // `words`: the command line without --listen, which is added.
  constructor(program, words, log) {
    this.program = program;
    this.words = words;
    this.log = log;
  }

  // The bakery; nobody writes there unless the test does.
  static demo(program, log) {
    return new Server(program, ['demo', '--speed', '0'], log);
  }
  static serve(program, data, log, more = []) {
    return new Server(program, ['serve', '--data', data, '--allow-range', '127.0.0.0/8', ...more], log);
  }

  get address() {
    return `http://127.0.0.1:${this.port}`;
  }

  // Keeps its port over a restart, as a real server does.
  async start() {
    this.port ??= await freePort();
    const log = createWriteStream(this.log, { flags: 'a' });
    this.#process = spawn(this.program, [...this.words, '--listen', `127.0.0.1:${this.port}`]);
    this.#process.stdout.pipe(log, { end: false });
    this.#process.stderr.pipe(log, { end: false });
    this.#process.on('exit', () => (this.#process = null));
    await eventually(async () => {
      assert.ok(this.#process, `the server ended at its start; see ${this.log}`);
      assert.equal((await fetch(`${this.address}/livez`)).status, 200);
    }, 20_000);
    return this;
  }

  async stop(signal = 'SIGTERM') {
    const running = this.#process;
    if (!running) return;
    const ended = new Promise((then) => running.once('exit', then));
    running.kill(signal);
    await ended;
  }
}
