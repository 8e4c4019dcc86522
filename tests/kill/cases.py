"""Cases beside the cycles: that the checker finds what it must, a full disk, a PostgreSQL that goes away."""
import os
import re
import shutil
import sqlite3
import subprocess
import threading
import time

from checker import Snapshot, judge, judge_doubts, judge_index
from derived import OnPostgres, OnSqlite
from house import House
from ledger import Deed, Ledger
from load import perform
from tally import guarded


def durable(url):
    """with_postgres lets commits be lost for speed; here an answer must hold."""
    for text in ("ALTER DATABASE postgres SET synchronous_commit = on", "CREATE DATABASE away",
                 "ALTER DATABASE away SET synchronous_commit = on"):
        OnPostgres(url).sql(text)


# The checker itself ---------------------------------------------------------------------------------------

def checker_finds(test, tally):
    """Damage is done to the house, and the checker must name it."""
    damaged = damaged_sqlite if test.database == "sqlite" else damaged_postgres
    name = f"{test.database}: the checker finds "
    deed = test.ledger.acknowledged("text")[-1]

    def expect(what, wrong, words):
        hit = [each for each in wrong if re.search(words, each)]
        tally.case(name + what, [] if hit else [f"it says only {wrong[:3]}"])

    kept = damaged(test, f"DELETE FROM message WHERE text LIKE '%{deed.token}%'")
    expect("a message that was deleted", judge(test.ledger, kept, final=True), f"lost: text {deed.token}")
    kept = damaged(test, f"UPDATE message SET text = text || ' {deed.token}' WHERE id = (SELECT min(id) FROM message)")
    expect("a message that is there twice", judge(test.ledger, kept, final=True), f"doubled: text {deed.token}")
    token = next(iter(test.ledger.mails))
    kept = damaged(test, f"UPDATE message SET text = '' WHERE text LIKE '%{token}%'")
    expect("a customer's mail that is gone", judge(test.ledger, kept, final=True), f"lost: the mail {token}")
    kept = damaged(test, "UPDATE job SET state = 'queued' WHERE id = (SELECT min(id) FROM job)")
    expect("a send that was forgotten", judge(test.ledger, kept, final=True), "sent, but the house says queued")
    expect("a doubt that nobody sees", judge_doubts({"1": {}}, set()), "in doubt and not shown: 1")
    expect("a mail that was sent twice", judge(test.ledger, doubled_mail(test), final=True), "sent twice")
    expect("a row of the index that is wrong", wrong_index(test, "inbox_row"), "the index differs.*inbox_row")
    expect("a post that a topic did not hear", wrong_index(test, "topic_hit"), "the index differs.*topic_hit")


def damaged_sqlite(test, sql):
    """What an export says after `sql` was done to a copy."""
    house, folder = test.house, os.path.join(test.house.folder, "damaged")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(house.data, folder)
    base = sqlite3.connect(os.path.join(folder, "rapport.db"))
    assert base.execute(sql).rowcount > 0, sql
    base.commit()
    base.close()
    copy = House(house.program, house.folder)
    copy.data = folder
    return Snapshot.parse(copy.command("export"), test.mail.delivered())


def damaged_postgres(test, sql):
    """What an export says after `sql` was done; the damage is mended by putting the tables' rows back."""
    table = re.search(r"(?:FROM|UPDATE) (\w+)", sql).group(1)
    test.derived.sql(f"CREATE TABLE kept AS SELECT * FROM {table}; {sql};")
    try:
        return Snapshot.parse(test.house.command("export"), test.mail.delivered())
    finally:
        test.derived.sql(f"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept; DROP TABLE kept")


def doubled_mail(test):
    """A copy of a mail of ours put beside it in the customer's mailbox."""
    export = test.house.command("export")
    path = min(test.mail.reached() - test.mail.before)
    twin = path + "-again"
    shutil.copy(path, twin)
    try:
        return Snapshot.parse(export, test.mail.delivered())
    finally:
        os.remove(twin)


def wrong_index(test, table):
    kept, rebuilt = test.derived.compare(test.house)
    row = kept[table].pop()
    kept[table].append(row + "0")
    return judge_index(kept, rebuilt)


