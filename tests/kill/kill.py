"""The kill test: see `run`."""
import argparse
import os
import random
import signal
import sys
import time

import cases
from cycles import Cycles
from derived import OnPostgres, OnSqlite
from faulty_smtp import FaultySmtp
from load import Mail
from tally import Tally, guarded, say

PORTS = {"imap": int(os.environ["RAPPORT_TEST_IMAP"]), "smtp": int(os.environ["RAPPORT_TEST_SMTP"])}


def arguments():
    parser = argparse.ArgumentParser(prog="tests/kill/run")
    parser.add_argument("--cycles", type=int, default=20)
    parser.add_argument("--database", choices=["sqlite", "postgres"])
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--folder", required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def cycles_on(database, options, tally, url):
    folder = os.path.join(options.folder, database)
    os.mkdir(folder)
    faulty = FaultySmtp(options.seed)
    mail = Mail(options.folder, PORTS, [f"hello-{database}@maison.example", f"shop-{database}@maison.example"],
                faulty)
    derived = OnPostgres(url) if url else OnSqlite()
    began = time.time()
    test = Cycles(database, os.environ["RAPPORT_BIN"], folder, url, mail, derived, options.seed, say)
    try:
        wrong = guarded(test.run, options.cycles)
        tally.case(f"{database}: {options.cycles} cycles lose nothing, double nothing, send nothing twice", wrong)
        summary(database, options, test, mail, began)
        if not wrong:
            cases.checker_finds(test, tally)
    finally:
        test.house.kill()
        faulty.stop()


def summary(database, options, test, mail, began):
    states = {}
    if not test.problems:
        for delivery in test.snapshot().of["delivery"]:
            states[delivery["state"]] = states.get(delivery["state"], 0) + 1
    figures = {**dict(sorted(test.sum.items())), "mails received": len(test.ledger.mails),
               "rows imported": len(test.ledger.imports), "replies": states,
               "faults of the mail server": mail.faulty.faults,
               "slowest": {k: f"{v:.1f} s" for k, v in test.slowest.items()}}
    say(f"{database}, seed {options.seed}, {time.time() - began:.0f} s:")
    for name, value in figures.items():
        say(f"    {name}: {value}")


def main():
    options = arguments()
    say(f"seed {options.seed}: repeat with --seed {options.seed}")
    tally = Tally()
    url = os.environ.get("RAPPORT_TEST_POSTGRES", "")
    if options.database in (None, "sqlite"):
        cycles_on("sqlite", options, tally, "")
    if options.database in (None, "postgres"):
        cases.durable(url)
        cycles_on("postgres", options, tally, url)
    cases.run(options, tally, url, PORTS, Mail(options.folder, PORTS, [], None).post)
    return 1 if tally.failed else 0


# So that whoever ends the test leaves no server behind.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
sys.exit(main())
