// What stands before the accounts' server: lets everything through as it is, and notes when it was asked. Told to, it says
// 429 until a time, as a large server does to whom has asked too often, or lets two hours pass at once. That a session names the server itself is left out
// of the answers, or whoever logs in would go round the door.
import { createServer } from 'node:http';

export class Door {
  asked = []; // {at, method, path, status}
  until = 0;
  #tokens = new Set();
  #expired = new Set();

  static async open(behind) {
    const door = new Door();
    door.server = createServer((heard, answer) => door.#pass(heard, answer, behind));
    await new Promise((then) => door.server.listen(0, '127.0.0.1', then));
    door.address = `http://127.0.0.1:${door.server.address().port}`;
    return door;
  }

  async #pass(heard, answer, behind) {
    const at = Date.now();
    const note = (status) => this.asked.push({ at, method: heard.method, path: heard.url, status });
    if (at < this.until) {
      note(429);
      const reset = String(Math.ceil(this.until / 1000));
      answer.writeHead(429, { 'Content-Type': 'application/json', 'RateLimit-Limit': '3000', 'RateLimit-Remaining': '0', 'RateLimit-Reset': reset });
      return answer.end('{"error":"RateLimitExceeded","message":"Rate Limit Exceeded"}');
    }
    const token = heard.headers.authorization;
    if (token && !heard.url.includes('refreshSession')) {
      if (this.#expired.has(token)) {
        note(400);
        answer.writeHead(400, { 'Content-Type': 'application/json' });
        return answer.end('{"error":"ExpiredToken","message":"Token has expired"}');
      }
      this.#tokens.add(token);
    }
    try {
      const parts = [];
      for await (const part of heard) parts.push(part);
      const body = parts.length ? Buffer.concat(parts) : undefined;
      const { host, connection, 'content-length': length, ...headers } = heard.headers;
      const got = await fetch(behind + heard.url, { method: heard.method, headers, body, redirect: 'manual' });
      note(got.status);
      const kept = [...got.headers].filter(([name]) => !/^(content-encoding|content-length|transfer-encoding|connection)$/.test(name));
      let said = Buffer.from(await got.arrayBuffer());
      if (/server\.(create|refresh)Session/.test(heard.url) && got.ok) {
        const { didDoc, ...rest } = JSON.parse(said);
        said = JSON.stringify(rest);
      }
      answer.writeHead(got.status, kept);
      answer.end(said);
    } catch {
      answer.destroy();
    }
  }

  // Access tokens live for two hours, and a revoked password ends none of them: the two hours are over.
  expire() {
    this.#expired = new Set(this.#tokens);
  }

  refuseUntil(at) {
    this.asked = [];
    this.until = at;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
