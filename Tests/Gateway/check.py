#!/usr/bin/python3
"""Holds sluiced and `sluice filter` against a real Postfix on loopback; as root, with the Debian package postfix.

    Tests/Gateway/check.py [--full] [FOLDER_OF_PROGRAMS]

The short form takes some seconds; the full form kills the daemon, breaks it in every way, and counts mails.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

# Nothing is left behind, nor compiled code.
sys.dont_write_bytecode = True

from postfix import Postfix, Refused, Sluiced, free_port, mail, send, wait_for

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = f"{HERE}/rules.yaml"
POLICY = open(f"{HERE}/sluice.yaml").read()
ok = 0


def check(condition, what):
    global ok
    if not condition:
        raise AssertionError(what)
    ok += 1


def refused(*arguments, **more):
    try:
        answer = send(*arguments, **more)[0]
    except Refused as fault:
        return str(fault)
    raise AssertionError("was taken, with " + answer)


class Place:
    """A folder with a policy, the programs, and a Postfix when asked."""

    def __init__(self, programs, name, mode="enforce"):
        self.folder = tempfile.mkdtemp(prefix=f"sluice-{name}-")
        os.chmod(self.folder, 0o755)
        self.programs = programs
        self.config = f"{self.folder}/sluice.yaml"
        self.policy(POLICY.replace("mode: enforce", f"mode: {mode}"))
        with open(f"{self.folder}/key", "w") as f:
            f.write("a key for tests, of more than 16 bytes\n")
        os.makedirs(f"{self.folder}/notes", exist_ok=True)
        self.spool = f"{self.folder}/spool"
        self.notes_command = f"{self.folder}/keep-note"
        with open(self.notes_command, "w") as f:
            f.write(f"#!/bin/sh\ncat > {self.folder}/notes/$(date +%s%N)-$2\n")
        os.chmod(self.notes_command, 0o755)

    def policy(self, text):
        with open(self.config + ".new", "w") as f:
            f.write(text)
        os.rename(self.config + ".new", self.config)

    def sluiced(self, milter=None, *more):
        milter = milter or f"unix:{self.folder}/milter.sock"
        return Sluiced(
            f"{self.programs}/sluiced", self.folder, milter, self.config, "--rules", RULES, "--log-format", "json",
            "--sendmail", self.notes_command, *more)

    def notes(self):
        folder = f"{self.folder}/notes"
        return [open(f"{folder}/{name}").read() for name in sorted(os.listdir(folder))]

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            print("kept:", self.folder, file=sys.stderr)


def verdicts(place, postfix, daemon):
    """Every verdict, as senders and recipients see it."""
    p = postfix.port
    send(p, mail(test_id="clean-1"))
    send(p, mail(body="MARKE-1", test_id="tag-1", more="X-Sluice-Verdict: pass\r\nX-Sluice-Forged: 1\r\n"))
    text = refused(p, mail(body="GEHEIM-4711", test_id="leak-1"))
    check(text.startswith("550-5.7.1 Die Nachricht geht nicht hinaus"), "a refusal says so: " + text)
    check("gehoert der Firma" in text and "datenschutz@westbach.example" in text, "reason and contact: " + text)
    check(all(line.startswith("550") for line in text.split("\n")), "every line has the code: " + text)
    check("4711" not in text, "no value in the answer")
    send(p, mail(body="NOTIZ-1", test_id="advise-1"))
    send(p, mail(body="HALTEN-1", test_id="held-1"))
    held = re.search(r'"queue_name": "hold", "queue_id": "(\w+)"', postfix.queue())
    check(held, "a held mail waits: " + postfix.queue())
    text = refused(p, mail(body="FALKE-1", test_id="confirm-1"))
    code = re.search(r"\[ok ([0-9A-Z]{4}-[0-9A-Z]{4})\]", text.replace("\n", " "))
    check(code, "a refusal that can be confirmed names its code: " + text)
    send(p, mail(subject=f"Angebot [ok {code.group(1)}]", body="FALKE-1", test_id="confirmed-1"))
    refused(p, mail(subject=f"Angebot [ok {code.group(1)}]", body="FALKE-2", test_id="leak-2"))
    send(p, mail(body="GEHEIM-1", test_id="internal-1", recipient="cora@westbach.example"), recipients=["cora@westbach.example"])
    postfix.deliver_all()
    got = postfix.delivered()
    for name in ["clean-1", "tag-1", "advise-1", "confirmed-1", "internal-1"]:
        check(got.count(f"X-Test-Id: {name}\n") + got.count(f"X-Test-Id: {name}\r\n") == 1, name + " is delivered once")
    for name in ["leak-1", "leak-2", "held-1", "confirm-1"]:
        check(name not in got, name + " is not delivered")
    check("X-Sluice-Verdict: tag" in got and "X-Sluice-Rules: word-marke" in got, "marks")
    check("X-Sluice-Forged" not in got and "X-Sluice-Verdict: pass" not in got, "forged marks are gone")
    check("[ok " not in got, "the mark of a confirmation is gone from the subject")
    wait_for(lambda: len(place.notes()) == 3, "the notes")
    notes = place.notes()
    check(sum("To: <anna@westbach.example>" in n for n in notes) == 2, "the sender is told twice")
    check(all("Auto-Submitted: auto-replied" in n for n in notes), "notes say that they are from a program")
    check(any(f"sluice release {held.group(1)}" in n for n in notes), "the contact is told what to do")
    log = daemon.log()
    check("word-geheim" in log and '"outcome":"refuse"' in log, "the log names rules and verdicts")
    for secret in ["4711", "anna@", "bert@", "Angebot", "Guten Tag"]:
        check(secret not in log, f"the log does not hold {secret}")


def conformance(place, postfix, daemon):
    """OpenDKIM's miltertest, a peer of the protocol that is not ours."""
    if not shutil.which("miltertest"):
        return print("conformance: miltertest is not installed")
    for steps in [0, 0x1FFFFF]:
        command = ["miltertest", "-D", f"sock=unix:{place.folder}/milter.sock", "-D", f"steps={steps}", "-s", f"{HERE}/conformance.lua"]
        ended = subprocess.run(command, capture_output=True, text=True)
        check("conformance ok" in ended.stdout, f"miltertest, {steps}: " + ended.stdout + ended.stderr)


