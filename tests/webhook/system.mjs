// A system of the company's own that posts to its channel, signed by a library that is not ours.
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

export class System {
  // `push`: of the channel, with its secret.
  constructor({ address, secret }) {
    this.address = address;
    this.webhook = new Webhook(secret);
  }

  // How it was answered: { status, body, headers }.
  async post(content, { id = randomUUID(), at = new Date(), signature } = {}) {
    const body = typeof content === 'string' ? content : JSON.stringify(content);
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signature ?? this.webhook.sign(id, at, body),
    };
    const answer = await fetch(this.address, { method: 'POST', body, headers });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: text ? JSON.parse(text) : null };
  }

  // As a careful sender does: again and again under the same id, until it is taken.
  async deliver(content, id) {
    for (;;) {
      const answer = await this.post(content, { id }).catch(() => null);
      if (answer?.status === 200) return answer;
      await new Promise((then) => setTimeout(then, 100));
    }
  }
}
