"""A private Postfix on loopback, with a milter before it and a sink behind it; run as root, everything below one folder."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time

MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
myhostname = mx.westbach.example
mydomain = westbach.example
myorigin = westbach.example
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions =
alias_maps =
alias_database =
local_transport = error:none
relayhost = [127.0.0.1]:{sink}
smtp_host_lookup = native
disable_dns_lookups = yes
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
default_process_limit = 100
default_destination_concurrency_limit = 50
initial_destination_concurrency = 50
minimal_backoff_time = 2s
maximal_backoff_time = 4s
queue_run_delay = 2s
message_size_limit = 104857600
smtpd_milters = {milter}
non_smtpd_milters =
milter_default_action = {action}
milter_protocol = 6
milter_connect_timeout = 5s
milter_command_timeout = 5s
milter_content_timeout = 10s
import_environment = MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ LANG=C
"""

MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
{more}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(condition, what, seconds=20):
    end = time.time() + seconds
    while time.time() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain for " + what)


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


class Postfix:
    def __init__(self, folder, milter, action="tempfail", master=""):
        self.folder = folder
        self.port, self.sink_port = free_port(), free_port()
        for name in ["etc", "queue", "data", "sink"]:
            os.makedirs(f"{folder}/{name}", exist_ok=True)
        os.chmod(folder, 0o755)
        shutil.chown(f"{folder}/data", "postfix", "postfix")
        os.chmod(f"{folder}/sink", 0o777)
        with open(f"{folder}/etc/main.cf", "w") as f:
            f.write(MAIN.format(folder=folder, sink=self.sink_port, milter=milter, action=action))
        with open(f"{folder}/etc/master.cf", "w") as f:
            f.write(MASTER.format(port=self.port, more=master))
        self.processes = []

    def __enter__(self):
        sink = ["smtp-sink", "-u", "nobody", "-c", "-D", f"{self.folder}/sink/all.", f"127.0.0.1:{self.sink_port}", "1000"]
        self.processes.append(subprocess.Popen(sink, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        self.command("postfix", "check")
        self.processes.append(
            subprocess.Popen(
                ["postfix", "-c", f"{self.folder}/etc", "start-fg"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        wait_for(lambda: answers(self.port) and answers(self.sink_port), "Postfix")
        return self

    def __exit__(self, *_):
        subprocess.run(["postfix", "-c", f"{self.folder}/etc", "stop"], capture_output=True)
        for process in self.processes:
            process.terminate()
            process.wait(20)

    def command(self, name, *arguments):
        return subprocess.run(
            [name, "-c", f"{self.folder}/etc", *arguments], check=True, capture_output=True, text=True).stdout

    def set(self, **settings):
        self.command("postconf", "-e", *[f"{k}={v}" for k, v in settings.items()])
        self.command("postfix", "reload")
        time.sleep(0.3)
        wait_for(lambda: answers(self.port), "Postfix after its reload")

    def queue(self):
        return self.command("postqueue", "-j")

    def delivered(self):
        """All that the sink took, as text."""
        path = f"{self.folder}/sink/all."
        return open(path, "rb").read().decode("latin-1") if os.path.exists(path) else ""

    def deliver_all(self):
        wait_for(
            lambda: not any(files for name in ["incoming", "active", "deferred", "maildrop"]
                            for _, _, files in os.walk(f"{self.folder}/queue/{name}")), "the queue to run dry", 60)

    def log(self):
        return open(f"{self.folder}/mail.log").read()


class Refused(Exception):
    """The mail server's answer, with its code."""


def mail(subject="Angebot", body="Guten Tag", sender="anna@westbach.example", recipient="bert@kunde.example", more="", test_id=None):
    test_id = f"X-Test-Id: {test_id}\r\n" if test_id else ""
    return (f"From: {sender}\r\nTo: {recipient}\r\nSubject: {subject}\r\n{test_id}{more}\r\n{body}\r\n")


def send(port, text, sender="anna@westbach.example", recipients=("bert@kunde.example",), timeout=60):
    """Sends one mail; gives the answer and how long the mail server took for it."""
    with socket.create_connection(("127.0.0.1", port), 10) as s:
        s.settimeout(timeout)
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        f = s.makefile("rb")

        def answer(expected):
            lines = []
            while True:
                line = f.readline()
                if not line:
                    raise ConnectionError("closed")
                lines.append(line.decode("latin-1").rstrip())
                if line[3:4] != b"-":
                    break
            if not lines[0].startswith(expected):
                raise Refused("\n".join(lines))
            return "\n".join(lines)

        answer("220")
        for command, expected in [("EHLO client.example", "250"), (f"MAIL FROM:<{sender}>", "250")] + [
            (f"RCPT TO:<{r}>", "250") for r in recipients] + [("DATA", "354")]:
            s.sendall(command.encode() + b"\r\n")
            answer(expected)
        data = text.encode() if isinstance(text, str) else text
        began = time.time()
        s.sendall(re.sub(rb"(?m)^\.", b"..", data) + b"\r\n.\r\n")
        result = answer("250"), time.time() - began
        s.sendall(b"QUIT\r\n")
        return result


class Sluiced:
    """The daemon, started and killed at will."""

    def __init__(self, program, folder, milter, config, *arguments):
        self.command = [program, "--config", config, "--milter", milter, "--socket-mode", "666", *arguments]
        self.socket = milter[5:] if milter.startswith("unix:") else None
        self.port = int(milter.rsplit(":", 1)[1]) if not self.socket else None
        self.log_path = f"{folder}/sluiced.log"
        self.process = None

    def ready(self):
        if self.port:
            return answers(self.port)
        try:
            with socket.socket(socket.AF_UNIX) as s:
                s.connect(self.socket)
            return True
        except OSError:
            return False

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=open(self.log_path, "ab"))
        wait_for(self.ready, "sluiced")
        return self

    def kill(self, number=signal.SIGKILL):
        self.process.send_signal(number)
        return self.process.wait(20)

    def reload(self):
        self.process.send_signal(signal.SIGHUP)

    def status(self, field):
        text = open(f"/proc/{self.process.pid}/status").read()
        return int(re.search(rf"^{field}:\s+(\d+)", text, re.M).group(1))

    def files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def log(self):
        return open(self.log_path).read()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.kill(signal.SIGTERM)