def exempt(place, postfix, daemon):
    """What goes to exempt offices only, or comes from them, leaves no trace; with another recipient it is read."""
    council, before = "betriebsrat@westbach.example", daemon.log()
    send(postfix.port, mail(body="GEHEIM-1", test_id="exempt-1", recipient=council), recipients=[council])
    send(postfix.port, mail(body="GEHEIM-1", test_id="exempt-2", sender=council), sender=council)
    check(daemon.log() == before, "exempt mail is not logged")
    check("550-5.7.1" in refused(postfix.port, mail(body="GEHEIM-1"), recipients=[council, "bert@kunde.example"]), "read")
    postfix.deliver_all()
    check("exempt-1" in postfix.delivered() and "exempt-2" in postfix.delivered(), "exempt mail goes out")


def nobody(place, postfix, daemon):
    """Notes never go to the null sender; the contact is told that a mail is held."""
    before = len(place.notes())
    send(postfix.port, mail(body="NOTIZ-2", test_id="null-1"), sender="")
    send(postfix.port, mail(body="HALTEN-2", test_id="null-2"), sender="")
    wait_for(lambda: len(place.notes()) > before, "the note to the contact")
    time.sleep(0.3)
    notes = place.notes()[before:]
    check(len(notes) == 1 and "To: <datenschutz@westbach.example>" in notes[0], f"{len(notes)} notes")
    for name in re.findall(r'"queue_name": "hold", "queue_id": "(\w+)"', postfix.queue()):
        postfix.command("postsuper", "-d", name)


def held(place, postfix, daemon):
    """Held mails are released, or go back to their senders without having been delivered."""
    def sluice(*arguments):
        return subprocess.run([f"{place.programs}/sluice", *arguments, "--postfix-config", f"{postfix.folder}/etc"]).returncode

    def waiting():
        return re.findall(r'"queue_name": "hold", "queue_id": "(\w+)"', postfix.queue())

    check(len(waiting()) == 1, "one mail is held")
    for command in ["release", "return"]:
        check(sluice(command, waiting()[0], "0123456789A") == 4 and len(waiting()) == 1, "with a name of no mail nothing is done")
    postfix.set(defer_transports="smtp")
    other = re.search(r"queued as (\w+)", send(postfix.port, mail(test_id="other-1"))[0]).group(1)
    postfix.command("postsuper", "-h", other)
    check(sluice("release", other) == 4 and other in waiting(), "what somebody else holds stays held")
    postfix.command("postsuper", "-d", other)
    postfix.set(defer_transports="")
    check(sluice("release", *waiting()) == 0, "release")
    wait_for(lambda: "X-Test-Id: held-1" in postfix.delivered(), "the mail that was released")
    for name in ["back-1", "back-2"]:
        send(postfix.port, mail(body="HALTEN-2", test_id=name))
    first = waiting()
    check(sluice("return", "--older-than", "1") == 0 and waiting() == first, "none is that old")
    check(sluice("return", first[0]) == 0 and sluice("return", "--older-than", "0") == 0, "return")
    wait_for(lambda: postfix.delivered().count("status=bounced") + postfix.delivered().count("Action: failed") >= 2, "the returned mails")
    check("to=<bert@kunde.example>, relay=none" in postfix.log(), "no delivery was tried")
    check(not waiting(), "nothing is held any more")


