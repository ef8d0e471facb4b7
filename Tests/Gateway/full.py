"""The long form of check.py: kills, faults, floods and hostile mails, counted."""

import collections
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time

from postfix import Postfix, Refused, answers, free_port, mail, send, wait_for


class Load:
    """Many mails at once, each with a name; what becomes of them is counted like a mail server's queue would."""

    def __init__(self, port, count, threads=20, leaky_every=5, size=4096, retry=60):
        self.port, self.count, self.leaky_every, self.retry = port, count, leaky_every, retry
        self.filler = "Ein ganz gewöhnlicher Satz ohne Geheimnis.\r\n" * (size // 46)
        self.run = f"{os.getpid()}-{random.randrange(10**9)}"
        self.lock, self.next = threading.Lock(), iter(range(count))
        self.outcomes, self.transient, self.times = {}, collections.Counter(), []
        self.threads = [threading.Thread(target=self.work) for _ in range(threads)]

    def name(self, index):
        return f"{self.run}-{index}"

    def is_leaky(self, index):
        return bool(self.leaky_every) and index % self.leaky_every == 0

    def work(self):
        while True:
            with self.lock:
                index = next(self.next, None)
            if index is None:
                return
            body = self.filler + ("GEHEIM-1\r\n" if self.is_leaky(index) else "")
            end, outcome = time.time() + self.retry, "given up"
            while time.time() < end:
                try:
                    _, seconds = send(self.port, mail(body=body, test_id=self.name(index)))
                    self.times.append(seconds)
                    outcome = "taken"
                    break
                except Refused as fault:
                    if str(fault).startswith("5"):
                        outcome = "refused"
                        break
                    self.transient[str(fault)[:20]] += 1
                except OSError:
                    self.transient["network"] += 1
                time.sleep(0.2)
            with self.lock:
                self.outcomes[index] = outcome

    def start(self):
        self.began = time.time()
        for thread in self.threads:
            thread.start()
        return self

    def join(self):
        for thread in self.threads:
            thread.join()
        self.seconds = time.time() - self.began
        return self

    def percentile(self, share):
        times = sorted(self.times)
        return times[min(len(times) - 1, int(share * len(times)))] * 1000 if times else -1

    def delivery(self, text):
        """Clean mails that are missing or came twice, leaky ones that were delivered."""
        seen = collections.Counter(re.findall(r"X-Test-Id: (\S+)", text))
        clean = [self.name(i) for i in range(self.count) if not self.is_leaky(i)]
        leaky = [self.name(i) for i in range(self.count) if self.is_leaky(i)]
        return dict(
            clean=len(clean), lost=sum(seen[n] == 0 for n in clean), twice=sum(seen[n] > 1 for n in clean),
            leaky=len(leaky), leaked=sum(seen[n] > 0 for n in leaky))


def killed(place, check, count=3000, kills=12):
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
        print("killed", kills, "times:", found, dict(load.transient))
        check(found["lost"] == 0 and found["twice"] == 0 and found["leaked"] == 0, f"kill -9: {found}")


class BadMilter(threading.Thread):
    """A milter that answers wrongly, so that what Postfix does then is known, not assumed."""

    NEGOTIATED = b"\0\0\0\x0dO\0\0\0\x06\0\0\0\x31\0\0\0\0"

    def __init__(self, path, fault):
        super().__init__(daemon=True)
        self.fault, self.socket = fault, socket.socket(socket.AF_UNIX)
        if os.path.exists(path):
            os.unlink(path)
        if fault != "down":
            self.socket.bind(path)
            os.chmod(path, 0o666)
            self.socket.listen(50)

    def run(self):
        if self.fault == "down":
            return
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        def packet():
            head = b""
            while len(head) < 4:
                more = connection.recv(4 - len(head))
                if not more:
                    return None
                head += more
            left, data = int.from_bytes(head, "big"), b""
            while len(data) < left:
                data += connection.recv(left - len(data))
            return data

        try:
            packet()
            connection.sendall(self.NEGOTIATED)
            while data := packet():
                if data[:1] in b"DAQK":
                    continue
                if data[:1] != b"E":
                    connection.sendall(b"\0\0\0\x01c")
                elif self.fault == "hang":
                    time.sleep(60)
                elif self.fault == "garbage":
                    connection.sendall(b"\0\0\0\x05\xff\xfe\xfd\xfc\xfb")
                elif self.fault == "half reply":
                    connection.sendall(b"\0\0\0")
                    connection.close()
                else:
                    connection.close()
        except OSError:
            pass


def faults(place, check):
    """What Postfix does where the milter fails: with `tempfail` nothing is taken, with `quarantine` all is held."""
    path = f"{place.folder}/bad.sock"
    for action in ["tempfail", "quarantine"]:
        with Postfix(f"{place.folder}/faults-{action}", f"unix:{path}", action) as postfix:
            postfix.set(milter_content_timeout="2s")
            for fault in ["hang", "early close", "garbage", "half reply", "exit", "down"]:
                milter = BadMilter(path, fault)
                milter.start()
                try:
                    outcome = send(postfix.port, mail(body="GEHEIM-1", test_id=fault.replace(" ", "-")))[0][:3]
                except Refused as answer:
                    outcome = str(answer)[:3]
                milter.socket.close()
                check(outcome == ("451" if action == "tempfail" else "250"), f"{fault}, {action}: {outcome}")
            held = postfix.queue().count('"queue_name": "hold"')
            check(held == (0 if action == "tempfail" else 6), f"{action}: {held} held")
            check("X-Test-Id" not in postfix.delivered(), "nothing is delivered")
    # And the daemon itself, killed in the middle of a mail or stopped.
    with Postfix(f"{place.folder}/faults-own", f"unix:{place.folder}/milter.sock") as postfix, place.sluiced() as daemon:
        postfix.set(milter_content_timeout="2s", milter_command_timeout="2s", milter_connect_timeout="2s")
        for number in [signal.SIGSTOP, signal.SIGKILL]:
            daemon.process.send_signal(number)
            try:
                outcome = send(postfix.port, mail(body="GEHEIM-1"))[0]
            except Refused as answer:
                outcome = str(answer)
            check(outcome.startswith("451"), f"{number}: {outcome}")
            daemon.process.send_signal(signal.SIGCONT)
            if number == signal.SIGKILL:
                daemon.process.wait()
                daemon.start()
    print("faults: ok")


def idle(place, check):
    """Idle connections, half packets and abrupt closes cost little, and all is given back."""
    port = free_port()
    with place.sluiced(f"inet:127.0.0.1:{port}") as daemon:
        time.sleep(0.5)
        memory, files = daemon.status("VmRSS"), daemon.files()
        connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(900)]
        for connection in connections:
            connection.sendall(b"\0\0\0\x0dO\0\0\0\x06\0\0\x01\xff\0\x1f\xff\xff")
        for connection in connections:
            check(len(connection.recv(100)) == 17, "each is answered")
        for connection in connections[:50]:
            connection.sendall(b"\0\0\x10\0B" + b"x" * 2000)
        time.sleep(0.5)
        threads, more = daemon.status("Threads"), daemon.status("VmRSS") - memory
        print(f"900 idle: {threads} threads, {more} KB more")
        check(threads <= os.cpu_count() + 4, f"{threads} threads")
        check(more <= 20 << 10, f"{more} KB more")
        for connection in connections:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()
        wait_for(lambda: daemon.files() <= files, "the descriptors")


