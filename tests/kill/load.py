"""Everything that a busy house does at once: members at the API, customers' mail, imports."""
import csv
import os
import random
import smtplib
import subprocess
import threading
import time
from email.message import EmailMessage

from house import Unanswered
from ledger import Deed

# What a command says whose connection we ended, between two statements or within one.
LINE_ENDED = ("connection to PostgreSQL was lost", "PostgreSQL was told to stop this work")
CUSTOMERS = [f"{name}@customer.example" for name in ("ana", "ben", "chloe", "dinh", "emre", "fatou")]


def perform(house, deed):
    """Asks for it; what was answered goes into the ledger, what was not stays open. Returns the answer if any."""
    try:
        answer = house.ask(deed.method, deed.path, deed.body, key=deed.key)
    except Unanswered:
        return None
    if answer.status < 300:
        deed.answer = (answer.status, essence(answer))
    elif answer.status < 500 and answer.status not in (408, 429) and "being worked on" not in str(answer.body):
        deed.refused = f"{answer.status} {answer.body[:200]!r}"
    return answer


def essence(answer):
    """What of an answer must be the same whenever it is given: which thing it speaks of."""
    if not answer.body:
        return ""
    body = answer.json()
    return str(body.get("id", "")) if isinstance(body, dict) else ""


class Load:
    def __init__(self, house, ledger, mail, channels, owner, seed):
        self.house, self.ledger, self.mail, self.channels, self.owner = house, ledger, mail, channels, owner
        self.seed = seed
        self.stopping = threading.Event()
        self.threads, self.imports = [], []
        self.people, self.threads_of_mail, self.notes = [], [], []

    def look_around(self):
        """Whom and what there is to work with."""
        listed = self.house.want("GET", "/api/conversations?view=all&limit=200")["items"]
        mail = set(self.channels)
        self.threads_of_mail = [c["id"] for c in listed if c["channel"] in mail]
        self.notes = [c["id"] for c in listed if c["network"] == "note" and not c["closed_at"]]
        self.people = [p["id"] for p in self.house.want("GET", "/api/people?limit=100")["items"]]

    def start(self, with_import):
        self.stopping.clear()
        self.look_around()
        work = [(self.members, n) for n in range(3)] + [(self.customers, n) for n in range(2)]
        work += [(self.import_by_command if self.seed % 2 else self.import_by_page, 0)] if with_import else []
        for function, number in work:
            chance = random.Random(f"{self.seed} {function.__name__} {number}")
            thread = threading.Thread(target=function, args=(chance, number), daemon=True)
            thread.start()
            self.threads.append(thread)

    def stop(self):
        self.stopping.set()
        for process in self.imports:
            if process.poll() is None:
                process.kill()
        for thread in self.threads:
            thread.join(90)
            if thread.is_alive():
                raise RuntimeError("a thread of the load does not end")
        self.threads.clear()
        self.imports.clear()

    # What members do ----------------------------------------------------------------------------------

    def members(self, chance, number):
        own_notes = [c for i, c in enumerate(self.notes) if i % 3 == number][:20]
        own_mail = [c for i, c in enumerate(self.threads_of_mail) if i % 3 == number]
        while not self.stopping.is_set():
            what = chance.choice(["note", "person", "reply", "reply", "internal", "file", "label", "assign", "close", "topic"])
            deed = self.deed(what, chance, own_notes, own_mail)
            if deed is None:
                deed = self.deed("person", chance, own_notes, own_mail)
            self.ledger.add(deed)
            if not self.insist(deed):
                return
            if deed.kind == "file" and deed.acknowledged and own_mail:
                note = self.ledger.add(self.with_file(deed, chance.choice(own_mail)))
                if not self.insist(note):
                    return
            if deed.kind == "close":
                own_notes.remove(deed.path.split("/")[3])
            time.sleep(chance.uniform(0, 0.2))

    def insist(self, deed):
        """Repeated until it is answered, so that what one member does to one thing keeps its order."""
        while perform(self.house, deed) is None or not (deed.acknowledged or deed.refused):
            if self.stopping.wait(0.1):
                return False
        return True

    def with_file(self, upload, conversation):
        token = self.ledger.token()
        return Deed("text", token, "POST", f"/api/conversations/{conversation}/messages",
                    {"text": f"The list is attached. {token}", "internal": True, "attachments": [upload.answer[1]]})

    def deed(self, what, chance, notes, mail):
        token = self.ledger.token()
        any_conversation = mail + notes
        if what == "person":
            return Deed("person", token, "POST", "/api/people", {"name": f"Guest {token}"})
        if what == "file":
            return Deed("file", token, "POST", f"/api/attachments?name={token}.txt&type=text/plain",
                        f"{token} ".encode() * chance.randint(1, 400))
        if what == "note" and self.people:
            return Deed("text", token, "POST", "/api/conversations",
                        {"person": chance.choice(self.people), "text": f"Called about bread. {token}",
                         "note_kind": "call"})
        if what == "reply" and mail:
            return Deed("text", token, "POST", f"/api/conversations/{chance.choice(mail)}/messages",
                        {"text": f"We bake it for you. {token}"})
        if what == "internal" and any_conversation:
            return Deed("text", token, "POST", f"/api/conversations/{chance.choice(any_conversation)}/messages",
                        {"text": f"Who takes this? {token}", "internal": True})
        if what == "label" and any_conversation:
            return Deed("label", token, "PUT",
                        f"/api/conversations/{chance.choice(any_conversation)}/labels/{token}", None)
        if what == "assign" and any_conversation:
            given = chance.random() < 0.6
            return Deed("assign" if given else "unassign", token, "PUT" if given else "DELETE",
                        f"/api/conversations/{chance.choice(any_conversation)}/assignment",
                        {"member": self.owner} if given else None)
        if what == "topic":
            return Deed("topic", token, "POST", "/api/topics",
                        {"name": f"Topic {token}", "query": chance.choice(["bread", "bak*", "from:ana", "list -bread"])})
        if what == "close" and notes:
            return Deed("close", token, "PUT", f"/api/conversations/{notes[-1]}/closure", {"reason": token})
        return None

    # What customers do --------------------------------------------------------------------------------

    def customers(self, chance, number):
        while not self.stopping.is_set():
            token, mailbox = self.ledger.token(), chance.choice(self.mail.mailboxes)
            try:
                self.mail.post(chance.choice(CUSTOMERS), mailbox, f"Is there bread? {token}", chance.random() < 0.3)
                self.ledger.mail_accepted(token, mailbox)
            except (OSError, smtplib.SMTPException):
                pass
            time.sleep(chance.uniform(0.1, 0.5))

    # Imports ------------------------------------------------------------------------------------------

    def table(self, chance):
        """A CSV of posts: its path, name and tokens. Many so far unfinished ones come again first."""
        for name, (path, tokens) in sorted(self.mail.unfinished.items()):
            return path, name, tokens
        name = f"posts-{self.ledger.token()}"
        path = os.path.join(self.mail.folder, name + ".csv")
        tokens = [self.ledger.token() for _ in range(chance.randint(20, 120))]
        with open(path, "w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "author", "text", "time"])
            for i, token in enumerate(tokens):
                rows.writerow([f"{name}-{i}", f"guest{i % 9}", f"The bread was good. {token}", "2026-10-01T08:00:00Z"])
        self.mail.unfinished[name] = (path, tokens)
        return path, name, tokens

    def import_by_command(self, chance, _):
        path, name, tokens = self.table(chance)
        time.sleep(chance.uniform(0, 0.5))
        words = [self.house.program, "import", *self.house.arguments(), "--format", "posts-csv", "--columns",
                 "id=id,author=author,text=text,time=time", path]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.imports.append(process)
        out, _ = process.communicate()
        if process.returncode == 0:
            self.finish(name, tokens)
        elif process.returncode > 0 and not any(words in out for words in LINE_ENDED):
            self.mail.complaints.append(f"rapport import: {out.strip()[-300:]}")

    def import_by_page(self, chance, _):
        path, name, tokens = self.table(chance)
        try:
            with open(path, "rb") as file:
                made = self.house.ask("POST", f"/api/imports?format=posts-csv&name={name}.csv", file.read(),
                                      key="kill-upload-" + self.ledger.token())
            if made.status != 201:
                return
            place = f"/api/imports/{made.json()['id']}"
            columns = {c: c for c in ("id", "author", "text", "time")}
            if self.house.ask("POST", place + "/start", {"columns": columns}).status != 202:
                return
            while not self.stopping.is_set():
                state = self.house.ask("GET", place).json().get("state")
                if state == "done":
                    return self.finish(name, tokens)
                if state not in ("running", "uploaded"):
                    return None
                time.sleep(0.1)
        except (Unanswered, ValueError, KeyError):
            pass
        return None

    def finish(self, name, tokens):
        self.ledger.imported(tokens, name)
        self.mail.unfinished.pop(name, None)


class Mail:
    """The world outside: Postfix and Dovecot that run already, and the faulty server; see tests/lib/mail.sh."""

    def __init__(self, folder, ports, mailboxes, faulty):
        self.folder, self.ports, self.mailboxes, self.faulty = folder, ports, mailboxes, faulty
        self.unfinished, self.complaints = {}, []
        self.before = self.reached()

    def post(self, sender, to, text, with_file=False):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, "Bread"
        mail["Message-ID"] = f"<{text.split()[-1]}@customer.example>"
        mail.set_content(text)
        if with_file:
            mail.add_attachment(text.encode() * 40, maintype="application", subtype="pdf", filename="order.pdf")
        with smtplib.SMTP("127.0.0.1", self.ports["smtp"], timeout=20) as line:
            line.send_message(mail, sender, [to])

    def delivered(self):
        """The bytes of every mail that reached a customer since we began, by whatever way."""
        found = list(self.faulty.mails())
        for path in self.reached() - self.before:
            try:
                with open(path, "rb") as file:
                    found.append(file.read())
            except FileNotFoundError:
                pass
        return found

    def reached(self):
        """The files in the customers' mailboxes; nobody opens those, so that each keeps its name."""
        places = [os.path.join(self.folder, "dovecot", "mail", customer, "Maildir", part)
                  for customer in CUSTOMERS for part in ("new", "cur")]
        return {os.path.join(place, name) for place in places if os.path.isdir(place) for name in os.listdir(place)}