def reload(place, postfix, daemon):
    """New rules and policies while mails come; one with a fault changes nothing."""
    p = postfix.port
    place.policy(POLICY + "unknown-key: 1\n")
    daemon.reload()
    wait_for(lambda: "the old rules stay" in daemon.log(), "the fault in the log")
    check(re.search(r"sluice.yaml:\d+:\d+: error", daemon.log()), "file, line and column")
    refused(p, mail(body="GEHEIM-1"))
    place.policy(POLICY.replace("mode: enforce", "mode: observe"))
    daemon.reload()
    wait_for(lambda: "mode observe" in daemon.log(), "the new policy")
    send(p, mail(body="GEHEIM-1", test_id="observed-1"))
    place.policy(POLICY)
    daemon.reload()
    wait_for(lambda: daemon.log().count("mode enforce") >= 2, "the old policy again")
    refused(p, mail(body="GEHEIM-1"))


def big(place, postfix, daemon):
    """A mail longer than a packet, with the leak at its end, spooled to the disk."""
    filler = "Ein ganz gewöhnlicher Satz ohne jedes Geheimnis.\r\n" * 60_000
    refused(postfix.port, mail(body=filler + "GEHEIM-1"))
    send(postfix.port, mail(body=filler, test_id="big-1"))


def spool(place, postfix, daemon):
    """Without the folder for long mails they come again later, short ones are read as ever, and the folder's return is enough."""
    long = "Guten Tag, und viele Worte.\r\n" * 100_000 + "GEHEIM-4711"
    os.rename(place.spool, place.spool + ".gone")
    check(refused(postfix.port, mail(body=long)).startswith("451"), "a long mail is to come again")
    check(f"no mail can wait in '{place.spool}': No such file" in daemon.log(), "the log says why")
    check(refused(postfix.port, mail(body="GEHEIM-4711")).startswith("550"), "a short mail is read")
    os.rename(place.spool + ".gone", place.spool)
    check(refused(postfix.port, mail(body=long)).startswith("550"), "a long mail is read again")


def down(place, postfix, daemon):
    """Without the daemon no mail gets through, and after it all of them."""
    daemon.kill()
    check(refused(postfix.port, mail(test_id="down-1")).startswith("451"), "tempfail while the daemon is down")
    daemon.start()
    send(postfix.port, mail(test_id="up-1"))
    postfix.deliver_all()
    check("up-1" in postfix.delivered() and "down-1" not in postfix.delivered(), "only the second")


def drain(place, postfix, daemon):
    """SIGTERM ends within 5 seconds, with a connection open."""
    with socket.create_connection(("127.0.0.1", postfix.port)) as s:
        s.recv(100)
        s.sendall(b"EHLO x.example\r\n")
        s.recv(500)
        began = time.time()
        check(daemon.kill(15) == 0, "an orderly end")
        check(time.time() - began < 5, "within 5 seconds")
    daemon.start()


