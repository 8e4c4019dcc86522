"""The campaign of sending under faults: see `run`."""
import argparse
import importlib
import os
import pathlib
import random
import signal
import sys
import time

sys.path.insert(1, str(pathlib.Path(__file__).parent.parent / "kill"))

from campaign import Campaign
from tally import Tally, guarded, say
from verdict import catches


def arguments():
    parser = argparse.ArgumentParser(prog="tests/faults/run")
    parser.add_argument("--sends", type=int, default=150)
    parser.add_argument("--network", required=True)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--folder", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    small = options.sends < 1000
    options.pause, options.kills, options.rest = ((0.3, 2), 15, 8) if small else ((8, 25), 10**6, 420)
    return options


def main():
    options, tally, began = arguments(), Tally(), time.time()
    say(f"seed {options.seed}: repeat with --seed {options.seed}")
    folder = os.path.join(options.folder, options.network)
    os.mkdir(folder)
    network = importlib.import_module(f"to_{options.network}").Network(options, os.environ)
    campaign = Campaign(network, os.environ["RAPPORT_BIN"], folder, options)
    try:
        broke_off = guarded(campaign.run)
    finally:
        campaign.stopping.set()
        campaign.house.kill()
        network.stop()
    wrong = [*campaign.problems, *broke_off, *network.wounds()]
    name = f"{options.network}: of {options.sends} sends under faults none is lost, doubled, or in hidden doubt"
    tally.case(name, wrong)
    say(f"seed {options.seed}, {time.time() - began:.0f} s:")
    for name, value in campaign.figures().items():
        say(f"    {name}: {value}")
    if not wrong:
        catches(campaign.found, tally, options.network)
    return 1 if tally.failed else 0


# So that whoever ends the test leaves no server behind.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
sys.exit(main())
