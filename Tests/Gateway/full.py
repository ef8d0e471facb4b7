"""The long form of check.py: speed, kills, faults, floods and hostile mails, as a table of what was asked and seen."""

import base64
import collections
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.request

import faults
import signing
import speed
from load import Load, percentile, text
from postfix import Postfix, Refused, free_port, mail, send, wait_for


def get(port, path):
    return urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20).read().decode()


def ask(port, body):
    return json.load(urllib.request.urlopen(urllib.request.Request(
        f"http://127.0.0.1:{port}/check", body.encode(), {"Content-Type": "text/plain"}), timeout=60))


def killed(place, table, count=3000, kills=12):
    """kill -9 while mails come, and a start at once."""
    with place.sluiced() as daemon, Postfix(f"{place.folder}/postfix", f"unix:{place.folder}/milter.sock") as postfix:
        load = Load(postfix.port, count).start()
        for number in range(kills):
            wait_for(lambda: len(load.outcomes) >= count * (number + 1) // (kills + 1), "mails", 300)
            daemon.kill(signal.SIGKILL)
            daemon.start()
        load.join()
        postfix.deliver_all()
        found = load.delivery(postfix.delivered())
        outcomes = collections.Counter(load.outcomes.values())
        table.row(
            f"kill -9, {kills} times in {count} mails, {found['leaky']} of them leaky", "0 lost, 0 twice, 0 leaked",
            f"{found['lost']} lost, {found['twice']} twice, {found['leaked']} leaked; {sum(load.transient.values())} tried again",
            found["lost"] == found["twice"] == found["leaked"] == 0 and outcomes["given up"] == 0)


def idle(place, table):
    """Idle connections, half packets and abrupt closes cost little, and all is given back; the HTTP side is in use."""
    port, web = free_port(), free_port()
    with place.sluiced(f"inet:127.0.0.1:{port}", "--http", f"127.0.0.1:{web}") as daemon:
        ask(web, "Guten Tag, GEHEIM-1")
        time.sleep(7)
        memory, files, threads = daemon.status("VmRSS"), daemon.files(), [daemon.status("Threads")]
        connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(900)]
        for connection in connections:
            connection.sendall(b"\0\0\0\x0dO\0\0\0\x06\0\0\x01\xff\0\x1f\xff\xff")
        answered = sum(connection.recv(100)[4:5] == b"O" for connection in connections)
        for connection in connections[:50]:
            connection.sendall(b"\0\0\x10\0B" + b"x" * 2000)
        pages = [socket.create_connection(("127.0.0.1", web)) for _ in range(100)]
        askers = [threading.Thread(target=lambda: [ask(web, text(4096) + "GEHEIM-1") for _ in range(20)]) for _ in range(10)]
        for asker in askers:
            asker.start()
        while any(asker.is_alive() for asker in askers):
            threads.append(daemon.status("Threads"))
            time.sleep(0.01)
        more = daemon.status("VmRSS") - memory
        for connection in connections + pages:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()
        most = os.cpu_count() + 4
        what = "900 idle connections, 50 half packets, 100 of HTTP and 200 checks"
        table.row(f"{what}: threads", f"{most}", f"{max(threads)}", max(threads) <= most and answered == 900)
        table.row("... memory", "+ 20 MB", f"+ {more / 1024:.1f} MB", more <= 20 << 10)
        try:
            wait_for(lambda: daemon.files() <= files, "the descriptors")
        except AssertionError:
            pass
        table.row("... descriptors behind abrupt closes", f"{files}", f"{daemon.files()}", daemon.files() <= files)


def reloads(place, table, policy):
    """100 reloads while mails come, every tenth with a fault; no mail fails."""
    with place.sluiced() as daemon, Postfix(f"{place.folder}/postfix2", f"unix:{place.folder}/milter.sock") as postfix:
        load = Load(postfix.port, 1000, leaky_every=5).start()
        for number in range(100):
            place.policy(policy + ("unknown: 1\n" if number % 10 == 9 else f"# {number}\n"))
            seen = daemon.log().count("loaded")
            daemon.reload()
            wait_for(lambda: daemon.log().count("loaded") > seen, "a reload", 30)
        load.join()
        place.policy(policy)
        outcomes = collections.Counter(load.outcomes.values())
        failed = load.count - outcomes["taken"] - outcomes["refused"] + sum(load.transient.values())
        bad = daemon.log().count("not loaded")
        table.row("100 reloads under load, 10 with a bad file", "0 failed mails", f"{failed} failed, {bad} bad files told",
                  failed == 0 and outcomes["refused"] == 200 and bad == 10)


