"""Sending mail: a real mailbox (Dovecot, Postfix) for reading and for copies, and a mail server that fails on purpose for
sending. See campaign.py for what a network is."""
import email
import email.policy
import random
import threading
from collections import Counter

from ambush import Ambush
from faulty_smtp import FaultySmtp, message_id
from load import Mail
from verdict import TOKEN

# What may happen to one mail, of a hundred.
FAULTS = {"none": 60, "slow": 6, "later at rcpt": 3, "refused at rcpt": 2, "later after the dot": 4,
          "taken, then silence": 7, "taken twice": 6, "dropped after the dot": 6, "dropped in the body": 6}


class Network:
    label = "email"

    def __init__(self, options, environment):
        self.ports = {"imap": int(environment["RAPPORT_TEST_IMAP"]), "smtp": int(environment["RAPPORT_TEST_SMTP"])}
        self.mailboxes = environment["RAPPORT_TEST_MAILBOXES"].split()
        self.faulty, self.ambush = FaultySmtp(f"{options.seed} smtp", FAULTS, slow=0.4), Ambush()
        self.faulty.passes = self.ambush.passes
        self.mail = Mail(options.folder, self.ports, self.mailboxes, self.faulty)

    def stop(self):
        self.faulty.stop()

    def connect(self, house):
        return [self.channel(house, mailbox) for mailbox in self.mailboxes]

    def channel(self, house, mailbox):
        options = {"address": mailbox, "name": "Maison Antoinette", "password": "secret", "imap_host": "127.0.0.1",
                   "imap_port": str(self.ports["imap"]), "imap_security": "none", "smtp_host": "127.0.0.1",
                   "smtp_port": str(self.faulty.port), "smtp_security": "none", "smtp_login": "false"}
        return house.want("POST", "/api/channels", {"network": "email", "name": mailbox, "options": options})["id"]

    def ask(self, token, chance):
        who = chance.choice(["ana", "ben", "chloe", "dinh"])
        self.mail.post(f"{who}@customer.example", chance.choice(self.mailboxes), f"Is there bread? {token}")

    def opening(self, channel, text, chance):
        return {"channel": channel, "to": f"guest{chance.randrange(500)}@customer.example", "subject": "Bread", "text": text}

    def answer(self, text, _chance):
        return {"text": text}

    def calm(self):
        self.faulty.calm = True

    def standing(self):
        """Token -> how many mails with it the server took; what they quote is not theirs."""
        count = Counter()
        for taken in self.faulty.mails():
            parsed = email.message_from_bytes(taken, policy=email.policy.default)
            lines = parsed.get_body(("plain",)).get_content().splitlines()
            count.update({token for line in lines if not line.startswith(">") for token in TOKEN.findall(line)})
        return count

    def doubled_on_the_way(self):
        return Counter(message_id(mail).split(".")[0] for mail in self.faulty.doubled)

    def asked_again(self):
        return []  # a mail server knows no keys: what came twice stands there twice

    def wounds(self):
        return []

    def figures(self):
        return {"what the mail server did": dict(sorted(self.faulty.faults.items()))}
