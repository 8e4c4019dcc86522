"""Kill cycles on one database: work, be killed, come back, and account for everything."""
import random
import subprocess
import time
from datetime import datetime, timezone

from checker import Snapshot, judge, judge_doubts, judge_index
from house import House, Unanswered
from ledger import Ledger
from load import Load, perform

# How late in its life a server is killed at one of these calls, counted in calls of one thread.
CRASH_POINTS = {
    "sqlite": [("fdatasync", 30), ("pwrite64", 150), ("sendmsg", 20), ("fsync", 4), ("rename", 2)],
    "postgres": [("sendto", 150), ("sendmsg", 20), ("recvfrom", 150), ("fsync", 4), ("rename", 2)],
}
AT_START = {
    "sqlite": [("pwrite64", 30), ("fdatasync", 8), ("openat", 80)],
    "postgres": [("sendto", 60), ("recvfrom", 60)],
}


class Cycles:
    def __init__(self, database, program, folder, url, mail, derived, seed, say):
        self.database, self.mail, self.derived, self.seed, self.say = database, mail, derived, seed, say
        self.house = House(program, folder, url)
        self.ledger = Ledger(1 if database == "sqlite" else 2)
        self.channels, self.owner, self.started = [], "", ""
        self.problems, self.told, self.sum, self.doubted = [], set(), {}, {}
        self.read_again = []
        self.recent, self.slowest = [], {"ready": 0.0, "read again": 0.0}

    def count(self, what, number=1):
        self.sum[what] = self.sum.get(what, 0) + number

    def found(self, wrong, where):
        for each in wrong:
            if each in self.told:
                continue
            self.told.add(each)
            self.problems.append(f"{where}: {each}")
            self.say(f"  PROBLEM {each}")

    def run(self, cycles):
        self.house.start()
        self.house.wait_ready()
        self.owner = self.house.set_up()
        self.connect()
        self.first_visitors()
        for number in range(1, cycles + 1):
            self.cycle(number, number == cycles)
            if len(self.problems) > 20:
                self.say("too many problems: stopped here")
                break
        self.finish()
        return self.problems

    # The world ------------------------------------------------------------------------------------------

    def connect(self):
        """One mailbox whose answers leave by the real servers, and one whose answers leave by the faulty one."""
        ports = self.mail.ports
        both = {"imap_host": "127.0.0.1", "imap_port": str(ports["imap"]), "imap_security": "none",
                "smtp_host": "127.0.0.1", "smtp_security": "none", "password": "secret"}
        for mailbox, port in zip(self.mail.mailboxes, (ports["smtp"], self.mail.faulty.port)):
            options = {**both, "address": mailbox, "name": "Maison Antoinette", "smtp_port": str(port),
                       "smtp_login": "false"}
            made = self.house.want("POST", "/api/channels", {"network": "email", "name": mailbox, "options": options})
            self.channels.append(made["id"])

    def first_visitors(self):
        for mailbox in self.mail.mailboxes:
            for name in ("ana", "ben", "chloe"):
                token = self.ledger.token()
                self.mail.post(f"{name}@customer.example", mailbox, f"Is there bread? {token}")
                self.ledger.mail_accepted(token, mailbox)
        self.wait_for_mail(60)

    # One cycle ------------------------------------------------------------------------------------------

    def cycle(self, number, last):
        chance = random.Random(f"{self.seed} {self.database} {number}")
        before = len(self.problems)
        with_import = chance.random() < 0.5
        load = Load(self.house, self.ledger, self.mail, self.channels, self.owner, chance.randrange(10**6))
        first_new = len(self.ledger.deeds)
        load.start(with_import)
        how = self.break_off(chance)
        load.stop()
        if last or number % 5 == 0:
            self.found(judge_index(*self.derived.compare(self.house)), f"cycle {number}")
        self.come_back(chance)
        self.recent = self.ledger.deeds[first_new:]
        told = self.account(number, chance)
        self.count("cycles")
        self.say(f"cycle {number}: {how}; {told}" + (" PROBLEMS" if len(self.problems) > before else ""))

    def break_off(self, chance):
        """Lets it work and ends it; says how."""
        seconds = chance.uniform(0.3, 3.5)
        until = time.time() + seconds
        if chance.random() < 0.45:
            call, most = chance.choice(CRASH_POINTS[self.database])
            point = (call, chance.randint(1, most))
            self.house.arm(point)
            until = time.time() + 5
        else:
            point = None
        ends = chance.uniform(0.2, 1) if self.database == "postgres" and chance.random() < 0.4 else None
        began = time.time()
        while time.time() < until and self.house.alive():
            time.sleep(0.02)
            if ends and time.time() - began > ends:
                self.count("backends ended", self.end_backends())
                ends = None
        died = not self.house.alive()
        if not died:
            self.house.kill()
        else:
            code = self.house.process.returncode
            if code != -9:
                self.found([f"the server ended by itself with {code}: {self.house.tail(600)}"], "load")
            self.house.kill()
        how = f"killed at {point[0]} {point[1]}" if point and died else f"killed after {time.time() - began:.1f} s"
        self.count("at crash points" if point and died else "at random moments")
        return how

    def end_backends(self):
        out = self.derived.sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE "
                               "application_name LIKE 'rapport%' AND random() < 0.6")
        return int(out.strip() or 0)

    def come_back(self, chance):
        """Starts it again, sometimes into a second crash while it starts."""
        if chance.random() < 0.2:
            call, most = chance.choice(AT_START[self.database])
            self.house.start((call, chance.randint(1, most)))
            until = time.time() + 1.5
            while time.time() < until and self.house.alive():
                time.sleep(0.02)
            self.count("killed while starting", 0 if self.house.alive() else 1)
            self.house.kill()
        began = time.time()
        self.started = datetime.now(timezone.utc).isoformat()
        self.house.start()
        if not self.house.wait_ready():
            raise RuntimeError("the server does not start again: " + self.house.tail(1500))
        self.slowest["ready"] = max(self.slowest["ready"], time.time() - began)

    # Accounting -----------------------------------------------------------------------------------------

    def snapshot(self):
        return Snapshot.parse(self.house.command("export"), self.mail.delivered())

    def account(self, number, chance):
        where = f"cycle {number}"
        began = time.time()
        opened = self.repeat_open(where)
        self.repeat_answered(chance, where)
        self.wait_for_mail(120, where)
        read_again = time.time() - began
        snapshot = self.wait_for_senders(where)
        self.found(judge(self.ledger, snapshot), where)
        doubts = {m: d for m, d in snapshot.deliveries().items() if d["state"] == "unknown"}
        self.found(judge_doubts(doubts, self.shown_doubts(snapshot, doubts)), where)
        self.settle_some(doubts, snapshot, number)
        done = sum(1 for d in self.recent if d.acknowledged)
        self.count("writes acknowledged", done)
        self.count("repeated after a crash", opened)
        return (f"{done} writes done, {opened} of them repeated, {len(self.ledger.mails)} mails so far, "
                f"{len(doubts)} in doubt and shown; all mail was read {read_again:.1f} s after the start")

    def repeat_open(self, where):
        """Whatever had no answer is asked for again under its key, in its order, until it has one."""
        still = self.ledger.open_deeds()
        for deed in still:
            until = time.time() + 120
            while not (deed.acknowledged or deed.refused) and time.time() < until:
                answer = perform(self.house, deed)
                if not (deed.acknowledged or deed.refused):
                    time.sleep(0.3)
            if not (deed.acknowledged or deed.refused):
                self.found([f"no answer in 120 s to {deed.kind} {deed.token}: {answer and answer.body[:200]!r}"], where)
            if deed.refused:
                self.found([f"refused after the crash: {deed.kind} {deed.token}: {deed.refused}"], where)
        return len(still)

    def repeat_answered(self, chance, where):
        """What had its answer gets the same one, and (see judge) has no second effect."""
        answered = [d for d in self.recent if d.acknowledged]
        for deed in chance.sample(answered, min(12, len(answered))):
            first, deed.answer = deed.answer, None
            try:
                perform(self.house, deed)
            except Unanswered:
                pass
            if deed.answer != first:
                self.found([f"another answer to {deed.kind} {deed.token}: first {first}, then {deed.answer} "
                            f"{deed.refused}"], where)
            deed.answer, deed.refused = first, ""
            self.count("answers compared")

    def wait_for_mail(self, seconds, where="start"):
        """Until every mail that Postfix took is in the house."""
        began = time.time()
        while time.time() - began < seconds:
            tokens = self.snapshot().tokens()["text"]
            missing = [t for t in list(self.ledger.mails) if not tokens[t]]
            if not missing:
                self.slowest["read again"] = max(self.slowest["read again"], time.time() - began)
                self.read_again.append(time.time() - began)
                return
            time.sleep(0.25)
        self.found([f"not read after {seconds} s: {len(missing)} mails, {missing[:3]}"], where)

    def wait_for_senders(self, where):
        """A send that was underway when the server was killed must be told from one that is underway now."""
        until = time.time() + 15
        while True:
            snapshot = self.snapshot()
            stuck = [m for m, d in snapshot.deliveries().items()
                     if d["state"] == "sending" and d["changed_at"] < self.started]
            if not stuck:
                return snapshot
            if time.time() > until:
                self.found([f"still sending after 15 s: {stuck[:3]}"], where)
                return snapshot
            time.sleep(0.3)

    def shown_doubts(self, snapshot, doubts):
        """Those that the inbox list counts as failed and the thread shows as unknown, with a word to it."""
        place = {m["id"]: m["conversation"] for m in snapshot.of["message"]}
        listed, first = set(), "/api/conversations?view=failed&limit=200"
        page = self.house.want("GET", first)
        while page:
            listed |= {c["id"] for c in page["items"] if c["failed"]}
            page = self.house.want("GET", f"{first}&cursor={page['next']}") if page.get("next") else None
        shown = set()
        for message in doubts:
            if place[message] not in listed:
                continue
            thread = self.house.want("GET", f"/api/conversations/{place[message]}/messages?limit=200")["items"]
            one = next((m for m in thread if m["id"] == message), None)
            if one and one["delivery"]["state"] == "unknown" and one["delivery"]["error"]:
                shown.add(message)
        return shown

    def settle_some(self, doubts, snapshot, number):
        """Now and then a person looks at the other side: what is there was sent; what is not there three cycles
        later, when nothing is under way any more, was not."""
        arrived = snapshot.arrived()
        for message in doubts:
            self.doubted.setdefault(message, number)
        there = [m for m in doubts if arrived[m]]
        gone = [m for m in doubts if not arrived[m] and number - self.doubted[m] >= 3]
        if number % 3 == 0:
            self.settle(there + ([] if self.queue_holds_mail() else gone), arrived, snapshot.deliveries())

    # The end --------------------------------------------------------------------------------------------

    def finish(self):
        """No more load and no more faults: everything comes to its end, the unluckiest after minutes of waiting; a
        person settles what is in doubt by looking at the other side."""
        self.mail.faulty.calm = True
        until, quiet_since = time.time() + 900, time.time()
        while time.time() < until:
            snapshot = self.snapshot()
            states = snapshot.deliveries()
            waiting = [m for m, d in states.items() if d["state"] in ("queued", "sending")]
            doubts = [m for m, d in states.items() if d["state"] in ("unknown", "failed")]
            if waiting or self.queue_holds_mail():
                quiet_since = time.time()
            elif time.time() - quiet_since > 2:
                if not doubts:
                    break
                self.settle(doubts, snapshot.arrived(), states)
                quiet_since = time.time()
            time.sleep(0.5)
        self.found(judge(self.ledger, self.snapshot(), final=True), "the end")
        self.found([f"the import {name} has not come to its end" for name in self.rest_of_imports()], "the end")
        self.found(self.mail.complaints, "the end")
        usual = sorted(self.read_again)[len(self.read_again) // 2]
        self.found([f"usually mail is read only {usual:.0f} s after the start"] if usual > 10 else [], "the end")
        self.house.stop()
        self.found(judge_index(*self.derived.compare(self.house)), "the end")

    def settle(self, doubts, arrived, states):
        for message in doubts:
            outcome = "sent" if arrived[message] else "failed"
            self.count(f"settled by a person as {outcome}")
            if states[message]["state"] == "unknown":
                settled = self.house.ask("PUT", f"/api/messages/{message}/settlement", {"outcome": outcome})
                if settled.status == 409:  # the house has found it itself meanwhile
                    continue
            if outcome == "failed":
                self.doubted.pop(message, None)
                self.house.want("POST", f"/api/messages/{message}/retry", {})

    def queue_holds_mail(self):
        done = subprocess.run(["postqueue", "-c", self.mail.folder + "/postfix", "-p"], capture_output=True, text=True,
                              timeout=20, check=False)
        return "Mail queue is empty" not in done.stdout

    def rest_of_imports(self):
        """Imports that every crash broke off are done once more, in peace."""
        rest = Load(self.house, self.ledger, self.mail, self.channels, self.owner, 1)
        while self.mail.unfinished:
            left = len(self.mail.unfinished)
            rest.import_by_command(random.Random(1), 0)
            if len(self.mail.unfinished) == left:
                break
        self.found(judge(self.ledger, self.snapshot()), "the imports")
        return list(self.mail.unfinished)
