"""One network's campaign: members write, the way there fails in every manner, Rapport is killed and started again, and in
the end everything that was acknowledged is accounted for.

A network is a file to_NAME.py with a class Network:
    connect(house)                  makes its channels and returns their ids
    ask(token, chance)              a stranger writes to us
    answer(text, chance), opening(channel, text, chance)    bodies for the API; without the latter where `opens` is False
    ambush                          an Ambush that is told of every send, at "arrived" and at "applied"
    calm()                          from now on nothing fails
    standing()                      token -> how often what we wrote stands on the other side
    doubled_on_the_way()            message -> how often the way itself made one more of it
    asked_again(), wounds(), figures(), stop()
"""
import json
import random
import threading
import time
from collections import Counter

from checker import Snapshot
from house import House, Unanswered
from ledger import Deed, Ledger
from load import perform
from tally import guarded, say
from verdict import Findings, judge

MOST_WAITING = 400  # acknowledged and not yet on its way
LONGEST_UNDER_WAY = 120  # seconds that a send may take when nothing fails


class Campaign:
    def __init__(self, network, program, folder, options):
        self.network, self.options = network, options
        self.house, self.ledger = House(program, folder), Ledger(7)
        self.channels, self.questions, self.stopping = [], [], threading.Event()
        self.count, self.problems, self.found = Counter(), [], None
        self.wanted, self.waiting = Counter(), 0

    def run(self):
        self.house.start()
        self.house.wait_ready()
        self.house.set_up()
        self.channels = self.network.connect(self.house)
        self.first_questions()
        began = time.time()
        others = [self.beside(each) for each in (self.killer, self.member)]
        writers = [self.beside(self.writer, n) for n in range(3)]
        for thread in [*writers, *others]:
            thread.start()
        for thread in writers:
            thread.join()
        # The last few leave in peace: each of their failures would cost the wait before the next attempt.
        self.until_few_wait(min(self.options.sends // 20, 10), 900)
        self.stopping.set()
        for thread in others:
            thread.join(60)
        self.count["seconds of sending"] = round(time.time() - began)
        self.come_to_rest()
        self.account()

    def beside(self, work, *arguments):
        return threading.Thread(target=lambda: self.problems.extend(guarded(work, *arguments)), daemon=True)

    # The world ---------------------------------------------------------------------------------------------

    def first_questions(self):
        chance, count = random.Random(f"{self.options.seed} questions"), min(1200, max(12, self.options.sends // 8))
        tokens = sorted({self.ledger.token() for _ in range(count)})
        # Nobody is asked faster than they read: snac2 shows its newest 64 notifications and none behind them.
        for some in (tokens[n:n + 40] for n in range(0, len(tokens), 40)):
            for token in some:
                self.network.ask(token, chance)
            self.read_questions(len(self.questions) + len(some))
        if len(self.questions) < len(tokens) * 0.9:
            raise RuntimeError(f"of {len(tokens)} questions only {len(self.questions)} are in the inbox")
        say(f"{len(self.questions)} questions are in the inbox")

    def read_questions(self, count):
        """Until all are here, or none has come for a while: a busy snac2 loses one in some hundred itself."""
        last = time.time()
        while len(self.questions) < count and time.time() - last < 60:
            time.sleep(0.5)
            now = self.conversations("all")
            if len(now) > len(self.questions):
                self.questions, last = now, time.time()

    def conversations(self, view):
        found, page = [], self.insist("GET", f"/api/conversations?view={view}&limit=200")
        while page:
            found += [c["id"] for c in page["items"] if c["channel"] in self.channels]
            more = page.get("next")
            page = self.insist("GET", f"/api/conversations?view={view}&limit=200&cursor={more}") if more else None
        return found

    def insist(self, method, path, body=None, status=(200,)):
        """Asked until it is answered: in between the server may be dead."""
        until = time.time() + 120
        while True:
            try:
                answer = self.house.ask(method, path, body)
                if answer.status in status:
                    return answer.json()
                if answer.status < 500 or time.time() > until:
                    raise RuntimeError(f"{method} {path}: {answer.status} {answer.body[:300]!r}")
            except Unanswered:
                if time.time() > until:
                    raise
            time.sleep(0.1)

    # Members write -----------------------------------------------------------------------------------------

    def writer(self, number):
        chance, token = random.Random(f"{self.options.seed} writer {number}"), ""
        for n in range(self.options.sends // 3 + (number < self.options.sends % 3)):
            # Now and then the same words to the same person once more, as people do.
            again = token and chance.random() < 0.02
            if not again:
                token, where = self.ledger.token(), chance.choice(self.questions)
            if n % 10 == 0:
                self.until_few_wait(MOST_WAITING, 600)
            opens = getattr(self.network, "opens", True)
            if again or not opens or chance.random() < 0.6:
                path, body = f"/api/conversations/{where}/messages", self.network.answer(f"We bake it. {token}", chance)
            else:
                path, body = "/api/conversations", self.network.opening(chance.choice(self.channels), f"Fresh! {token}",
                                                                        chance)
                where = None
            deed = Deed("text", self.ledger.token(), "POST", path, body)
            self.write(deed)
            where = where or deed.answer[1]
            self.wanted[token] += 1

    def write(self, deed):
        until = time.time() + 120
        while not deed.acknowledged:
            answer = perform(self.house, deed)
            if deed.refused or time.time() > until:
                raise RuntimeError(f"{deed.path} {deed.body}: {answer and answer.body[:300]!r}")
            if not deed.acknowledged:
                time.sleep(0.1)

    def until_few_wait(self, most, seconds):
        """Until at most that many wait to be sent; one writer looks for all."""
        until = time.time() + seconds
        while self.waits() > most:
            if time.time() > until:
                raise RuntimeError(f"after {seconds} s still {self.waits()} wait to be sent: {self.house.tail(600)}")
            time.sleep(1)

    def waits(self):
        try:
            metrics = self.house.ask("GET", "/metrics").body.decode()
        except Unanswered:
            return self.waiting
        self.waiting = next(float(line.split()[-1]) for line in metrics.splitlines()
                            if line.startswith("rapport_jobs_queued "))
        return self.waiting

    # What befalls them ---------------------------------------------------------------------------------------

    def killer(self):
        chance, left = random.Random(f"{self.options.seed} killer"), self.options.kills
        while left and not self.stopping.wait(chance.uniform(*self.options.pause)):
            moment = chance.choice(["arrived", "applied", ""])
            if moment and not self.network.ambush.lay(moment, self.kill, 10):
                continue
            if not moment:
                self.kill()
            left -= 1
            self.count[f"killed when a send was {moment}" if moment else "killed at random moments"] += 1
            time.sleep(chance.uniform(0, 0.5))
            self.house.start()
            if not self.house.wait_ready(60):
                raise RuntimeError("the server does not start again: " + self.house.tail(1500))

    def kill(self):
        if not self.house.alive():
            self.problems.append("the server ended by itself: " + self.house.tail(1500))
        self.house.kill()

    def member(self):
        """Looks at what failed, and tries some of it again, each at most twice. What is in doubt is left alone."""
        chance, tried = random.Random(f"{self.options.seed} member"), Counter()
        while not self.stopping.wait(5):
            for conversation in self.conversations("failed"):
                for each in self.insist("GET", f"/api/conversations/{conversation}/messages?limit=200")["items"]:
                    if (each.get("delivery") or {}).get("state") != "failed" or tried[each["id"]] > 1:
                        continue
                    tried[each["id"]] += 1
                    if chance.random() < 0.6:
                        self.insist("POST", f"/api/messages/{each['id']}/retry", {}, (200, 409))
                        self.count["tried again by a member"] += 1

    # The end -------------------------------------------------------------------------------------------------

    def come_to_rest(self):
        """Nothing fails any more: what waits leaves, and what is in doubt is looked for."""
        self.network.calm()
        self.until_few_wait(0, 600)
        until, doubts = time.time() + self.options.rest, -1
        while doubts and time.time() < until:
            time.sleep(1)
            doubts = sum(state != "sent" and state != "failed" for state in self.snapshot().states().values())

    def still_picture(self):
        """What the house keeps, what stands on the other side and what is shown, of one moment: in between nothing moved.
        What is under way has an end to come to; what has none after all that time is the judge's."""
        until = time.time() + LONGEST_UNDER_WAY
        while True:
            before = self.snapshot()
            standing, shown = self.network.standing(), self.shown()
            rests = not {"queued", "sending"} & set(before.states().values())
            if (rests and self.snapshot().states() == before.states()) or time.time() > until:
                return before, standing, shown
            self.count["looked at once more, as something still moved"] += 1
            time.sleep(1)

    def snapshot(self):
        return Snapshot.parse(self.house.command("export"), [])

    def account(self):
        snapshot, standing, shown = self.still_picture()
        text_of = {message: token for message, token, _ in
                   Findings.of(snapshot, wanted={}, standing={}, excused={}, shown=set(), again=[]).messages}
        excused = Counter()
        for message, times in self.network.doubled_on_the_way().items():
            excused[text_of.get(message, "")] += times
        self.found = Findings.of(snapshot, wanted=self.wanted, standing=standing, excused=excused, shown=shown,
                                 again=self.network.asked_again())
        self.problems += judge(self.found)
        self.count["doubled by the way itself"] = sum(excused.values())

    def shown(self):
        """Messages that the list counts as failed and whose thread says why."""
        seen = set()
        for conversation in self.conversations("failed"):
            for each in self.insist("GET", f"/api/conversations/{conversation}/messages?limit=200")["items"]:
                delivery = each.get("delivery") or {}
                if delivery.get("state") in ("failed", "unknown") and delivery.get("error"):
                    seen.add(each["id"])
        return seen

    def figures(self):
        states = Counter(state for _, _, state in self.found.messages if state) if self.found else {}
        looked = Counter()
        with open(self.house.log, encoding="utf-8", errors="replace") as log:
            for line in log:
                if '"send_looked_for"' in line:
                    looked[json.loads(line)["state"]] += 1
        return {"sends acknowledged": self.wanted.total(), "their ends": dict(states),
                "looked for on the other side, and then": dict(looked), **dict(sorted(self.count.items())),
                **self.network.figures()}
