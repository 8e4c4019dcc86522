"""Compares what was acknowledged with what is there. Knows nothing of how it came about, so that it can be
shown a house with a message missing or a mail doubled."""
import json
import re
from collections import Counter, defaultdict

from faulty_smtp import message_id

TOKEN = re.compile(r"tok\d{8}z")


class Snapshot:
    """`objects`: an export, parsed. `mails`: the bytes of what arrived at the customers."""

    def __init__(self, objects, mails):
        self.objects, self.mails = objects, mails
        self.of = defaultdict(list)
        for each in objects:
            self.of[each["type"]].append(each)

    @staticmethod
    def parse(export, mails):
        return Snapshot([json.loads(line) for line in export.splitlines() if line.strip()], mails)

    def tokens(self):
        """Token -> how often it left its effect, by kind of effect."""
        count = {"text": Counter(), "person": Counter(), "label": Counter(), "close": Counter(),
                 "topic": Counter()}
        for m in self.of["message"]:
            count["text"].update(TOKEN.findall(m["text"]))
        for p in self.of["person"]:
            count["person"].update(TOKEN.findall(p["name"]))
        for t in self.of["topic"]:
            count["topic"].update(TOKEN.findall(t["name"]))
        for r in self.of["record"]:
            kind = {"labelled": "label", "closed": "close"}.get(r["kind"])
            if kind:
                count[kind].update(TOKEN.findall(r["value"]))
        return count

    def deliveries(self):
        return {d["message"]: d for d in self.of["delivery"]}

    def states(self):
        return {message: delivery["state"] for message, delivery in self.deliveries().items()}

    def arrived(self):
        """Our message's id -> how many mails of it reached a customer."""
        return Counter(message_id(mail).split(".")[0] for mail in self.mails)

    def assignee(self):
        """Conversation -> who has it, by its records."""
        state = {}
        for r in sorted(self.of["record"], key=lambda r: int(r["id"])):
            if r["kind"] in ("assigned", "unassigned"):
                state[r["conversation"]] = r["value_id"] if r["kind"] == "assigned" else None
        return state


def judge(ledger, snapshot, final=False):
    """What is wrong, a sentence each. `final`: everything had time to arrive."""
    wrong = []
    tokens = snapshot.tokens()
    with ledger._lock:
        deeds, mails, imports = list(ledger.deeds), dict(ledger.mails), dict(ledger.imports)
    for deed in deeds:
        if deed.kind not in tokens:
            continue
        found = tokens[deed.kind][deed.token]
        least, most = (1, 1) if deed.acknowledged else (0, 0) if deed.refused else (0, 1)
        if found < least:
            wrong.append(f"lost: {deed.kind} {deed.token} was acknowledged")
        if found > most:
            wrong.append(f"doubled: {deed.kind} {deed.token} is there {found} times, {most} at most"
                         + (f"; it was refused: {deed.refused}" if deed.refused else ""))
    known = {d.token for d in deeds}
    for token, count in tokens["text"].items():
        if token not in known and count > 1:
            wrong.append(f"doubled: the text of {token} is there {count} times")
    for token in imports:
        if tokens["text"][token] == 0:
            wrong.append(f"lost: {token} of the import {imports[token]}")
    if final:
        wrong += [f"lost: the mail {token} to {mails[token]}" for token in mails if tokens["text"][token] == 0]
    return wrong + judge_files(deeds, snapshot) + judge_assignments(deeds, snapshot) + judge_sending(snapshot, final)


def judge_files(deeds, snapshot):
    """A message that was acknowledged with a file has it, once."""
    files = Counter(a.get("message") for a in snapshot.of["attachment"])
    message_of = {t: m["id"] for m in snapshot.of["message"] for t in TOKEN.findall(m["text"])}
    return [f"lost: the file of {d.token}" for d in deeds
            if d.acknowledged and isinstance(d.body, dict) and d.body.get("attachments")
            and files[message_of.get(d.token)] != 1]


def judge_assignments(deeds, snapshot):
    """The last assignment of a conversation stands; each conversation has one member of the load only."""
    last, wrong = {}, []
    for deed in deeds:
        if deed.kind in ("assign", "unassign") and not deed.refused:
            last[deed.path.split("/")[3]] = deed
    now = snapshot.assignee()
    for conversation, deed in last.items():
        has = now.get(conversation) is not None
        if deed.acknowledged and has != (deed.kind == "assign"):
            wrong.append(f"lost: the {deed.kind} {deed.token} of conversation {conversation}")
    return wrong


def judge_sending(snapshot, final):
    wrong, arrived = [], snapshot.arrived()
    deliveries = snapshot.deliveries()
    for message, count in arrived.items():
        if count > 1:
            wrong.append(f"sent twice: {message} reached the customer {count} times")
        state = deliveries.get(message, {}).get("state", "nothing of it")
        if final and state != "sent":
            wrong.append(f"sent, but the house says {state}: {message}")
    for message, job in deliveries.items():
        if final and job["state"] != "sent":
            wrong.append(f"not sent in the end: {message} is {job['state']}: {job.get('error')}")
        if final and job["state"] == "sent" and not arrived[message]:
            wrong.append(f"lost: {message} counts as sent and never arrived")
    remote = Counter((m["channel"], m["remote_id"]) for m in snapshot.of["message"] if m.get("remote_id"))
    wrong += [f"doubled: {name[1]} is stored {n} times" for name, n in remote.items() if n > 1]
    return wrong


def judge_doubts(unknown, shown):
    """`unknown`: deliveries in doubt, by message; `shown`: those that list and thread show as such."""
    return [f"in doubt and not shown: {message}" for message in unknown if message not in shown]


def judge_index(kept, rebuilt):
    """Two dumps of what is derived: table -> sorted rows."""
    wrong = []
    for table in sorted(set(kept) | set(rebuilt)):
        more = Counter(kept.get(table, [])) - Counter(rebuilt.get(table, []))
        less = Counter(rebuilt.get(table, [])) - Counter(kept.get(table, []))
        for sign, rows in (("too much", more), ("missing", less)):
            wrong += [f"the index differs, {sign} in {table}: {row}" for row in list(rows)[:3]]
    return wrong
