"""A faulty way to a web server: an HTTP/1.1 proxy that loses, delays, refuses, breaks and doubles what passes, chosen
by a seeded random, and remembers what it really did."""
import asyncio
import random
import socket
import struct
import threading
import time
from collections import Counter

from ambush import Ambush

# What may happen to a request that sends, of a thousand.
SENDING = {
    "passed": 585, "dropped before": 60, "dropped after": 60, "error before": 20, "error after": 50, "cut": 30,
    "late": 50, "in pieces": 30, "twice": 60, "throttled": 30, "refused": 20, "held": 5,
}
# And to any other.
OTHERS = {"passed": 950, "dropped before": 8, "dropped after": 8, "error before": 8, "cut": 6, "late": 10,
          "throttled": 10}
ERRORS = [500, 502, 503, 504]
LONGEST_HOLD, LATE, STUCK = 3, 0.3, 40
PER_HOP = ("connection", "keep-alive", "transfer-encoding", "content-length", "proxy-connection", "accept-encoding")


class Heard:
    """A request."""

    def __init__(self, method, target, version, headers, body):
        self.method, self.target, self.version, self.headers, self.body = method, target, version, headers, body

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name), "")

    def bytes(self):
        lines = [f"{self.method} {self.target} HTTP/1.1"]
        lines += [f"{key}: {value}" for key, value in self.headers if key.lower() not in PER_HOP]
        lines += [f"Content-Length: {len(self.body)}", "Connection: close", "", ""]
        return "\r\n".join(lines).encode("latin-1") + self.body

    @property
    def stays(self):
        return self.version != "HTTP/1.0" and self.header("connection").lower() != "close"


class Said:
    """An answer."""

    def __init__(self, status, reason, headers, body):
        self.status, self.reason, self.headers, self.body = status, reason, headers, body

    def head(self, *more):
        lines = [f"HTTP/1.1 {self.status} {self.reason}"]
        lines += [f"{key}: {value}" for key, value in self.headers if key.lower() not in PER_HOP]
        return "\r\n".join([*lines, *more, "", ""]).encode("latin-1")

    def bytes(self):
        return self.head(f"Content-Length: {len(self.body)}") + self.body

    @staticmethod
    def json(status, reason, words, **headers):
        fields = [("Content-Type", "application/json"), *((k.replace("_", "-"), str(v)) for k, v in headers.items())]
        return Said(status, reason, fields, f'{{"error":"{words}"}}'.encode())


class Send:
    """All that happened to what was sent under one key."""

    def __init__(self):
        self.lock = asyncio.Lock()
        self.applied = 0       # how often the server did it
        self.twice = 0         # of these, by our own doubling
        self.answer = None     # what the server said first
        self.again = 0         # asked for once more although it was done: what must not happen


