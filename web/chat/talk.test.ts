import { beforeEach, expect, test, vi } from 'vitest';
import { Keep } from './keep';
import { Talk } from './talk';
import { Refusal, type Message, type Wire } from './wire';

// The server as a test plays it: keeps what it took, by key, and may refuse.
class Counter {
  token = '';
  taken = new Map<string, Message>();
  refuse: Refusal[] = [];
  asked = 0;
  look = async () => ({ title: 'Maison' });
  begin = async () => ({ token: 't', name: 'Ana', email: '', carry_on: false, vouched: false, wrote: false });
  messages = async () => ({ items: [...this.taken.values()], before: null });
  upload = async (file: File) => ({ file: `word of ${file.name}` });
  listen = () => new Promise<void>(() => {});
  say = async (said: { key: string; text: string }) => {
    this.asked++;
    const trouble = this.refuse.shift();
    const id = String(100 + this.taken.size);
    if (!trouble || trouble.seconds === 99)
      this.taken.has(said.key) ||
        this.taken.set(said.key, {
          id,
          ours: false,
          name: '',
          text: said.text,
          at: '',
          key: said.key,
          edited: false,
          deleted: false,
          files: [],
        });
    if (trouble) throw trouble;
    return this.taken.get(said.key)!;
  };
}

let server: Counter;
let talk: Talk;
beforeEach(async () => {
  vi.useFakeTimers();
  sessionStorage.clear();
  server = new Counter();
  talk = new Talk(server as unknown as Wire, new Keep('k'), () => {});
  await talk.open();
  await talk.begin({ name: 'Ana', remember: false, identity: '' });
});

test('what is written is sent once and in order', async () => {
  talk.say('one', []);
  talk.say('two', []);
  expect(talk.pending.map((one) => one.state)).toEqual(['sending', 'sending']);
  await vi.runAllTimersAsync();
  expect(talk.messages.map((one) => one.text)).toEqual(['one', 'two']);
  expect(talk.pending).toEqual([]);
});

test('an answer that got lost is no second message', async () => {
  server.refuse = [new Refusal(0, 99)]; // taken, but the answer did not arrive
  talk.say('one', []);
  await vi.runAllTimersAsync();
  expect(server.asked).toBe(2);
  expect(talk.messages.map((one) => one.text)).toEqual(['one']);
});

test('what cannot be sent says so and can be tried again', async () => {
  server.refuse = Array.from({ length: 4 }, () => new Refusal(0));
  talk.say('one', []);
  await vi.runAllTimersAsync();
  expect(talk.pending.map((one) => one.state)).toEqual(['failed']);
  talk.again(talk.pending[0]!);
  await vi.runAllTimersAsync();
  expect(talk.pending).toEqual([]);
  expect(talk.messages.map((one) => one.text)).toEqual(['one']);
});

test('the server is left alone as long as it asks', async () => {
  server.refuse = [new Refusal(429, 20)];
  talk.say('one', []);
  await vi.advanceTimersByTimeAsync(19_000);
  expect(server.asked).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(server.asked).toBe(2);
});

test('a session that has ended leaves the words to be sent again', async () => {
  server.refuse = [new Refusal(401)];
  talk.say('do not lose me', []);
  await vi.runAllTimersAsync();
  expect([talk.began, talk.ended, talk.lostWords]).toEqual([false, 'ended', 'do not lose me']);
  expect(sessionStorage.length).toBe(0);
});