# A full disk ----------------------------------------------------------------------------------------------

def full_disk(program, folder):
    """On a small tmpfs: a clear error, nothing acknowledged lost, and it goes on when there is room again."""
    small = os.path.join(folder, "small")
    os.mkdir(small)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "rapport-kill", small], check=True)
    house = House(program, small)
    house.log = os.path.join(folder, "small.log")
    try:
        return fill_up(house, small)
    finally:
        house.kill()
        subprocess.run(["umount", "-l", small], check=False)


def fill_up(house, small):
    wrong, ledger = [], Ledger(3)
    house.start()
    house.wait_ready()
    house.set_up()
    person = house.want("POST", "/api/people", {"name": "Guest"})["id"]
    filler = os.path.join(small, "filler")
    with open(filler, "wb") as file:
        room = os.statvfs(small)
        file.write(b"x" * max(0, room.f_bavail * room.f_bsize - (3 << 20)))
    refusals = write_until_refused(house, ledger, person)
    if not refusals:
        return ["a full disk was never noticed"]
    # The lists, which are derived, may stand still first; then the answer says so, and the disk is named with the next.
    clear = ("full: free some space", "lists are still being brought up to date")
    wrong += [f"not a clear error: {text}" for text in refusals if not any(words in text for words in clear)][:1]
    if not any(clear[0] in text for text in refusals):
        wrong.append("nobody was told that the disk is full")
    upload = house.ask("POST", "/api/attachments?name=bread.bin", os.urandom(4 << 20), key="full-1")
    if upload.status != 503 or not re.search("is full|the disk has room", upload.body.decode()):
        wrong.append(f"an upload says {upload.status} {upload.body[:200]!r}")
    if house.ask("GET", "/api/people").status != 200:
        wrong.append("reading does not work any more")
    if not house.alive():
        return wrong + ["the server ended"]
    os.remove(filler)
    wrong += repeat_all(house, ledger, 20)
    newest = ledger.acknowledged()[-1].token
    until = time.time() + 20
    while time.time() < until and not house.want("GET", f"/api/search?q={newest}")["messages"]:
        time.sleep(0.3)
    if not house.want("GET", f"/api/search?q={newest}")["messages"]:
        wrong.append("20 s after there was room again, the search does not know what was written")
    house.kill()
    house.start()
    house.wait_ready()
    wrong += judge(ledger, Snapshot.parse(house.command("export"), []))
    house.kill()
    return wrong + judge_index(*OnSqlite().compare(house))


def write_until_refused(house, ledger, person):
    """Notes of 20 KB; what the refusals say, after the first ten or so."""
    refusals = []
    for _ in range(600):
        token = ledger.token()
        deed = ledger.add(Deed("text", token, "POST", "/api/conversations",
                               {"person": person, "text": f"{token} " + os.urandom(10_000).hex(), "note_kind": "call"}))
        answer = perform(house, deed)
        if answer is None:
            return refusals + ["no answer at all"]
        if not deed.acknowledged:
            refusals.append(f"{answer.status} {answer.body.decode(errors='replace')}")
            deed.refused = ""
        if len(refusals) >= 10:
            break
    return refusals


def repeat_all(house, ledger, seconds):
    """Under its key, each write that was refused for lack of room is done in the end."""
    until = time.time() + seconds
    while ledger.open_deeds() and time.time() < until:
        for deed in ledger.open_deeds():
            perform(house, deed)
            if deed.refused:
                return [f"refused for good: {deed.refused}"]
        time.sleep(0.2)
    return [f"{len(ledger.open_deeds())} writes are not possible {seconds} s later"] if ledger.open_deeds() else []


# PostgreSQL goes away -------------------------------------------------------------------------------------

def postgres_goes_away(program, folder, url, mail_ports, post):
    """Stopped as by a crash and started again while the server works: it recovers by itself."""
    home = re.search(r"host=([^&]+)", url).group(1)
    house = House(program, os.path.join(folder, "away"), url.replace("/postgres?", "/away?"))
    os.mkdir(house.folder)
    house.start()
    house.wait_ready()
    try:
        house.set_up()
        connect_mailbox(house, mail_ports)
        return stop_and_start(house, home, post)
    finally:
        house.kill()


