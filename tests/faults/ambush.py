"""Lets somebody strike in the very middle of a send."""
import threading


class Ambush:
    def __init__(self):
        self._lock, self._strike, self._moment = threading.Lock(), None, ""
        self._struck = threading.Event()

    def lay(self, moment, strike, seconds):
        """Calls strike() while the next send is at `moment`; False when none came in time."""
        with self._lock:
            self._struck.clear()
            self._moment, self._strike = moment, strike
        came = self._struck.wait(seconds)
        with self._lock:
            self._strike = None
        return came or self._struck.is_set()

    def passes(self, moment):
        """A send is at `moment` just now; True when it was struck. Costs nothing while nobody lies in wait."""
        if self._strike is None or self._moment != moment:
            return False
        with self._lock:
            strike, self._strike = (self._strike, None) if self._moment == moment else (None, self._strike)
        if strike is None:
            return False
        strike()
        self._struck.set()
        return True
