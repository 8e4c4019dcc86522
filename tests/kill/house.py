"""A `rapport serve` of the test's own: started, spoken to over HTTP, killed."""
import http.client
import json
import os
import signal
import socket
import subprocess
import time


class Unanswered(Exception):
    """The line broke before the whole answer was here: nobody knows whether it was done."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)


class House:
    """One server on one directory and database; `program` is the binary, `url` is empty for SQLite."""

    def __init__(self, program, folder, url=""):
        self.program, self.folder, self.url = program, folder, url
        self.data = os.path.join(folder, "data")
        self.port = free_port()
        self.secret = ""
        self.process = self.pid = self.tracer = None
        self.log = os.path.join(folder, "server.log")

    def arguments(self):
        return ["--data", self.data] + (["--database", self.url] if self.url else [])

    def command(self, *words, timeout=120):
        """Runs another command of the program on the same data and returns what it printed."""
        done = subprocess.run([self.program, words[0], *self.arguments(), *words[1:]], capture_output=True,
                              text=True, timeout=timeout)
        if done.returncode != 0:
            raise RuntimeError(f"rapport {words[0]} failed: {done.stderr.strip()[-400:]}")
        return done.stdout

    def start(self, crash_point=None):
        """`crash_point` (SYSCALL, N): killed at the N-th such call of one of its threads, counted from the start."""
        words = [self.program, "serve", *self.arguments(), "--listen", f"127.0.0.1:{self.port}",
                 "--allow-range", "127.0.0.0/8"]
        if crash_point:
            call, count = crash_point
            words = ["strace", "--seccomp-bpf", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                     "-e", f"inject={call}:signal=SIGKILL:when={count}"] + words
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(words, stdout=log, stderr=log)
        self.pid = None if crash_point else self.process.pid

    def arm(self, crash_point):
        """The running server is killed at the N-th such call from now on."""
        call, count = crash_point
        self.tracer = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
             f"inject={call}:signal=SIGKILL:when={count}", "-p", str(self.server_pid())],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def server_pid(self):
        """Of the server itself, which may run under strace."""
        if self.pid is None and self.process:
            try:
                with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as children:
                    self.pid = int((children.read().split() or [0])[0]) or None
            except OSError:
                pass
        return self.pid

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def wait_ready(self, seconds=30):
        """True when it answers; False when it died before (a crash point at the start)."""
        until = time.time() + seconds
        while time.time() < until:
            if not self.alive():
                return False
            try:
                if self.ask("GET", "/readyz", timeout=2).status == 200:
                    return True
            except Unanswered:
                pass
            time.sleep(0.02)
        raise RuntimeError(f"the server does not answer after {seconds} s; see its log:\n{self.tail()}")

    def kill(self):
        """As by a power switch: no thread of it runs another line."""
        pid = self.server_pid()
        if pid and self.alive():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if self.process:
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(20)
        if self.tracer:
            self.tracer.kill()
            self.tracer.wait(20)
        self.process = self.pid = self.tracer = None

    def stop(self):
        if self.alive():
            os.kill(self.server_pid(), signal.SIGTERM)
            self.process.wait(60)
        self.process = self.pid = None

    def tail(self, size=4000):
        try:
            with open(self.log, "rb") as log:
                log.seek(0, 2)
                log.seek(max(0, log.tell() - size))
                return log.read().decode(errors="replace")
        except OSError:
            return ""

    def ask(self, method, path, body=None, key=None, headers=None, timeout=40):
        """One request on a line of its own."""
        fields = dict(headers or {})
        if self.secret:
            fields["Authorization"] = "Bearer " + self.secret
        if key:
            fields["Idempotency-Key"] = key
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            line.request(method, path, data, fields)
            answer = line.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        except (OSError, http.client.HTTPException) as error:
            raise Unanswered(str(error)) from error
        finally:
            line.close()

    def want(self, method, path, body=None, status=(200, 201, 202, 204), **more):
        answer = self.ask(method, path, body, **more)
        if answer.status not in status:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.body[:300]!r}")
        return answer.json() if answer.body else None

    def set_up(self):
        """The first workspace, its owner and a key; returns the owner's member id."""
        answer = self.ask("POST", "/api/setup", {"workspace": "Maison Antoinette", "name": "Antoinette",
                                                 "email": "antoinette@maison.example",
                                                 "password": "bread-and-roses-7"})
        if answer.status != 201:
            raise RuntimeError(f"the setup was refused: {answer.status} {answer.body[:300]!r}")
        browser = {"Cookie": answer.headers["Set-Cookie"].split(";")[0], "Sec-Fetch-Site": "same-origin"}
        made = self.want("POST", "/api/keys", {"name": "kill test", "role": "owner"}, headers=browser)
        self.secret = made["secret"]
        return self.want("GET", "/api/members")["items"][0]["id"]
