"""Sluice before rspamd, and OpenDKIM last, as the README orders them; and what happens in the wrong order."""

import os
import re
import shutil
import subprocess

from postfix import Postfix, Refused, answers, free_port, mail, send, wait_for

# What rspamd refuses, whatever else it knows (rspamd's documentation, "Gtube patterns").
GTUBE = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"

RSPAMD = """\
options { pidfile = "%(folder)s/rspamd.pid"; filters = ""; url_tld = "%(folder)s/tlds"; disable_hyperscan = true; control_socket = "%(folder)s/control.sock mode=0600";
  rrd = ""; cache_file = "%(folder)s/cache"; hs_cache_dir = "%(folder)s"; dns { nameserver = ["127.0.0.1:1"]; timeout = 0.1s; } }
logging { type = "file"; filename = "%(folder)s/rspamd.log"; level = "info"; }
worker "rspamd_proxy" { bind_socket = "127.0.0.1:%(port)d"; milter = yes; count = 1; timeout = 20s;
  upstream "local" { default = yes; self_scan = yes; } }
actions { reject = 15; add_header = 6; }
"""

SIGN = """\
Mode s
Domain westbach.example
Selector mail
KeyFile %(folder)s/mail.private
Canonicalization relaxed/relaxed
RequireSafeKeys no
UserID opendkim
Socket inet:%(port)d@127.0.0.1
"""


class Peers:
    """A private rspamd, and an OpenDKIM that signs."""

    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        os.chmod(folder, 0o755)
        self.rspamd, self.sign, self.key = free_port(), free_port(), b""
        self.processes = []

    def write(self, name, text):
        with open(f"{self.folder}/{name}", "w") as f:
            f.write(text)
        return f"{self.folder}/{name}"

    def make_key(self):
        subprocess.run(
            ["opendkim-genkey", "-b", "2048", "-d", "westbach.example", "-s", "mail", "-D", self.folder], check=True)
        shutil.chown(f"{self.folder}/mail.private", "opendkim", "opendkim")
        self.key = "".join(re.findall(r'"([^"]*)"', open(f"{self.folder}/mail.txt").read())).encode()
        # Of all the domains' ends that rspamd knows it would make a table, for half a minute.
        self.write("tlds", "com\nexample\n")

    def start(self, *command):
        log = open(f"{self.folder}/peers.log", "ab")
        self.processes.append(subprocess.Popen(command, stdout=log, stderr=log))

    def __enter__(self):
        self.make_key()
        at = dict(folder=self.folder)
        shutil.chown(self.folder, "_rspamd", "_rspamd")
        self.start("rspamd", "-f", "-c", self.write("rspamd.conf", RSPAMD % dict(at, port=self.rspamd)), "-u", "_rspamd", "-g", "_rspamd")
        self.start("opendkim", "-f", "-x", self.write("sign.conf", SIGN % dict(at, port=self.sign)))
        wait_for(lambda: all(map(answers, [self.rspamd, self.sign])), "rspamd and OpenDKIM", 120)
        return self

    def __exit__(self, *_):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(20)


def smtpd(port, *milters):
    return f"127.0.0.1:{port} inet n - n - - smtpd\n  -o smtpd_milters={','.join(milters)}\n"


def refusal(port, text):
    try:
        return "taken: " + send(port, text)[0]
    except Refused as fault:
        return str(fault)


def delivered(postfix, name):
    """The mail of that name as the sink took it, with fields of the sink's own before it."""
    postfix.deliver_all()
    for one in re.split(r"(?m)^(?=X-Client-Addr: )", postfix.delivered()):
        if f"X-Test-Id: {name}\n" in one:
            return one
    raise AssertionError(f"{name} is not delivered")


def order(place, table):
    """The order of the README, with mails that each of the three has something to say to."""
    try:
        import dkim
    except ImportError:
        dkim = None
    if not dkim or not all(map(shutil.which, ["rspamd", "opendkim", "opendkim-genkey"])):
        return table.skip("the order with rspamd and signing", "apt-get install rspamd opendkim opendkim-tools python3-dkim")
    right, wrong = free_port(), free_port()
    with place.sluiced(), Peers(f"{place.folder}/peers") as peers:
        sluice, rspamd, sign = [f"unix:{place.folder}/milter.sock"] + [
            f"inet:127.0.0.1:{port}" for port in [peers.rspamd, peers.sign]]
        master = smtpd(right, sluice, rspamd, sign) + smtpd(wrong, sign, rspamd, sluice)
        with Postfix(f"{place.folder}/postfix-order", "", master=master) as postfix:
            code = re.search(r"\[ok [-0-9A-Z]{9}\]", refusal(right, mail(body="FALKE-1")).replace("\n", " ")).group(0)
            seen = {}
            for name, port in [("right", right), ("wrong", wrong)]:
                send(port, mail(subject=f"Angebot {code}", body="FALKE-1", test_id=name))
                text = delivered(postfix, name)
                assert "[ok" not in text and "DKIM-Signature" in text, text
                # The sink adds empty lines, which a signature does not count.
                seen[name] = dkim.verify(text.encode(), dnsfunc=lambda *_, **__: peers.key)
            leak, spam = refusal(right, mail(body="GEHEIM-1")), refusal(right, mail(body=GTUBE))
            table.row(
                "Sluice, rspamd, OpenDKIM: the signature holds where the mail arrives", "yes; in the wrong order no",
                f"{'yes' if seen['right'] else 'no'}; {'yes' if seen['wrong'] else 'no'}", seen == {"right": True, "wrong": False})
            table.row("... and each refuses what is its own", "550, 55x", f"{leak[:9]}, {spam[:40]}",
                      leak.startswith("550-5.7.1") and spam.startswith("55"))
