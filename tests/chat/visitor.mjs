// A visitor without a browser: what anybody can send to the routes of a chat window, well meant or not.
import { request } from 'node:http';

export class Visitor {
  token = '';

  // `address`: the one that the proxy in front of the server saw.
  constructor(server, key, origin, address) {
    this.server = new URL(server);
    this.base = `/chat/${key}`;
    this.headers = { Origin: origin, 'X-Forwarded-For': address };
  }

  call(method, path, body, more = {}) {
    const headers = { ...this.headers, ...more };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    if (body !== undefined) headers['Content-Length'] = Buffer.byteLength(body);
    return new Promise((then, fail) => {
      const asked = request(
        {
          host: this.server.hostname,
          port: this.server.port,
          method,
          path: this.base + path,
          headers,
          agent: false,
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part) => (text += part));
          answer.on('end', () =>
            then({
              status: answer.statusCode,
              headers: answer.headers,
              text,
              json: () => JSON.parse(text),
            }),
          );
          answer.on('error', fail);
        },
      );
      asked.on('error', fail);
      asked.end(body);
    });
  }

  async begin(said = {}) {
    const begun = await this.call('POST', '/session', JSON.stringify({ consent: true, ...said }));
    if (begun.status === 201) this.token = begun.json().token;
    return begun;
  }
  say = (key, text, files = []) => this.call('POST', '/messages', JSON.stringify({ key, text, files }));
  messages = async () => (await this.call('GET', '/messages')).json().items;

  // Stays on the line; `heard` counts what it was told of.
  listen() {
    this.heard = 0;
    return new Promise((then, fail) => {
      const headers = {
        ...this.headers,
        Authorization: `Bearer ${this.token}`,
      };
      const asked = request(
        {
          host: this.server.hostname,
          port: this.server.port,
          path: `${this.base}/stream`,
          headers,
          agent: false,
        },
        (answer) => {
          if (answer.statusCode !== 200) return fail(new Error(`the stream was answered ${answer.statusCode}`));
          this.line = answer;
          answer.setEncoding('utf8').on('data', (part) => {
            this.heard += part.split('event: news').length - 1;
            if (part.includes('event: hello')) then(this);
          });
          answer.on('error', () => {});
          answer.on('close', () => (this.line = null));
        },
      );
      asked.on('error', fail);
      asked.end();
    });
  }
  leave() {
    this.line?.destroy();
  }
}

// At most `width` at a time.
export async function each(all, width, work) {
  const waiting = [...all];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let one; (one = waiting.shift()) !== undefined;) await work(one);
    }),
  );
}
