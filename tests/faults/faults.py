"""The campaign of sending under faults: see `run`."""
import argparse
import importlib
import os
import pathlib
import random
import signal
import sys
import time
import traceback

sys.path.insert(1, str(pathlib.Path(__file__).parent.parent / "kill"))

from campaign import Campaign
from verdict import catches


def arguments():
    parser = argparse.ArgumentParser(prog="tests/faults/run")
    parser.add_argument("--sends", type=int, default=150)
    parser.add_argument("--network", action="append", required=True)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--folder", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    small = options.sends < 1000
    options.pause, options.rest = ((2, 7), 8) if small else ((8, 25), 420)
    return options


def say(text):
    print(time.strftime("%H:%M:%S"), text, file=sys.stderr, flush=True)


class Tally:
    def __init__(self):
        self.failed = False

    def case(self, name, wrong):
        """A line for a case: `wrong` holds what is wrong, a sentence each."""
        for each in wrong[:20]:
            say(f"{name}: {each}")
        self.failed |= bool(wrong)
        print(f"not ok {name}: {len(wrong)} problems; {wrong[0]}" if wrong else f"ok {name}", flush=True)


def sent_to(label, options, tally):
    folder = os.path.join(options.folder, label)
    os.mkdir(folder)
    began = time.time()
    network = importlib.import_module(f"to_{label}").Network(options, os.environ)
    campaign = Campaign(network, os.environ["RAPPORT_BIN"], folder, options, say)
    try:
        wrong = campaign.run()
    except Exception as error:
        say(traceback.format_exc())
        wrong = [*campaign.problems, *network.wounds(), f"the test broke off: {error}"]
    finally:
        campaign.stopping.set()
        campaign.house.kill()
        network.stop()
    tally.case(f"{label}: of {options.sends} sends under faults none is lost, doubled, or in hidden doubt", wrong)
    say(f"{label}, seed {options.seed}, {time.time() - began:.0f} s:")
    for name, value in campaign.figures().items():
        say(f"    {name}: {value}")
    if not wrong:
        catches(campaign.found, tally, label)


def main():
    options = arguments()
    say(f"seed {options.seed}: repeat with --seed {options.seed}")
    tally = Tally()
    for label in options.network:
        sent_to(label, options, tally)
    return 1 if tally.failed else 0


# So that whoever ends the test leaves no server behind.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
sys.exit(main())
