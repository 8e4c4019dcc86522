"""Sending to a system of the company's own, with the faulty proxy before its answer address. A system knows a message by
its webhook-id and takes it once, as Standard Webhooks says. See campaign.py for what a network is."""
import base64
import hashlib
import hmac
import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlparse

from house import free_port
from proxy import Proxy
from verdict import TOKEN


def signed(secret, number, body):
    at = str(int(time.time()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    proof = hmac.new(key, f"{number}.{at}.".encode() + body, hashlib.sha256).digest()
    return {"webhook-id": number, "webhook-timestamp": at, "webhook-signature": "v1," + base64.b64encode(proof).decode(),
            "Content-Type": "application/json"}


class System(ThreadingHTTPServer):
    """Takes answers."""
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Taking)
        self.taken = {}  # by webhook-id
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Taking(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.taken.setdefault(self.headers["webhook-id"], body["data"]["text"])
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Way(Proxy):
    """What was answered with a problem or with “later” may come again under its id, and only that. What a system has
    taken under an id it does not refuse under it."""

    def __init__(self, *arguments, **words):
        super().__init__(*arguments, **words)
        self.invited = Counter()

    async def _error_before(self, heard, writer, send):
        self.invited[self.key(heard)] += 1
        return await super()._error_before(heard, writer, send)

    async def _throttled(self, heard, writer, send):
        self.invited[self.key(heard)] += 1
        return await super()._throttled(heard, writer, send)

    async def _refused(self, heard, writer, send):
        return await (self._passed if send.applied else super()._refused)(heard, writer, send)

    def asked_again(self):
        return [key for key, send in self.sent.items() if send.again > self.invited[key]]


class Network:
    opens = False  # a system is answered; nothing is begun with it

    def __init__(self, options, _environment):
        self.system, self.house, self.number = System(), None, 0
        self.proxy = Way("127.0.0.1", free_port(), self.system.server_port, f"{options.seed} proxy",
                         sends=lambda method, _target: method == "POST", faulty=lambda _method, _target: True,
                         key=lambda heard: heard.header("webhook-id"))
        self.proxy.start()
        self.ambush = self.proxy.ambush

    def stop(self):
        self.proxy.stop()
        self.system.shutdown()

    def connect(self, house):
        options = {"place": "shop.example", "answer_url": f"http://127.0.0.1:{self.proxy.port}/answers"}
        made = house.want("POST", "/api/channels", {"network": "webhook", "name": "Shop", "options": options})
        self.house, self.push = house, made["push"]
        return [made["id"]]

    def ask(self, token, chance):
        self.number += 1
        body = json.dumps({"author": {"handle": str(chance.randrange(40))}, "text": f"is there bread? {token}"}).encode()
        until = time.time() + 60
        while True:
            answer = self.house.ask("POST", urlparse(self.push["address"]).path, body,
                                    headers=signed(self.push["secret"], f"question-{self.number}", body))
            if answer.status == 200:
                return
            if answer.status != 429 or time.time() > until:
                raise RuntimeError(f"a question is answered with {answer.status}: {answer.body[:300]!r}")
            time.sleep(0.3)

    def answer(self, text, _chance):
        return {"text": text}

    def calm(self):
        self.proxy.calm = True

    def standing(self):
        """Token -> in how many messages of ours that the system took."""
        return Counter(token for words in list(self.system.taken.values()) for token in set(TOKEN.findall(words)))

    def doubled_on_the_way(self):
        return Counter()  # under one id: what the way doubles must stand there once all the same

    def asked_again(self):
        return self.proxy.asked_again()

    def wounds(self):
        return self.proxy.wounds

    def figures(self):
        return self.proxy.figures()
