"""Sending to a social network: a real server (snac2) behind the faulty proxy. See campaign.py for what a network is."""
import json
import pathlib
import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter

from proxy import Proxy, Said
from verdict import TOKEN

BACK = "http://127.0.0.1:9/"
AUDIENCES = ["public", "unlisted", "followers", "direct"]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Account:
    """Somebody with an account on the server, speaking to it beside the proxy."""

    def __init__(self, town, address, port, name):
        self.town, self.address, self.name, self.server = town, address, name, f"http://{address}:{port}"
        self.token = self.log_in()
        self.id = self.get("/api/v1/accounts/verify_credentials")["id"]

    def post(self, path, fields, **headers):
        request = urllib.request.Request(self.server + path, urllib.parse.urlencode(fields).encode(),
                                         {"Host": self.address, **headers})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def get(self, path):
        request = urllib.request.Request(self.server + path, headers={"Host": self.address,
                                                                      "Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def log_in(self):
        """As an app does, with the person at the server's own page."""
        app = self.post("/api/v1/apps", {"client_name": "a client", "redirect_uris": BACK, "scopes": "read write follow"})
        known = {"client_id": app["client_id"], "client_secret": app["client_secret"], "redirect_uri": BACK}
        return self.post("/oauth/token", {**known, "grant_type": "authorization_code",
                                          "code": self.code(app["client_id"])})["access_token"]

    def code(self, client):
        query = {"response_type": "code", "client_id": client, "redirect_uri": BACK, "scope": "read write follow"}
        ask = urllib.request.Request(f"{self.server}/oauth/authorize?{urllib.parse.urlencode(query)}",
                                     headers={"Host": self.address})
        with urllib.request.urlopen(ask, timeout=30) as page:
            fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.read().decode()))
        fields |= {"login": self.name, "passwd": (self.town / f"password-{self.name}").read_text().strip()}
        give = urllib.request.Request(f"{self.server}/oauth/x-snac-login", urllib.parse.urlencode(fields).encode(),
                                      {"Host": self.address})
        try:
            urllib.request.build_opener(NoRedirect).open(give, timeout=30)
        except urllib.error.HTTPError as answer:
            return urllib.parse.parse_qs(urllib.parse.urlparse(answer.headers["Location"]).query)["code"][0]
        raise RuntimeError("the server did not send its member back")

    def says(self, text, visibility):
        self.post("/api/v1/statuses", {"status": text, "visibility": visibility}, Authorization=f"Bearer {self.token}")


class Pages:
    """The list of our own posts page by page, as the API has it. snac2 shows the newest 256 whatever it is asked."""

    def __init__(self, account):
        self.path, self.posts, self.taken = f"/api/v1/accounts/{account}/statuses", [], 0

    def __call__(self, heard, answers):
        path, _, query = heard.target.partition("?")
        if (heard.method, path) != ("GET", self.path):
            return None
        self.posts += [json.loads(answer.body) for answer in answers[self.taken:]]
        self.taken = len(answers)
        listed = [post for post in self.posts if post["visibility"] in ("public", "unlisted")]
        at = {post["id"]: n for n, post in enumerate(listed)}
        asked = dict(urllib.parse.parse_qsl(query))
        first, last = at.get(asked.get("min_id"), -1) + 1, at.get(asked.get("max_id"), len(listed))
        size = int(asked.get("limit", 20))
        page = listed[first:min(last, first + size)] if first else listed[max(0, last - size):last]
        return Said(200, "OK", [("Content-Type", "application/json")], json.dumps(page[::-1]).encode())


class Network:
    label = "mastodon"

    def __init__(self, options, environment):
        self.address, behind = environment["RAPPORT_TEST_TOWN_ADDRESS"], int(environment["RAPPORT_TEST_TOWN_PORT"])
        self.town = pathlib.Path(environment["RAPPORT_TEST_TOWN"])
        self.us, self.ana = (Account(self.town, self.address, behind, name) for name in ("hello", "ana"))
        self.proxy = Proxy(self.address, 80, behind, f"{options.seed} proxy",
                           sends=lambda method, target: (method, target) == ("POST", "/api/v1/statuses"),
                           faulty=lambda _method, target: target.startswith("/api/"),
                           complete=None if options.bare else Pages(self.us.id))
        self.proxy.start()
        self.ambush = self.proxy.ambush

    def stop(self):
        self.proxy.stop()

    def connect(self, house):
        options = {"server": f"http://{self.address}", "access_token": self.us.token, "seconds": "1"}
        return [house.want("POST", "/api/channels", {"network": "mastodon", "name": "Town", "options": options})["id"]]

    def ask(self, token, chance):
        self.ana.says(f"@hello@{self.address} is there bread? {token}", chance.choice(["public", "unlisted", "direct"]))

    def opening(self, channel, text, chance):
        return {"channel": channel, "to": f"@ana@{self.address}", "text": text, "audience": chance.choice(AUDIENCES)}

    def answer(self, text, chance):
        """Mostly as what it answers; sometimes for fewer."""
        return {"text": text, **({"audience": "direct"} if chance.random() < 0.1 else {})}

    def calm(self):
        self.proxy.calm = True

    def standing(self):
        """Token -> in how many posts of ours it stands: read where the server keeps them, private ones too."""
        us, count = f"http://{self.address}/hello", Counter()
        for path in (self.town / "object").glob("*/*.json"):
            post = json.loads(path.read_text())
            if post.get("type") == "Note" and post.get("attributedTo") == us:
                count.update(set(TOKEN.findall(post.get("content", ""))))
        return count

    def doubled_on_the_way(self):
        """Message -> how often the proxy's doubling, and nothing of ours, made one post more."""
        return Counter({key: send.twice for key, send in self.proxy.sent.items() if send.twice})

    def asked_again(self):
        return self.proxy.asked_again()

    def wounds(self):
        return self.proxy.wounds

    def figures(self):
        return self.proxy.figures()
