"""Many mails at once, each with a name, counted like a mail server's queue would."""

import collections
import os
import random
import re
import threading
import time

from postfix import Refused, mail, send

WORDS = """der die das und ist nicht mit von auf für eine im dem wir sie haben werden kann noch nach über Angebot Rechnung
Lieferung Termin Montag Besprechung Kunde Vertrag Projekt Entwurf bitte danke gerne morgen heute Woche Anlage Frage Antwort
the of to and in is that for we you have will meeting draft order review team please thanks next week attached question
budget figures plan office report number address phone mail project customer""".split()


def text(size, seed=7):
    """A text of so many bytes, of words, numbers and dates as they stand in mails; the same for each seed."""
    chosen, lines, length = random.Random(seed), [], 0
    while length < size:
        words = [chosen.choice(WORDS) for _ in range(chosen.randint(6, 12))]
        if chosen.random() < 0.2:
            words.append(f"{chosen.randint(1, 28)}.{chosen.randint(1, 12)}.2024")
        if chosen.random() < 0.2:
            words.append(str(chosen.randint(10, 99999)))
        lines.append(" ".join(words).capitalize() + ".\r\n")
        length += len(lines[-1].encode())
    return "".join(lines).encode()[:size - 2].decode(errors="ignore") + "\r\n"


def percentile(times, share):
    """In milliseconds."""
    times = sorted(times)
    return times[min(len(times) - 1, int(share * len(times)))] * 1000 if times else -1


class Load:
    """So many mails in so many sessions; every so-and-so-manieth has to be refused."""

    def __init__(self, port, count, threads=20, leaky_every=5, size=4096, retry=60):
        self.port, self.count, self.leaky_every, self.retry = port, count, leaky_every, retry
        self.filler = text(size)
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
        return percentile(self.times, share)

    def delivery(self, text):
        """Clean mails that are missing or came twice, leaky ones that were delivered."""
        seen = collections.Counter(re.findall(r"X-Test-Id: (\S+)", text))
        clean = [self.name(i) for i in range(self.count) if not self.is_leaky(i)]
        leaky = [self.name(i) for i in range(self.count) if self.is_leaky(i)]
        return dict(
            clean=len(clean), lost=sum(seen[n] == 0 for n in clean), twice=sum(seen[n] > 1 for n in clean),
            leaky=len(leaky), leaked=sum(seen[n] > 0 for n in leaky))
