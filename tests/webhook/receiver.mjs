// The other side: a server that takes what it is sent, or does not, as the first word of the path says.
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

export class Receiver {
  heard = []; // { path, id, body, data, at, genuine }
  #secrets = new Map();
  #hung = new Set();
  #failures = new Map();

  async start() {
    this.server = createServer((request, response) => this.#read(request, response));
    await new Promise((then) => this.server.listen(0, '127.0.0.1', then));
    this.base = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }
  stop() {
    this.release();
    this.server.closeAllConnections();
    this.server.close();
  }

  // What comes to this path is verified with this secret.
  trust(path, secret) {
    this.#secrets.set(path, new Webhook(secret));
  }
  at = (path) => this.heard.filter((one) => one.path === path);
  release() {
    for (const response of this.#hung) response.writeHead(200).end('at last');
    this.#hung.clear();
  }

  #read(request, response) {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => this.#take(request, response, Buffer.concat(parts)));
    request.on('error', () => {});
  }
  #take(request, response, bytes) {
    const path = request.url;
    if (request.method === 'POST') this.heard.push(this.#heard(path, request.headers, bytes.toString()));
    this.#answer(path.split('/')[1], path, request, response);
  }
  #heard(path, headers, body) {
    const one = { path, id: headers['webhook-id'], body, at: Date.now(), genuine: false };
    try {
      one.data = this.#secrets.get(path)?.verify(body, headers);
      one.genuine = one.data !== undefined;
    } catch (error) {
      one.why = String(error);
    }
    return one;
  }
  #answer(how, path, request, response) {
    const times = this.#failures.get(path) ?? 0;
    this.#failures.set(path, times + 1);
    const plain = (status, text = '', headers = {}) => response.writeHead(status, headers).end(text);
    switch (how) {
      case 'flaky':
        return times === 0 ? plain(500, `${'The oven is cold. '.repeat(200)}`) : plain(200);
      case 'gone':
        return plain(410);
      case 'busy':
        return times === 0 ? plain(429, '', { 'Retry-After': '7' }) : plain(200);
      case 'closed':
        return plain(401);
      case 'elsewhere':
        return plain(307, '', { Location: `${this.base}/ok/never` });
      case 'hangs':
        return this.#hung.add(response);
      case 'drops':
        return times === 0 ? request.socket.destroy() : plain(200);
      case 'loaf.txt':
        return plain(200, 'a loaf');
      default:
        return plain(200, 'thank you');
    }
  }
}