class Proxy:
    """Stands at address:port before the server at address:behind, in a thread of its own. `sends` says of method and
    path whether it sends, and `key` under which key; `faulty` whether anything may happen to it at all. `complete`, where
    the server itself does not keep the API's word: what comes a second time under its key gets the first answer, and
    complete() answers of a request and of what was sent so far, or leaves it to the server (None). `amend` may change
    what the server said."""

    def __init__(self, address, port, behind, chance, sends, faulty, complete=None, amend=None,
                 key=lambda heard: heard.header("idempotency-key")):
        self.address, self.port, self.behind = address, port, behind
        self.sends, self.faulty, self.complete, self.key = sends, faulty, complete, key
        self.amend = amend or (lambda _heard, said: said)
        self.answers = []      # to what was sent, in order
        self.chance = random.Random(chance)
        self.calm, self.did, self.sent, self.stuck = False, Counter(), {}, 2
        self.wounds = []       # what went wrong in here, which the test must tell
        self.ambush, self._lines = Ambush(), set()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self):
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError(f"the proxy at {self.address}:{self.port} does not start")

    def stop(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self):
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._begin, self.address, self.port, limit=1 << 20))
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for line in self._lines:
            line.cancel()
        self._loop.run_until_complete(asyncio.gather(*self._lines, return_exceptions=True))

    def _begin(self, reader, writer):
        """Held on to, or the collector of garbage may end a line in the middle."""
        line = self._loop.create_task(self._line(reader, writer))
        self._lines.add(line)
        line.add_done_callback(self._lines.discard)

    # One line ----------------------------------------------------------------------------------------------

    async def _line(self, reader, writer):
        try:
            while True:
                heard = await listen(reader)
                if heard is None or not await self._serve(heard, writer) or not heard.stays:
                    break
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        except Exception as error:
            self.wounds.append(f"{type(error).__name__}: {error}")
        finally:
            writer.close()

    async def _serve(self, heard, writer):
        """False: the line has ended."""
        if not self.faulty(heard.method, heard.target):
            return await tell(writer, await self._ask(heard))
        sends = self.sends(heard.method, heard.target)
        fault = self._choose(SENDING if sends else OTHERS)
        self.did["send" if sends else "other", fault] += 1
        send = self.sent.setdefault(self.key(heard), Send()) if sends else None
        if send and send.applied:
            send.again += 1
        return await getattr(self, "_" + fault.replace(" ", "_"))(heard, writer, send)

    def _choose(self, faults):
        if self.calm:
            return "passed"
        if faults is SENDING and self.stuck and self.chance.random() < 0.002:
            self.stuck -= 1
            return "stuck"
        return self.chance.choices(list(faults), list(faults.values()))[0]

    async def _ask(self, heard, send=None, doubled=False):
        """What the server says; under one key one after the other, and only once where keys are honoured."""
        if send is None:
            known = self.complete(heard, self.answers) if self.complete else None
            return known or self.amend(heard, await exchange(self.address, self.behind, heard))
        async with send.lock:
            if send.answer and self.complete:
                return send.answer
            if not doubled and await asyncio.to_thread(self.ambush.passes, "arrived"):
                # The sender has died; what it asked for is still in some queue.
                await asyncio.sleep(self.chance.uniform(0, 3))
            answer = await exchange(self.address, self.behind, heard)
            if answer.status < 300:
                send.applied, send.twice = send.applied + 1, send.twice + (1 if doubled else 0)
                send.answer = send.answer or answer
                self.answers.append(answer)
                await asyncio.to_thread(self.ambush.passes, "applied")
            return answer

    # What may happen ---------------------------------------------------------------------------------------

    async def _passed(self, heard, writer, send):
        return await tell(writer, await self._ask(heard, send))

    async def _dropped_before(self, _heard, writer, _send):
        return self._drop(writer)

    async def _dropped_after(self, heard, writer, send):
        await self._ask(heard, send)
        return self._drop(writer)

    async def _error_before(self, _heard, writer, _send):
        return await tell(writer, Said.json(self.chance.choice(ERRORS), "Trouble", "Something is broken"))

    async def _error_after(self, heard, writer, send):
        await self._ask(heard, send)
        return await self._error_before(heard, writer, send)

    async def _cut(self, heard, writer, send):
        whole = (await self._ask(heard, send)).bytes()
        await tell(writer, whole[:self.chance.randrange(1, len(whole))])
        return self._drop(writer)

    async def _late(self, heard, writer, send):
        answer = await self._ask(heard, send)
        await asyncio.sleep(self.chance.uniform(0, LATE))
        return await tell(writer, answer)

    async def _in_pieces(self, heard, writer, send):
        answer = await self._ask(heard, send)
        await tell(writer, answer.head("Transfer-Encoding: chunked"))
        step = max(1, len(answer.body) // 4)
        for at in range(0, len(answer.body), step):
            piece = answer.body[at:at + step]
            await tell(writer, f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            await asyncio.sleep(self.chance.uniform(0, 0.05))
        return await tell(writer, b"0\r\n\r\n")

    async def _twice(self, heard, writer, send):
        """As a middlebox does that believes it must try again."""
        first = await self._ask(heard, send)
        second = await self._ask(heard, send, doubled=True)
        return await tell(writer, self.chance.choice([first, second]))

    async def _throttled(self, _heard, writer, _send):
        return await tell(writer, Said.json(429, "Too Many Requests", "Throttled",
                                            Retry_After=self.chance.choice([1, 1, 2])))

    async def _refused(self, _heard, writer, _send):
        return await tell(writer, Said.json(422, "Unprocessable Content", "Validation failed: the text is not liked"))

    async def _held(self, heard, writer, send):
        """In a queue; it is done even when nobody waits for it any more."""
        await asyncio.sleep(self.chance.uniform(0.3, LONGEST_HOLD))
        return await tell(writer, await self._ask(heard, send))

    async def _stuck(self, heard, writer, send):
        """Done, and no answer until everybody has given up."""
        await self._ask(heard, send)
        await asyncio.sleep(STUCK)
        return self._drop(writer)

    def _drop(self, writer):
        if self.chance.random() < 0.5:
            line = writer.get_extra_info("socket")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
        return False

    # Afterwards --------------------------------------------------------------------------------------------

    def asked_again(self):
        """Keys of what was asked for again although it had been done."""
        return [key for key, send in self.sent.items() if send.again]

    def figures(self):
        did = {kind: {fault: n for (of, fault), n in sorted(self.did.items()) if of == kind}
               for kind in ("send", "other")}
        return {"what the proxy did to sends": did["send"], "and to other requests": did["other"]}


async def tell(writer, what):
    writer.write(what if isinstance(what, bytes) else what.bytes())
    await writer.drain()
    return True


async def head_of(reader):
    """The first line and the fields; None when the other side has nothing more to say."""
    try:
        text = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError as end:
        if end.partial:
            raise
        return None
    first, *lines = text.rstrip("\r\n").split("\r\n")
    return first, [tuple(part.strip() for part in line.split(":", 1)) for line in lines if ":" in line]


async def body_of(reader, headers, to_the_end=False):
    fields = {key.lower(): value for key, value in headers}
    if fields.get("transfer-encoding", "").lower() == "chunked":
        body = b""
        while size := int((await reader.readline()).split(b";")[0], 16):
            body += await reader.readexactly(size)
            await reader.readline()
        while (await reader.readline()).strip():
            pass
        return body
    if "content-length" in fields:
        return await reader.readexactly(int(fields["content-length"]))
    return await reader.read() if to_the_end else b""


async def listen(reader):
    head = await head_of(reader)
    if head is None:
        return None
    method, target, version = head[0].split(" ", 2)
    return Heard(method, target, version, head[1], await body_of(reader, head[1]))


async def exchange(address, port, heard):
    """One request and its answer, on a line of its own."""
    until = time.time() + 20
    while True:
        try:
            reader, writer = await asyncio.open_connection(address, port, limit=1 << 20)
            break
        except OSError:
            if time.time() > until:
                return Said.json(502, "Bad Gateway", "Nobody is there")
            await asyncio.sleep(0.1)
    try:
        writer.write(heard.bytes())
        await writer.drain()
        first, headers = await head_of(reader)
        status = int(first.split(" ")[1])
        bare = heard.method == "HEAD" or status in (204, 304)
        body = b"" if bare else await body_of(reader, headers, to_the_end=True)
        return Said(status, first.split(" ", 2)[-1], headers, body)
    finally:
        writer.close()
