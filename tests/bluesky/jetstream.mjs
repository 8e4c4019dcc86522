// A Jetstream for one server: its repositories' events as JSON over a WebSocket, replayed from a cursor in microseconds.
import { IdResolver } from '@atproto/identity';
import { Firehose, MemoryRunner } from '@atproto/sync';
import { WebSocketServer } from 'ws';

export class Jetstream {
  events = [];

  static async open(pds, plc) {
    const stream = new Jetstream();
    const idResolver = new IdResolver({ plcUrl: plc, fetch: globalThis.fetch });
    stream.firehose = new Firehose({
      idResolver,
      runner: new MemoryRunner({}),
      service: pds.replace('http', 'ws'),
      unauthenticatedCommits: true,
      unauthenticatedHandles: true,
      handleEvent: (event) => stream.take(event),
      onError: () => {},
    });
    stream.firehose.start();
    stream.server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise((then) => stream.server.once('listening', then));
    stream.server.on('connection', (line, request) => stream.serve(line, new URL(request.url, pds).searchParams));
    stream.address = `ws://127.0.0.1:${stream.server.address().port}`;
    return stream;
  }

  take(event) {
    const time_us = Math.max(Date.now() * 1000, (this.events.at(-1)?.time_us ?? 0) + 1);
    const { did, collection, rkey, record, cid } = event;
    const told = { did, time_us };
    if (['create', 'update', 'delete'].includes(event.event))
      Object.assign(told, { kind: 'commit', commit: { operation: event.event, collection, rkey, record, cid: cid?.toString() } });
    else if (event.event === 'account') Object.assign(told, { kind: 'account', account: { did, active: event.active, status: event.status } });
    else Object.assign(told, { kind: 'identity', identity: { did, handle: event.handle } });
    this.events.push(told);
    for (const line of this.server?.clients ?? []) this.send(line, told);
  }

  serve(line, asked) {
    line.wanted = asked.getAll('wantedCollections');
    const from = Number(asked.get('cursor') ?? Infinity);
    for (const event of this.events) if (event.time_us > from) this.send(line, event);
  }

  send(line, event) {
    if (event.kind !== 'commit' || !line.wanted.length || line.wanted.includes(event.commit.collection)) line.send(JSON.stringify(event));
  }

  async close() {
    this.server.close();
    for (const line of this.server.clients) line.terminate();
    await this.firehose.destroy();
  }
}
