"""An SMTP server that fails in every way a real one may, and remembers what it really took."""
import random
import re
import socketserver
import threading
import time

FAULTS = {"none": 12, "slow": 3, "later at rcpt": 1, "later after the dot": 1, "taken, then silence": 1,
          "dropped after the dot": 1, "dropped in the body": 1}


class FaultySmtp:
    """`taken` holds the bytes of every mail that counts as delivered, in order; `doubled` those that it took once and
    delivered twice. `chances`: how often what happens; `slow`: how many seconds that is. Nothing happens any more once
    `calm`."""

    def __init__(self, seed, chances=FAULTS, slow=1.5):
        self.taken, self.doubled, self.faults, self.calm = [], [], {}, False
        self.chances, self.slow = chances, slow
        self._chance, self._lock = random.Random(seed), threading.Lock()
        outer = self

        class Session(socketserver.StreamRequestHandler):
            timeout = 60

            def handle(self):
                try:
                    outer.talk(self.rfile, self.say, self.connection)
                except OSError:
                    pass

            def say(self, line):
                self.wfile.write(line.encode() + b"\r\n")

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Session)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    def choose(self):
        with self._lock:
            fault = "none" if self.calm else self._chance.choices(list(self.chances), list(self.chances.values()))[0]
            self.faults[fault] = self.faults.get(fault, 0) + 1
            return fault

    def talk(self, lines, say, line):
        say("220 faulty.example")
        fault = self.choose()
        for raw in lines:
            verb = raw.strip().upper().split(b" ")[0].split(b":")[0]
            if verb in (b"EHLO", b"HELO"):
                say("250 faulty.example")
            elif verb == b"RCPT" and fault == "later at rcpt":
                say("451 4.3.0 Not now")
            elif verb == b"RCPT" and fault == "refused at rcpt":
                say("550 5.1.1 Nobody of this name")
            elif verb == b"DATA":
                say("354 Go on")
                if not self.body(lines, say, fault):
                    return
            elif verb == b"QUIT":
                say("221 Bye")
                return
            else:
                say("250 Fine")

    def body(self, lines, say, fault):
        """False: the line drops."""
        mail = []
        for raw in lines:
            if raw == b".\r\n":
                break
            mail.append(raw[1:] if raw.startswith(b".") else raw)
            if fault == "dropped in the body":
                return False
        else:
            return False  # the sender died before the dot: this is no mail
        self.passes("arrived")
        if fault == "slow":
            time.sleep(self.slow)
        if fault == "later after the dot":
            say("451 4.3.0 Not now")
            return True
        if fault == "dropped after the dot":
            return False
        with self._lock:
            self.taken.append(b"".join(mail))
            if fault == "taken twice":
                self.taken.append(self.taken[-1])
                self.doubled.append(self.taken[-1])
        self.passes("applied")
        if fault == "taken, then silence":
            return False
        say("250 Taken")
        return True

    def passes(self, moment):
        """A mail has just "arrived" to its end, or has just been taken ("applied")."""

    def mails(self):
        with self._lock:
            return list(self.taken)


def message_id(mail):
    found = re.search(rb"^message-id:\s*<([^>]+)>", mail, re.I | re.M)
    return found.group(1).decode() if found else ""
