// The API as a member uses it, without a browser: what the others in the house do while somebody looks at the page.
import { randomUUID } from 'node:crypto';

export class Client {
  cookie = '';

  constructor(address) {
    this.address = address;
  }

  static async logIn(address, email, password) {
    const client = new Client(address);
    client.me = await client.post('/session', { email, password });
    return client;
  }

  get = (path) => this.call('GET', path);
  post = (path, body = {}) => this.call('POST', path, body);
  put = (path, body = {}) => this.call('PUT', path, body);
  patch = (path, body) => this.call('PATCH', path, body);

  async call(method, path, body) {
    const answer = await this.raw(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 300)}`);
    return text ? JSON.parse(text) : null;
  }

  async raw(method, path, body) {
    const headers = { Origin: this.address, Cookie: this.cookie, 'Content-Type': 'application/json' };
    if (method !== 'GET') headers['Idempotency-Key'] = randomUUID();
    const answer = await fetch(`${this.address}/api${path}`, { method, headers, body: body && JSON.stringify(body) });
    for (const set of answer.headers.getSetCookie()) this.cookie = set.split(';')[0];
    return answer;
  }

  // A call or a visit typed in by a colleague: to everybody who looks, a new conversation.
  note(person, text) {
    return this.post('/conversations', { person, text, note_kind: 'call', direction: 'inbound' });
  }

  // A mail to somebody new: a conversation that can be answered and that nobody else touches. Its id.
  async begin(subject) {
    const { items } = await this.get('/channels');
    const channel = items.find((one) => one.network === 'email').id;
    const to = `${subject.toLowerCase().replaceAll(/[^a-z]+/g, '-')}@neighbours.example`;
    return (await this.post('/conversations', { channel, to, subject, text: `${subject}: we thought of you.` })).id;
  }

  // As a browser keeps it, so that a window opens logged in.
  get storage() {
    const [name, value] = this.cookie.split('=');
    const { hostname } = new URL(this.address);
    const cookie = { name, value, domain: hostname, path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' };
    return { cookies: [cookie], origins: [] };
  }
}
