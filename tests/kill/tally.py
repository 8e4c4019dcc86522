"""What the kill test and sending under faults say, and how."""
import sys
import time
import traceback


def say(text):
    tell(sys.stderr, f"{time.strftime('%H:%M:%S')} {text}")


def tell(stream, line):
    """In one piece: others write there too."""
    stream.write(line + "\n")
    stream.flush()


class Tally:
    def __init__(self):
        self.failed = False

    def case(self, name, wrong):
        """A line for a case: `wrong` holds what is wrong, a sentence each."""
        for each in wrong[:20]:
            say(f"{name}: {each}")
        self.failed |= bool(wrong)
        first = " ".join(wrong[0].split())[:1000] if wrong else ""
        tell(sys.stdout, f"not ok {name}: {len(wrong)} problems; {first}" if wrong else f"ok {name}")


def guarded(work, *arguments):
    """The problems that the work finds; what the test itself trips over counts too."""
    try:
        return work(*arguments) or []
    except Exception as error:
        say(traceback.format_exc())
        return [f"the test broke off: {type(error).__name__}: {error}"]
