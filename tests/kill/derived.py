"""What is derived from the truth, as the server left it and as it is made anew; for both databases, while no
server runs."""
import os
import shutil
import sqlite3
import subprocess
import tempfile

TABLES = {
    "inbox_row": "*", "inbox_label": "*", "inbox_reading": "*", "identity_message": "*", "identity_total": "*",
    "person_row": "*", "index_progress": "*", "topic_hit": "*", "topic_progress": "*", "topic_reading": "*",
}


def caught_up(house):
    """Lets the index follow what the journal holds; what else doctor finds is not asked here."""
    subprocess.run([house.program, "doctor", *house.arguments()], capture_output=True, timeout=120, check=False)


class OnSqlite:
    """On a copy, so that the next cycle goes on with the index as the server left it."""

    def compare(self, house):
        with tempfile.TemporaryDirectory(dir=house.folder) as folder:
            for name in os.listdir(house.data):
                if name.startswith(("rapport.db", "index.db", "secret.key")):
                    shutil.copy(os.path.join(house.data, name), folder)
            copy = type("Copy", (), {"program": house.program, "arguments": lambda _: ["--data", folder]})()
            caught_up(copy)
            kept = self.dump(folder)
            for name in os.listdir(folder):
                if name.startswith("index.db"):
                    os.remove(os.path.join(folder, name))
            caught_up(copy)
            return kept, self.dump(folder)

    @staticmethod
    def dump(folder):
        base = sqlite3.connect(os.path.join(folder, "index.db"))
        try:
            out = {t: sorted(map(repr, base.execute(f"SELECT {what} FROM {t}"))) for t, what in TABLES.items()}
            out["message_words"] = sorted(map(repr, base.execute("SELECT rowid, document FROM message_words")))
            return out
        finally:
            base.close()


class OnPostgres:
    """In place: what was derived is deleted and made anew."""

    def __init__(self, url):
        self.url = url

    def sql(self, text):
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", text, self.url], capture_output=True,
                              text=True, timeout=120, check=False)
        if done.returncode != 0:
            raise RuntimeError("psql: " + done.stderr.strip()[-300:])
        return done.stdout

    def compare(self, house):
        caught_up(house)
        kept = self.dump()
        self.sql("DELETE FROM message_words;" + "".join(f"DELETE FROM {t};" for t in TABLES))
        caught_up(house)
        return kept, self.dump()

    def dump(self):
        every = {**TABLES, "message_words": "*"}
        return {t: sorted(self.sql(f"SELECT {what} FROM {t}").splitlines()) for t, what in every.items()}
