"""How fast mails go with the milter and without, and how long a scan alone takes; all default rules."""

import collections
import contextlib
import http.client
import os
import statistics
import subprocess
import time

from load import Load, percentile, text
from postfix import Postfix, Sluiced, free_port, wait_for


def enforcing(place, name):
    """The policy that `sluice init` writes, in force."""
    folder = f"{place.folder}/{name}"
    os.makedirs(folder)
    subprocess.run(
        [f"{place.programs}/sluice", "init", "--domain", "westbach.example", "--contact", "datenschutz@westbach.example"],
        cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    with open(f"{folder}/sluice.yaml") as f:
        policy = f.read()
    with open(f"{folder}/sluice.yaml", "w") as f:
        f.write(policy.replace("mode: observe", "mode: enforce"))
    return folder


def daemon(place, folder, milter, *more):
    return Sluiced(f"{place.programs}/sluiced", folder, milter, f"{folder}/sluice.yaml", "--sendmail", "none", *more)


@contextlib.contextmanager
def nothing(folder, socket):
    """A milter that does nothing, so that what the protocol costs is seen beside what we cost."""
    program = f"{folder}/nothing"
    subprocess.run(["clang", "-O2", "-o", program, f"{os.path.dirname(__file__)}/nothing.c"], check=True)
    process = subprocess.Popen([program, socket])
    try:
        wait_for(lambda: os.path.exists(socket), "the milter that does nothing")
        yield
    finally:
        process.kill()
        process.wait()


def mails(place, table, rounds=12, count=300):
    """Each round sends the same mails without a milter, with it over both sockets, and with one that does nothing."""
    folder = enforcing(place, "speed")
    port, socket, other = free_port(), f"{folder}/milter.sock", f"{folder}/nothing.sock"
    ports = {name: free_port() for name in ["none", "unix", "tcp", "nothing"]}
    milters = {"none": "", "unix": f"unix:{socket}", "tcp": f"inet:127.0.0.1:{port}", "nothing": f"unix:{other}"}
    master = "".join(f"127.0.0.1:{ports[k]} inet n - n - - smtpd\n  -o smtpd_milters={milters[k]}\n" for k in ports)
    rates, times = collections.defaultdict(list), collections.defaultdict(list)
    with daemon(place, folder, milters["unix"]), daemon(place, folder, milters["tcp"]), nothing(folder, other):
        with Postfix(f"{folder}/postfix", "", master=master) as postfix:
            for one in ports.values():
                Load(one, 100, leaky_every=0).start().join()
            postfix.deliver_all()
            for number in range(rounds):
                # None goes always first: what the one before left to be delivered would be another's burden.
                turn = number % len(ports)
                for name in [*ports][turn:] + [*ports][:turn]:
                    load = Load(ports[name], count, leaky_every=0).start().join()
                    postfix.deliver_all()
                    assert not load.transient, load.transient
                    rates[name].append(count / load.seconds)
                    times[name] += load.times
    for name in ports:
        print(f"  {name}: {statistics.median(rates[name]):.0f} mails/s, DATA p50 {percentile(times[name], .5):.1f} ms, "
              f"p99 {percentile(times[name], .99):.1f} ms")
    ratio = {name: statistics.median(a / b for a, b in zip(rates[name], rates[over]))
             for name, over in [("unix", "none"), ("tcp", "unix"), ("nothing", "none")]}
    table.row(
        "mails/s with the milter over the unix socket / without", "0.85",
        f"{ratio['unix']:.2f} (with a milter that does nothing {ratio['nothing']:.2f})", ratio["unix"] >= 0.85)
    table.row("mails/s over TCP / over the unix socket", "0.9", f"{ratio['tcp']:.2f}", ratio["tcp"] >= 0.9)
    for share, most in [(0.5, 20), (0.99, 75)]:
        seen, without = percentile(times["unix"], share), percentile(times["none"], share)
        table.row(f"DATA latency, p{share * 100:.0f}", f"{most} ms", f"{seen:.1f} ms (without the milter {without:.1f})", seen <= most)


def scans(place, table):
    """POST /check on one connection, so HTTP is in the times; a mail's text and one of 1 MB."""
    folder, port = enforcing(place, "scans"), free_port()
    with daemon(place, folder, f"unix:{folder}/milter.sock", "--http", f"127.0.0.1:{port}"):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.connect()
        for name, size, count, most in [("4 KB", 4096, 1000, 5), ("1 MB", 1 << 20, 200, 25)]:
            texts, seconds = [text(size, seed).encode() for seed in range(7)], []
            for number in range(count + 5):
                began = time.perf_counter()
                connection.request("POST", "/check", texts[number % 7], {"Content-Type": "text/plain"})
                answer = connection.getresponse()
                assert answer.status == 200, answer.read()
                answer.read()
                seconds.append(time.perf_counter() - began)
            p50, p99 = percentile(seconds[5:], 0.5), percentile(seconds[5:], 0.99)
            table.row(f"the scan alone (POST /check), {name}, p99", f"{most} ms", f"{p99:.1f} ms (p50 {p50:.1f})", p99 <= most)