def large(place, table, size=40_000_000):
    """Two mails of 40 MB at once, as an attachment, as text and as HTML."""
    line = base64.b64encode(os.urandom(57)).decode() + "\r\n"
    head = "MIME-Version: 1.0\r\nContent-Type: {}\r\n{}"
    page = "".join(f"<p class=\"line\">{one}</p>\r\n" for one in text(1 << 20).split("\r\n"))
    kinds = {
        "attachments": (head.format("application/octet-stream", "Content-Transfer-Encoding: base64\r\n"), line),
        "text": (head.format("text/plain; charset=utf-8", ""), text(1 << 20)),
        "HTML": (head.format("text/html; charset=utf-8", ""), page),
    }
    for kind, (fields, piece) in kinds.items():
        data = mail(more=fields, body="").encode() + (piece * (size // len(piece.encode()) + 1)).encode()[:size]
        folder = speed.enforcing(place, kind)
        socket_path = f"unix:{folder}/milter.sock"
        with speed.daemon(place, folder, socket_path) as daemon, Postfix(f"{folder}/postfix", socket_path) as postfix:
            postfix.set(milter_content_timeout="60s")
            outcomes = []

            def one():
                try:
                    outcomes.append(send(postfix.port, data)[0][:3])
                except Refused as fault:
                    outcomes.append(str(fault)[:3])

            threads = [threading.Thread(target=one) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            peak, most = daemon.status("VmHWM") * 1024 / 1e6, 60 + 1.5 * 2 * len(data) / 1e6
            table.row(f"two mails of 40 MB at once, {kind}", f"{most:.0f} MB", f"{peak:.0f} MB, {'/'.join(outcomes)}",
                      peak <= most and outcomes == ["250", "250"])


def hostile(place, table, rounds=3, count=40):
    """A mail against a slow rule: its verdict comes by the deadline, and other mails do not wait for it."""
    with place.sluiced() as daemon, Postfix(f"{place.folder}/postfix4", f"unix:{place.folder}/milter.sock") as postfix:
        # One line of a mebibyte, since what the rule tries grows with the square of a line's length.
        line = base64.encodebytes(b"1234-" * 220_000 + b"x:Z").decode().replace("\n", "\r\n")
        attack = mail(more="MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n", body=line)
        quiet, loud, answers = [], [], []

        def others():
            """The times of some mails in two sessions."""
            return Load(postfix.port, count, threads=2, leaky_every=0).start().join().times

        def send_attack():
            try:
                answers.append(send(postfix.port, attack)[0][:3])
            except Refused as fault:
                answers.append(str(fault)[:3])

        others()
        for _ in range(rounds):
            for _ in range(6):
                quiet += others()
            thread = threading.Thread(target=send_attack)
            thread.start()
            time.sleep(0.3)
            while thread.is_alive():
                times = others()
                # Those that came to their end behind the hostile mail do not count.
                loud += times if thread.is_alive() else []
            thread.join()
        lines = [json.loads(line) for line in daemon.log().splitlines() if '"bytes"' in line]
        slow = [line["milliseconds"] for line in lines if line["bytes"] > 1 << 20]
        deadline = 5000
        # A limit holds a mail, a deadline lets it be brought again.
        held = postfix.queue().count('"queue_name": "hold"')
        table.row("a mail against a catastrophic rule: its verdict", f"by {deadline + 50} ms, none let out",
                  f"{max(slow):.0f} ms, {held} held, {answers.count('451')} to be brought again",
                  len(slow) == rounds and max(slow) <= deadline + 50
                  and held == answers.count("250") and held + answers.count("451") == rounds)
        before, beside = percentile(quiet, 0.99), percentile(loud, 0.99)
        table.row("... other mails' p99", "under 2 times", f"{beside / before:.2f} times ({before:.1f} and {beside:.1f} ms)",
                  beside < 2 * before)


def full_disk(place, table):
    """A log that takes no more loses no mail; nor does a spool, whose mails are to be brought again."""
    web = free_port()
    daemon = place.sluiced(None, "--http", f"127.0.0.1:{web}")
    daemon.log_path = "/dev/full"
    with daemon, Postfix(f"{place.folder}/postfix5", f"unix:{place.folder}/milter.sock") as postfix:
        load = Load(postfix.port, 300).start().join()
        postfix.deliver_all()
        found, outcomes = load.delivery(postfix.delivered()), collections.Counter(load.outcomes.values())
        lost = int(re.search(r'sluice_errors_total\{kind="log"\} (\d+)', get(web, "/metrics")).group(1))
        table.row("the log on a full disk, 300 mails", "0 lost, 0 leaked",
                  f"{found['lost']} lost, {found['leaked']} leaked, {lost} lines dropped and counted",
                  found["lost"] == found["leaked"] == 0 and outcomes["refused"] == 60 and lost > 0 and not load.transient)
    spool = f"{place.folder}/spool"
    os.makedirs(spool)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", spool], capture_output=True).returncode != 0:
        return table.skip("the spool on a full disk", "mount is not allowed here")
    try:
        with place.sluiced(None, "--spool", spool), Postfix(
                f"{place.folder}/postfix6", f"unix:{place.folder}/milter.sock") as postfix:
            long = [faults.outcome(postfix.port, filler=text(3 << 20), test_id="long")]
            short = [send(postfix.port, mail(test_id=f"short-{number}"))[0][:3] for number in range(5)]
            table.row("the spool on a full disk, a long mail and 5 short ones", "451, 250", f"{long[0]}, {short[0]}",
                      long == ["451"] and set(short) == {"250"})
    finally:
        subprocess.run(["umount", spool], check=True)


def run(place_of, programs, table):
    policy = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "sluice.yaml")).read()
    with place_of(programs, "full") as place:
        for scenario in [
                speed.mails, speed.scans, killed, idle, large, faults.faults, hostile, full_disk, signing.order]:
            table.run(scenario, place, table)
        table.run(reloads, place, table, policy)
    print()
    table.print()
