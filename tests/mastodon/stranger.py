"""Somebody with an account on one of the servers, by a client library of somebody else's making. Reads one JSON object a
line, {"do": NAME, …}, and answers each with one: {"ok": …} or {"error": …}. Arguments: address and folder of the server,
name of the account.
"""

import base64
import html
import http.client
import json
import pathlib
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from mastodon import Mastodon, MastodonNetworkError

address, folder, name = sys.argv[1:]
server = f"http://{address}"
password = pathlib.Path(folder, f"password-{name}").read_text().strip()
BACK = "http://127.0.0.1:9/"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def post(path, fields):
    return json.load(urllib.request.urlopen(server + path, urllib.parse.urlencode(fields).encode()))


def code_of_the_login(client_id):
    """What a person does on the server's own page: name, password, button."""
    query = {"response_type": "code", "client_id": client_id, "redirect_uri": BACK, "scope": "read write follow"}
    page = urllib.request.urlopen(f"{server}/oauth/authorize?{urllib.parse.urlencode(query)}").read().decode()
    action = re.search(r'<form method="post" action="([^"]+)"', page).group(1)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    fields |= {"login": name, "passwd": password}
    try:
        urllib.request.build_opener(NoRedirect).open(action, urllib.parse.urlencode(fields).encode())
    except urllib.error.HTTPError as answer:
        return urllib.parse.parse_qs(urllib.parse.urlparse(answer.headers["Location"]).query)["code"][0]
    raise RuntimeError("the server did not send its member back")


def log_in():
    app = post("/api/v1/apps", {"client_name": "a client", "redirect_uris": BACK, "scopes": "read write follow"})
    known = {"client_id": app["client_id"], "client_secret": app["client_secret"], "redirect_uri": BACK}
    code = code_of_the_login(app["client_id"])
    token = post("/oauth/token", known | {"grant_type": "authorization_code", "code": code})
    return Mastodon(access_token=token["access_token"], api_base_url=server, version_check_mode="none")


def patiently(work, may_repeat=lambda: True):
    """The server now and then closes a new line without a word, more often on a busy machine: tried again then."""
    for pause in (0.2, 1, 5):
        try:
            return work()
        except (MastodonNetworkError, http.client.HTTPException, ConnectionError, urllib.error.URLError) as error:
            if isinstance(error, urllib.error.HTTPError) or not may_repeat():
                raise
            time.sleep(pause)
    return work()


client = patiently(log_in)


def seen(status):
    return {
        "id": str(status["id"]),
        "uri": status["uri"],
        "text": re.sub(r"<[^>]+>", "", status["content"]),
        "answers": str(status["in_reply_to_id"] or ""),
        "visibility": status["visibility"],
        "author": str(status["account"]["id"]),
        "pictures": [media["description"] for media in status["media_attachments"]],
    }


def says(text, visibility="public", answers=None, picture=None, description=None):
    media = []
    if picture:
        media = [client.media_post(base64.b64decode(picture), mime_type="image/png", description=description, file_name="loaf.png")]
    return seen(client.status_post(text, visibility=visibility, in_reply_to_id=answers, media_ids=media or None))


def deletes(uri):
    """On the server's own page; its API cannot."""
    request = urllib.request.Request(f"{server}/{name}/admin/action", urllib.parse.urlencode({"action": "Delete", "id": uri}).encode())
    request.add_header("Authorization", "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode())
    urllib.request.urlopen(request).read()


deeds = {
    "token": lambda: client.access_token,
    "says": says,
    # What their profile shows beside their words: pairs of a label and an address.
    "shows": lambda fields: client.account_update_credentials(fields=[tuple(each) for each in fields]) and None,
    "edits": lambda id, text: seen(client.status_update(id, text)),
    "deletes": deletes,
    "likes": lambda id: client.status_favourite(id) and None,
    "boosts": lambda id: client.status_reblog(id) and None,
    "follows": lambda account: client.account_follow(account) and None,
    # What is told to the account, newest first.
    "hears": lambda: [{"type": n["type"], "status": seen(n["status"]) if n.get("status") else None} for n in client.notifications()],
}


def stands(text):
    """Whether the server keeps a post of ours with these words. It makes a link of a mention."""
    words = text.partition(" ")[2] if text.startswith("@") else text
    kept = (json.loads(path.read_text()) for path in pathlib.Path(folder, "object").glob("*/*.json"))
    return any(words in html.unescape(post.get("content", "")) for post in kept
               if str(post.get("attributedTo", "")).endswith(f"/{name}"))


def do(what, arguments):
    """Nothing is said twice."""
    return patiently(lambda: deeds[what](**arguments), lambda: what != "says" or not stands(arguments["text"]))


for line in sys.stdin:
    asked = json.loads(line)
    try:
        said = {"ok": do(asked.pop("do"), asked)}
    except Exception as why:
        said = {"error": f"{type(why).__name__}: {why}"}
    print(json.dumps(said, default=str), flush=True)