def reloads(place, check, policy):
    """100 reloads while mails come, every tenth with a fault; no mail fails."""
    with place.sluiced() as daemon, Postfix(f"{place.folder}/postfix2", f"unix:{place.folder}/milter.sock") as postfix:
        load = Load(postfix.port, 1000, leaky_every=5).start()
        for number in range(100):
            place.policy(policy + ("unknown: 1\n" if number % 10 == 9 else f"# {number}\n"))
            seen = daemon.log().count("loaded")
            daemon.reload()
            wait_for(lambda: daemon.log().count("loaded") > seen, "a reload", 30)
        load.join()
        outcomes = collections.Counter(load.outcomes.values())
        print("100 reloads:", dict(outcomes), dict(load.transient))
        check(outcomes == {"taken": 800, "refused": 200} and not load.transient, "no mail failed")
        check(daemon.log().count("not loaded") == 10, "ten faults")
        place.policy(policy)


def two_large(place, check):
    """Two mails of 40 MB at once."""
    import base64
    line = base64.b64encode(os.urandom(57)) + b"\r\n"
    text = mail(more="MIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n", body="")
    data = text.encode() + line * (40_000_000 // len(line))
    with place.sluiced() as daemon, Postfix(f"{place.folder}/postfix3", f"unix:{place.folder}/milter.sock") as postfix:
        outcomes = []
        threads = [threading.Thread(target=lambda: outcomes.append(send(postfix.port, data)[0][:3])) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        peak = daemon.status("VmHWM") / 1024
        print(f"two mails of {len(data) >> 20} MiB: peak {peak:.0f} MiB, {outcomes}")
        check(outcomes == ["250", "250"], f"{outcomes}")
        check(peak <= 60 + 1.5 * 2 * len(data) / 2**20, f"peak {peak}")


def hostile(place, check):
    """A mail against a slow rule: its verdict comes by the deadline, and other mails do not wait for it."""
    with place.sluiced() as daemon, Postfix(f"{place.folder}/postfix4", f"unix:{place.folder}/milter.sock") as postfix:
        quiet = Load(postfix.port, 300, threads=2, leaky_every=0).start().join()
        answer = []

        def attack():
            began = time.time()
            try:
                send(postfix.port, mail(body=("1234-" * 180 + "\r\n") * 1200))
                answer.append("taken")
            except Refused as fault:
                answer.append(str(fault)[:3])
            answer.append(time.time() - began)

        thread = threading.Thread(target=attack)
        thread.start()
        time.sleep(0.3)
        loud = Load(postfix.port, 300, threads=2, leaky_every=0).start().join()
        thread.join()
        print(f"hostile: {answer}, others' p99 {quiet.percentile(.99):.1f} ms without, {loud.percentile(.99):.1f} ms with")
        check(answer[0] in ["451", "250", "550"], "a verdict")
        check(answer[1] < 5.5, f"by the deadline: {answer[1]}")


def run(programs, place_of, check):
    policy = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "sluice.yaml")).read()
    with place_of(programs, "full") as place:
        for scenario in [killed, faults, idle, two_large, hostile]:
            scenario(place, check)
            print(f"{scenario.__name__}: ok", flush=True)
        reloads(place, check, policy)
        print("reloads: ok", flush=True)