def filter_command(place, programs):
    """The filter's exit codes and what it prints."""
    def run(text, *more, command=(), config=place.config):
        arguments = [f"{programs}/sluice", "filter", "--config", config, "--rules", RULES, "--sender", "anna@westbach.example",
                     "--recipient", "bert@kunde.example", *more] + (["--", *command] if command else [])
        return subprocess.run(arguments, input=text.encode(), capture_output=True)

    clean = run(mail(), command=["cat"])
    check(clean.returncode == 0 and clean.stdout.decode() == mail(), "a clean mail is handed on as it is")
    tagged = run(mail(body="MARKE-1"), command=["cat"])
    check(b"X-Sluice-Verdict: tag\r\n" in tagged.stdout, "marks")
    held = run(mail(body="HALTEN-1"), command=["cat"])
    check(held.returncode == 0 and b"X-Sluice-Verdict: hold\r\n" in held.stdout, "held mail is handed on with a mark")
    bad = run(mail(body="GEHEIM-4711"), command=["cat"])
    check(bad.returncode == 69 and bad.stdout.startswith(b"5.7.1 ") and b"4711" not in bad.stdout, "refused")
    check(run(mail(), command=["sh", "-c", "exit 75"]).returncode == 75, "the command's code is passed on")
    check(run(mail(), command=["/no/such/program"]).returncode == 75, "a command that is not there: try again")
    check(run(mail(), config="/no/such/policy.yaml").returncode == 75, "no policy: try again")
    plain = run(mail(body="GEHEIM-1"), "--format", "json")
    check(plain.returncode == 69 and b'"outcome":"refuse"' in plain.stdout, "JSON")
    check(run(mail()).stdout == b"pass\n", "text")
    asked = re.search(r"\[ok ([0-9A-Z-]+)\]", re.sub(r"\s+", " ", run(mail(body="FALKE-1")).stdout.decode()))
    folded = run(mail(subject=f"Angebot\r\n [ok {asked.group(1)}]", body="FALKE-1", more="X-After: 1\r\n"), command=["cat"])
    check(b"Subject: Angebot\r\nX-After: 1\r\n" in folded.stdout, "a folded subject leaves no empty line")
    long = mail(body="Ein Satz. " * 200_000)
    check(run(long, command=["true"]).returncode == 75, "a command that reads nothing has taken nothing")
    small = f"{place.folder}/small.yaml"
    with open(small, "w") as f:
        f.write(POLICY.replace("deadline-seconds: 5", "message-megabytes: 1"))
    held = run(long, command=["cat"], config=small)
    check(held.returncode == 0 and b"X-Sluice-Verdict: hold\r\n" in held.stdout, "what is too long is handed on, to be held")
    check(held.stdout.decode().endswith(long.partition("\r\n\r\n")[2]), "all of it")
    ended_early(place, programs, long)


def ended_early(place, programs, text):
    """No command takes a part of a mail for the whole, whoever ends the filter."""
    taken = f"{place.folder}/taken"
    for number in [15, 9]:
        filter = subprocess.Popen(
            [f"{programs}/sluice", "filter", "--config", place.config, "--rules", RULES, "--recipient", "bert@kunde.example", "--",
             "sh", "-c", f"touch {taken}.begun; sleep 1; cat > {taken}; touch {taken}.ended"], stdin=subprocess.PIPE)
        filter.stdin.write(text.encode())
        filter.stdin.close()
        wait_for(lambda: os.path.exists(f"{taken}.begun"), "the command")
        filter.send_signal(number)
        wait_for(lambda: os.path.exists(f"{taken}.ended"), "the command's end")
        check(os.path.getsize(taken) == len(text.encode()), "the command has the whole mail")
        check(filter.wait() == (0 if number == 15 else -9), "SIGTERM waits for the command")
        for name in ["", ".begun", ".ended"]:
            os.remove(taken + name)


def content_filter(place, programs):
    """The README's content_filter: Postfix hands mail to the filter, and the filter hands it back."""
    folder = f"{place.folder}/filter"
    back = free_port()
    # A private Postfix's own sendmail needs an entry in the system's main.cf; this one brings mail back by SMTP.
    sendmail = f"{place.folder}/sendmail"
    with open(sendmail, "w") as f:
        f.write(
            f"#!/usr/bin/python3\nimport smtplib, sys\nend = sys.argv.index('--')\n"
            f"smtplib.SMTP('127.0.0.1', {back}).sendmail(sys.argv[end - 1], sys.argv[end + 1:], sys.stdin.buffer.read())\n")
    os.chmod(sendmail, 0o755)
    command = (
        f"{programs}/sluice filter --config {place.config} --rules {RULES} --sender=${{sender}} --recipient=${{recipient}} "
        f"--queue-id=${{queue_id}} -- {sendmail} -G -i -f ${{sender}} -- ${{recipient}}")
    master = (
        f"sluice unix - n n - 4 pipe\n  flags=q user=nobody null_sender= argv={command}\n"
        f"127.0.0.1:{back} inet n - n - - smtpd\n")
    with Postfix(folder, "", master=master) as postfix:
        with open(f"{folder}/etc/header_checks", "w") as f:
            f.write("/^X-Sluice-Verdict: hold/ HOLD\n")
        postfix.command("postconf", "-P", f"127.0.0.1:{postfix.port}/inet/content_filter=sluice:dummy")
        postfix.set(header_checks=f"regexp:{folder}/etc/header_checks")
        for name, body in [("ok", "Guten Tag"), ("tagged", "MARKE-1"), ("held", "HALTEN-1"), ("bad", "GEHEIM-1")]:
            send(postfix.port, mail(body=body, test_id=f"filter-{name}"))
        wait_for(lambda: "filter-tagged" in postfix.delivered() and "filter-ok" in postfix.delivered(), "the filtered mail")
        wait_for(lambda: '"queue_name": "hold"' in postfix.queue(), "the held mail")
        wait_for(lambda: "status=bounced" in postfix.log(), "the bounce")
        check("filter-bad" not in re.sub(r"(?s)Content-Type: message/rfc822.*", "", postfix.delivered()), "refused")
        check("5.7.1" in postfix.log(), "the reason of the bounce")


