"""What was asked of the house, what it acknowledged, and what therefore must be there exactly once."""
import itertools
import threading


class Deed:
    """One write: under one Idempotency-Key, with a token that it leaves in the data."""

    def __init__(self, kind, token, method, path, body):
        self.kind, self.token, self.method, self.path, self.body = kind, token, method, path, body
        self.key = "kill-" + token
        self.answer = None     # once acknowledged: (status, what must be the same in a repetition)
        self.refused = ""      # a clear refusal: must have no effect

    @property
    def acknowledged(self):
        return self.answer is not None


class Ledger:
    def __init__(self, run):
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._run = run
        self.deeds = []
        self.mails = {}        # token -> mailbox, accepted by Postfix for a mailbox of the house
        self.imports = {}      # token -> import name, once the import has said that it is done
        self.assigned = {}     # conversation -> what its last acknowledged assignment says, None while in doubt

    def token(self):
        with self._lock:
            return f"tok{self._run:02d}{next(self._numbers):06d}z"

    def add(self, deed):
        with self._lock:
            self.deeds.append(deed)
        return deed

    def open_deeds(self):
        with self._lock:
            return [d for d in self.deeds if not d.acknowledged and not d.refused]

    def acknowledged(self, kind=None):
        with self._lock:
            return [d for d in self.deeds if d.acknowledged and (kind is None or d.kind == kind)]

    def mail_accepted(self, token, mailbox):
        with self._lock:
            self.mails[token] = mailbox

    def imported(self, tokens, name):
        with self._lock:
            self.imports.update((token, name) for token in tokens)
