"""What Postfix does where the milter fails, and what becomes of mails when `sluiced` itself does."""

import os
import signal
import socket
import threading
import time

from postfix import Postfix, Refused, mail, send


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
                if self.fault == "early close" and data[:1] == b"L":
                    return connection.close()
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
                    # What is left of a program that has ended: neither this connection nor another.
                    self.socket.close()
                    connection.close()
        except OSError:
            pass


FAULTS = ["hang", "early close", "garbage", "half reply", "exit", "down"]


def outcome(port, filler="", **more):
    """The code of the answer to a leaky mail."""
    try:
        return send(port, mail(body=filler + "GEHEIM-1", **more))[0][:3]
    except Refused as answer:
        return str(answer)[:3]


def faults(place, table):
    """With `tempfail` nothing is taken, with `quarantine` all is held; nothing is delivered (postconf(5), milter_default_action)."""
    path = f"{place.folder}/bad.sock"
    for action in ["tempfail", "quarantine"]:
        with Postfix(f"{place.folder}/faults-{action}", f"unix:{path}", action) as postfix:
            postfix.set(milter_content_timeout="2s")
            codes = []
            for fault in FAULTS:
                milter = BadMilter(path, fault)
                milter.start()
                codes.append(outcome(postfix.port, test_id=fault.replace(" ", "-")))
                milter.socket.close()
            held = postfix.queue().count('"queue_name": "hold"')
            passed = "X-Test-Id" in postfix.delivered()
            expected = (["451"] * 6, 0) if action == "tempfail" else (["250"] * 6, 6)
            table.row(f"a milter that fails in {len(FAULTS)} ways, {action}", f"{expected[0][0]}, {expected[1]} held, 0 delivered",
                      f"{'/'.join(sorted(set(codes)))}, {held} held, {'some' if passed else 0} delivered",
                      (codes, held) == expected and not passed)
    # And the daemon itself, killed in the middle of a mail or stopped.
    with Postfix(f"{place.folder}/faults-own", f"unix:{place.folder}/milter.sock") as postfix, place.sluiced() as daemon:
        postfix.set(milter_content_timeout="2s", milter_command_timeout="2s", milter_connect_timeout="2s")
        codes = []
        for number in [signal.SIGSTOP, signal.SIGKILL]:
            daemon.process.send_signal(number)
            codes.append(outcome(postfix.port))
            daemon.process.send_signal(signal.SIGCONT)
        daemon.process.wait()
        daemon.start()
        codes.append(outcome(postfix.port))
        table.row("sluiced stopped, killed, started again", "451, 451, 550", ", ".join(codes), codes == ["451", "451", "550"])