def unit(programs):
    """systemd understands the unit."""
    if not shutil.which("systemd-analyze"):
        return print("unit: systemd-analyze is not installed")
    with tempfile.TemporaryDirectory() as folder:
        text = subprocess.run([f"{programs}/sluiced", "--print-unit"], check=True, capture_output=True, text=True).stdout
        with open(f"{folder}/sluiced.service", "w") as f:
            f.write(text.replace("/usr/bin/sluiced", f"{programs}/sluiced"))
        ended = subprocess.run(["systemd-analyze", "verify", f"{folder}/sluiced.service"], capture_output=True, text=True)
        told = [line for line in ended.stderr.splitlines() if "sluiced.service" in line]
        check(ended.returncode == 0 and not told, f"systemd: {ended.stderr}")


def maildrop(place, programs):
    """The README's recipe for maildrop: what is refused bounces, what is not goes on."""
    if not shutil.which("maildrop"):
        return print("maildrop: it is not installed")
    recipe = re.search(r"(?s)In a maildrop filter:\n\n```\n(.*?)```", open(f"{HERE}/../../README.md").read()).group(1)
    recipe = recipe.replace("sluice filter --config /etc/sluice/sluice.yaml", f"{programs}/sluice filter --config {place.config} --rules {RULES}")
    path = f"{place.folder}/recipe"
    with open(path, "w") as f:
        f.write(f'{recipe}to "{place.folder}/mailbox"\n')
    os.chmod(path, 0o600)
    for body, status in [("Guten Tag", 0), ("GEHEIM-1", 69), ("MARKE-1", 0)]:
        ended = subprocess.run(["maildrop", path], input=mail(body=body, test_id=f"drop-{body}").encode(), capture_output=True, env={
            **os.environ, "HOME": place.folder, "LOGNAME": "root"})
        check(ended.returncode == status, f"maildrop, {body}: {ended}")
    box = open(f"{place.folder}/mailbox").read()
    check("drop-Guten Tag" in box and "drop-MARKE-1" in box and "GEHEIM" not in box, "delivered by maildrop")


def main():
    full = "--full" in sys.argv
    folders = [a for a in sys.argv[1:] if not a.startswith("--")]
    programs = os.path.abspath(folders[0] if folders else f"{HERE}/../../.build/release")
    for tool in ["postfix", "smtp-sink"]:
        if not shutil.which(tool):
            sys.exit(f"check.py needs {tool}: apt-get install postfix")
    if os.geteuid() != 0:
        sys.exit("check.py starts a Postfix of its own, and so needs root")
    with Place(programs, "gateway") as place:
        filter_command(place, programs)
        print("filter: ok", flush=True)
        unit(programs)
        maildrop(place, programs)
        print("unit, maildrop: ok", flush=True)
        content_filter(place, programs)
        print("content_filter: ok", flush=True)
        os.mkdir(place.spool)
        with place.sluiced(None, "--spool", place.spool) as daemon, Postfix(f"{place.folder}/postfix", f"unix:{place.folder}/milter.sock") as postfix:
            for scenario in [verdicts, exempt, held, nobody, conformance, reload, big, spool, down, drain]:
                scenario(place, postfix, daemon)
                print(f"{scenario.__name__}: ok", flush=True)
    print(f"{ok} checks hold")
    if full:
        import full as more
        from table import Table
        table = Table()
        more.run(Place, programs, table)
        sys.exit(0 if table.holds else 1)


if __name__ == "__main__":
    main()