def connect_mailbox(house, ports):
    options = {"address": "hello-case@maison.example", "imap_host": "127.0.0.1", "imap_port": str(ports["imap"]),
               "imap_security": "none", "smtp_port": str(ports["smtp"]), "smtp_security": "none", "password": "secret",
               "smtp_login": "false"}
    house.want("POST", "/api/channels", {"network": "email", "name": "Hello", "options": options})


def stop_and_start(house, home, post):
    wrong, ledger, stopping = [], Ledger(4), threading.Event()
    answers = []

    def work():
        while not stopping.is_set():
            token = ledger.token()
            deed = ledger.add(Deed("person", token, "POST", "/api/people", {"name": f"Guest {token}"}))
            answer = perform(house, deed)
            answers.append((time.time(), answer.status if answer else 0, answer.body.decode() if answer else ""))
            time.sleep(0.05)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    time.sleep(1)
    pid = house.server_pid()
    control(home, "-m", "immediate", "-w", "stop")
    # What comes in meanwhile makes the reader of the mailbox meet the dead database.
    post("ana@customer.example", "hello-case@maison.example", "Are you there? tok99000000z")
    # As long as a slow machine needs to tell somebody.
    gone, told = time.time(), False
    while not (told and time.time() > gone + 4) and time.time() < gone + 20:
        time.sleep(0.1)
        told = any(status == 503 for at, status, _ in answers if at > gone)
    control(home, "-l", os.path.join(home, "log"), "-w", "start")
    back = time.time()
    time.sleep(6)
    stopping.set()
    worker.join(60)
    if not house.alive() or house.server_pid() != pid:
        return ["the server ended: " + house.tail(800)]
    wrong += judge_answers(answers, back)
    wrong += repeat_all(house, ledger, 40)
    wrong += judge(ledger, Snapshot.parse(house.command("export"), []))
    post("ana@customer.example", "hello-case@maison.example", "Is there bread? tok99000001z")
    until = time.time() + 45
    for token in ("tok99000000z", "tok99000001z"):
        while time.time() < until and not house.want("GET", f"/api/search?q={token}")["messages"]:
            time.sleep(0.5)
    if time.time() >= until:
        wrong.append("45 s after PostgreSQL is back, mail is still not read")
    loud = [line for line in house.tail(10**6).splitlines() if '"level":"error"' in line]
    if len(loud) > 100 or not any("PostgreSQL" in line for line in loud):
        wrong.append(f"the log tells it in {len(loud)} lines: {loud[:2]}")
    return wrong


def judge_answers(answers, back):
    """While it is away: 503 with a remedy. At the latest 5 s after it is back: done."""
    wrong = []
    refused = [body for _, status, body in answers if status == 503]
    if not refused:
        wrong.append("nobody was told that PostgreSQL was away")
    wrong += [f"unclear: {body[:200]}" for body in refused if "PostgreSQL" not in body][:1]
    wrong += [f"status {status}: {body[:200]}" for _, status, body in answers if status not in (0, 201, 503, 409)][:1]
    late = [at for at, status, _ in answers if at > back + 5 and status != 201]
    if late or not any(at > back + 5 for at, _, _ in answers):
        wrong.append(f"{len(late)} of the answers 5 s after it was back are refusals")
    return wrong


def control(home, *words):
    command = ["/usr/lib/postgresql/15/bin/pg_ctl", "-D", os.path.join(home, "data"), *words]
    if os.getuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, cwd=home, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)


def run(options, tally, url, ports, post):
    program = os.environ["RAPPORT_BIN"]
    if options.database in (None, "sqlite"):
        tally.case("sqlite: a full disk is told, loses nothing and is left behind",
                   guarded(full_disk, program, options.folder))
    if options.database == "sqlite":
        return
    if not os.environ.get("RAPPORT_TEST_OWN_POSTGRES"):
        print("skip postgres: it goes away and comes back: this PostgreSQL is not ours to stop", flush=True)
        return
    tally.case("postgres: it goes away and comes back",
               guarded(postgres_goes_away, program, options.folder, url, ports, post))
