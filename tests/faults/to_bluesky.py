"""Sending to Bluesky: its whole network of servers, with the faulty proxy before the server of accounts. See campaign.py
for what a network is."""
import json
import pathlib
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from datetime import datetime, timezone

from house import free_port
from proxy import Proxy, Said
from tally import say
from verdict import TOKEN

SERVERS = pathlib.Path(__file__).parent.parent / "bluesky" / "network.mjs"
POST = "app.bsky.feed.post"


class Servers:
    """Directory, accounts, AppView and moderation, as a process that ends with its standard input."""

    def __init__(self, environment):
        words = {**environment, "DB_POSTGRES_URL": environment["RAPPORT_TEST_POSTGRES"], "LOG_ENABLED": "false",
                 "NODE_NO_WARNINGS": "1"}
        self.process = subprocess.Popen(["node", SERVERS], env=words, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)
        first = next((line for line in self.process.stdout if line.startswith("{")), None)
        if first is None:
            raise RuntimeError("the network's servers do not start")
        self.accounts = json.loads(first)["pds"]
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def stop(self):
        self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Account:
    """Somebody with an account, speaking to its server beside the proxy."""

    def __init__(self, server, name):
        self.server, self.token, self.handle = server, "", f"{name}.test"
        made = self.ask("com.atproto.server.createAccount", {"email": f"{name}@town.example", "handle": self.handle,
                                                             "password": f"{name}-password"})
        self.did, self.token = made["did"], made["accessJwt"]

    def ask(self, method, body=None, **query):
        url = f"{self.server}/xrpc/{method}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        fields = {"Content-Type": "application/json"} if body is not None else {}
        if self.token:
            fields["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(url, None if body is None else json.dumps(body).encode(), fields)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method}: {error.code} {error.read()[:300]!r}") from error

    def says_to(self, whom, words):
        name = f"@{whom.handle}"
        facet = {"index": {"byteStart": 0, "byteEnd": len(name)},
                 "features": [{"$type": "app.bsky.richtext.facet#mention", "did": whom.did}]}
        record = {"$type": POST, "text": f"{name} {words}", "facets": [facet],
                  "createdAt": datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")}
        self.ask("com.atproto.repo.createRecord", {"repo": self.did, "collection": POST, "record": record})

    def posts(self):
        """The words of all that stands in the repository, as its server keeps it."""
        page = {"cursor": ""}
        while "cursor" in page:
            more = {"cursor": page["cursor"]} if page["cursor"] else {}
            page = self.ask("com.atproto.repo.listRecords", repo=self.did, collection=POST, limit=100, **more)
            yield from (each["value"]["text"] for each in page["records"])


def sends(method, target):
    return (method, target) == ("POST", "/xrpc/com.atproto.repo.putRecord")


def record_key(heard):
    return json.loads(heard.body)["rkey"]


def stay_here(heard, said):
    """A session names the account's own server, and whoever logs in would go round the proxy."""
    if not heard.target.endswith(("server.createSession", "server.refreshSession")) or said.status != 200:
        return said
    told = {name: value for name, value in json.loads(said.body).items() if name != "didDoc"}
    return Said(said.status, said.reason, said.headers, json.dumps(told).encode())


class Network:
    label = "bluesky"

    def __init__(self, options, environment):
        began = time.time()
        self.servers, self.proxy = Servers(environment), None
        self.us, *self.strangers = (Account(self.servers.accounts, name) for name in ("hello", "ana", "ben"))
        say(f"the network's servers are there after {time.time() - began:.0f} s")
        behind = urllib.parse.urlparse(self.servers.accounts).port
        self.proxy = Proxy("127.0.0.1", free_port(), behind, f"{options.seed} proxy", sends=sends, key=record_key,
                           faulty=lambda _method, target: target.startswith("/xrpc/"), amend=stay_here)
        self.proxy.start()
        self.ambush = self.proxy.ambush

    def stop(self):
        self.proxy.stop()
        self.servers.stop()

    def connect(self, house):
        password = self.us.ask("com.atproto.server.createAppPassword", {"name": "rapport"})["password"]
        options = {"account": self.us.handle, "password": password, "server": f"http://127.0.0.1:{self.proxy.port}",
                   "seconds": "1"}
        made = house.want("POST", "/api/channels", {"network": "bluesky", "name": "Town", "options": options})["id"]
        self.first_word(house)
        return [made]

    def first_word(self, house):
        """Of what came before the first look only the newest is read, and what follows may be much."""
        self.strangers[0].says_to(self.us, "are you there?")
        until = time.time() + 120
        while not house.want("GET", "/api/conversations?view=all")["items"]:
            if time.time() > until:
                raise RuntimeError("what a stranger says does not come in: " + house.tail(1500))
            time.sleep(0.3)

    def ask(self, token, chance):
        chance.choice(self.strangers).says_to(self.us, f"is there bread? {token}")

    def opening(self, channel, text, chance):
        """A post of our own that names somebody, by handle or by what they are called for ever."""
        who = chance.choice(self.strangers)
        return {"channel": channel, "to": chance.choice([f"@{who.handle}", who.did]), "text": text}

    def answer(self, text, _chance):
        return {"text": text}

    def calm(self):
        self.proxy.calm = True

    def standing(self):
        """Token -> in how many posts of ours it stands."""
        return Counter(token for words in self.us.posts() for token in set(TOKEN.findall(words)))

    def doubled_on_the_way(self):
        return Counter()  # a record's key is ours: what the way doubles must stand there once all the same

    def asked_again(self):
        return self.proxy.asked_again()

    def wounds(self):
        return self.proxy.wounds

    def figures(self):
        return self.proxy.figures()
