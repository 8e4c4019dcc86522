// What stands before our server: lets everything through as it is, and notes when its API was asked. Told to, it says 429
// until a time, as a large server does to whom has asked too often; the small one behind it never would.
import { createServer, request } from 'node:http';

export class Door {
  asked = []; // {at, method, path, status} of the API
  until = 0;

  constructor(address, behind) {
    this.server = createServer((heard, answer) => this.#pass(heard, answer, { host: address, port: behind }));
    this.opened = new Promise((then) => this.server.listen(80, address, then));
  }

  #pass(heard, answer, to) {
    const at = Date.now();
    const note = (status) => heard.url.startsWith('/api/') && this.asked.push({ at, method: heard.method, path: heard.url, status });
    if (heard.url.startsWith('/api/') && at < this.until) {
      note(429);
      answer.writeHead(429, { 'Content-Type': 'application/json', 'X-RateLimit-Limit': '300', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': new Date(this.until).toISOString() });
      return answer.end('{"error":"Throttled"}');
    }
    // A line for each: the server behind closes its lines without saying so, and one that is kept may be dead.
    const onward = request({ ...to, agent: false, method: heard.method, path: heard.url, headers: heard.rawHeaders, setHost: false }, (got) => {
      note(got.statusCode);
      answer.writeHead(got.statusCode, got.rawHeaders);
      got.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    heard.pipe(onward);
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
