"""What anybody can do on the page of `sluiced`, in a real Chromium that can reach this host only."""
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

from axe_core_python.selenium import Axe
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.keys import Keys

SHOTS = pathlib.Path(sys.argv.pop(1)) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else None
TEXT = "Grüße 👋 an alle,\nunser Projekt KRANICH-7 startet im Mai.\nFragen Sie nach KRANICH-9 <b>oder</b> MERKBLATT-3.\n"
RULES = """rules:
  - id: project-name
    title: { de: Projektname, en: Project name }
    severity: high
    pattern: '\\bKRANICH-[0-9]\\b'
    confidence: high
    show: none
    why: { de: 'Der Name verrät, woran die Firma arbeitet.', en: 'The name tells what the company works on.' }
    instead: { de: 'Sagen Sie „ein neues Vorhaben“.', en: 'Say “a new project”.' }
  - id: leaflet
    title: { de: Merkblatt, en: Leaflet }
    severity: medium
    pattern: '\\bMERKBLATT-[0-9]\\b'
    confidence: high
    show: all
    why: { de: 'Es ist nur für den Gebrauch im Haus.', en: 'It is for use in the house only.' }
    instead: { de: 'Nennen Sie die Seite für Kunden.', en: 'Name the page for customers.' }
"""
POLICY = """language: de
mode: enforce
organisation:
  domains: [westbach.example]
contacts:
  - name: { de: Datenschutz, en: Data protection }
    address: datenschutz@westbach.example
    answers-within: 2h
verdicts:
  - { action: confirm, when: { severity: high } }
  - { action: advise, when: { severity: medium } }
"""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Daemon:
    """A `sluiced` of its own, with rules and a policy for the tests."""

    def __init__(self, folder, *options):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}/"
        (folder / "rules.yaml").write_text(RULES)
        (folder / "sluice.yaml").write_text(POLICY)
        self.log = folder / f"log-{self.port}"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [os.environ["SLUICED"], "--config", folder / "sluice.yaml", "--rules", folder / "rules.yaml",
                 "--http", f"127.0.0.1:{self.port}", "--log-level", "debug", *options], stderr=log, stdout=log)
        for _ in range(200):
            try:
                urllib.request.urlopen(self.address + "health").read()
                return
            except OSError:
                time.sleep(0.05)
        self.process.kill()
        self.process.wait()
        raise AssertionError(self.log.read_text())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)


def chromium():
    options = webdriver.ChromeOptions()
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=de"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"intl.accept_languages": "de,en"})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


class CheckPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.daemon = Daemon(pathlib.Path(cls.folder.name))
        cls.browser = chromium()

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        assert cls.daemon.stop() == 0, "the daemon does not end as it should"
        log = cls.daemon.log.read_text()
        assert "KRANICH" not in log and "MERKBLATT" not in log and "check" not in log, "the log tells what was asked"
        cls.folder.cleanup()

    def open(self, address=None, width=1100, height=1000, scheme="light"):
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        self.browser.get("about:blank")
        self.browser.get_log("browser"), self.browser.get_log("performance")
        self.browser.get(address or self.daemon.address)

    def run_script(self, script):
        return self.browser.execute_script(script)

    def text(self, selector):
        return self.run_script(f"return document.querySelector({selector!r})?.innerText ?? ''")

    def press(self, *keys):
        for key in keys:
            self.browser.switch_to.active_element.send_keys(key)

    def enter(self, text):
        # The driver types no characters beyond the basic plane.
        self.browser.execute_script("document.getElementById('text').value = arguments[0]", text)

    def ask(self, text=TEXT):
        self.enter(text)
        self.run_script("document.getElementById('form').requestSubmit()")
        self.wait()

    def wait(self):
        for _ in range(100):
            if not self.run_script("return document.getElementById('check').hasAttribute('aria-disabled')"):
                return
            time.sleep(0.05)
        self.fail("no answer came")

    def shoot(self, name):
        if SHOTS:
            SHOTS.mkdir(parents=True, exist_ok=True)
            height = self.run_script("return document.documentElement.scrollHeight")
            self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
                "width": self.run_script("return innerWidth"), "height": height, "deviceScaleFactor": 1, "mobile": False})
            self.browser.save_screenshot(str(SHOTS / f"check-{name}.png"))

    def test_marks_and_explains(self):
        self.open()
        self.shoot("empty")
        self.ask()
        marks = self.run_script("return [...document.querySelectorAll('#marked mark a')].map(one => one.firstChild.data)")
        self.assertEqual(marks, ["KRANICH-7", "KRANICH-9", "MERKBLATT-3"])
        self.assertEqual(self.run_script("const m = document.getElementById('marked').cloneNode(true); m.querySelectorAll('sup, .unseen').forEach(one => one.remove()); return m.textContent"), TEXT)
        self.assertEqual(self.text("#result-title"), "3 Stellen, die Sie ansehen sollten")
        reasons = self.text("#reasons")
        for part in ("Projektname (2-mal)", "Der Name verrät", "„ein neues Vorhaben“", "Datenschutz, datenschutz@westbach.example (Antwort innerhalb von 2 Stunden)"):
            self.assertIn(part, reasons)
        self.assertIn("Wer fragt, und warum?", self.text(".questions"))
        self.assertIn("Was folgt daraus, für die Firma und für mich?", self.text(".questions"))
        self.shoot("german")
        self.assertEqual([entry["message"] for entry in self.browser.get_log("browser")], [])

    def test_talks_to_its_server_only_and_keeps_nothing(self):
        self.open()
        self.ask()
        requests = [entry["message"] for entry in self.browser.get_log("performance") if "requestWillBeSent\"" in entry["message"]]
        self.assertTrue(requests)
        self.assertEqual([one for one in requests if "://" in one.replace(self.daemon.address, "").replace("about:blank", "").replace("data:,", "") and '"url":"http' in one.replace(f'"url":"{self.daemon.address}', "")], [])
        self.assertEqual(self.run_script("return [document.cookie, localStorage.length, sessionStorage.length, location.href]"), ["", 0, 0, self.daemon.address])
        self.run_script("const s = document.createElement('script'); try { s.textContent = 'window.intruder = 1' } catch {}; document.body.append(s);"
                        "const i = new Image(); i.src = 'https://other.example/x.png'; document.body.append(i)")
        self.assertIsNone(self.run_script("return window.intruder ?? null"))
        outcome = self.browser.execute_async_script("fetch('https://other.example/').then(() => arguments[0]('sent'), () => arguments[0]('kept'))")
        self.assertEqual(outcome, "kept")
        self.browser.get_log("browser")

    def test_nothing_found_blames_and_promises_nothing(self):
        self.open()
        self.ask("Guten Morgen allerseits.")
        self.assertEqual(self.text("#result-title"), "Nichts gefunden")
        self.assertIn("Die beiden Fragen oben bleiben", self.text("#result-text"))
        self.assertIn("Datenschutz", self.text("#contact"))
        self.assertFalse(self.run_script("return document.getElementById('marked').checkVisibility()"))

    def test_both_languages(self):
        self.open()
        self.assertEqual(self.run_script("return document.documentElement.lang"), "de")
        self.ask()
        self.run_script("document.querySelector('[data-language=en]').click()")
        for _ in range(100):
            if "Why" in self.text("#reasons"):
                break
            time.sleep(0.05)
        self.assertIn("The name tells what the company works on.", self.text("#reasons"))
        self.assertIn("Who is asking, and why?", self.text(".questions"))
        self.assertIn("What follows from it, for the company and for me?", self.text(".questions"))
        self.assertEqual(self.run_script("return document.documentElement.lang"), "en")
        self.assertEqual(self.run_script("return document.activeElement.dataset.language"), "en")
        self.shoot("english")

    def test_a_walk_with_the_keyboard(self):
        self.open()
        self.press(Keys.TAB)
        self.assertEqual(self.run_script("return document.activeElement.className"), "skip")
        self.press(Keys.ENTER)
        self.assertEqual(self.run_script("return document.activeElement.id"), "text")
        self.press("Das ist KRANICH-7.", Keys.CONTROL + Keys.ENTER)
        self.wait()
        self.assertEqual(self.run_script("return document.activeElement.id"), "result-title")
        self.assertIn("Eine Stelle", self.text("#status"))
        self.press(Keys.TAB, Keys.TAB)
        self.assertEqual(self.run_script("return document.activeElement.getAttribute('href')"), "#reason-1")
        self.assertEqual(self.run_script("return document.activeElement.textContent"), "KRANICH-71, Hinweis 1")
        self.press(Keys.ENTER)
        self.assertEqual(self.run_script("return document.activeElement.id"), "reason-1")

    def test_an_empty_text_and_faults_are_told(self):
        self.open()
        self.ask("  ")
        self.assertIn("zuerst einen Text", self.text("#status"))
        self.assertEqual(self.run_script("return document.activeElement.id"), "text")
        self.ask("x" * ((4 << 20) + 1))
        self.assertIn("zu lang", self.text("#status"))
        self.assertEqual(self.text("#reasons"), "")

    def test_asks_for_a_token_where_one_is_needed(self):
        folder = pathlib.Path(self.folder.name)
        (folder / "token").write_text("a-token-of-our-own-making\n")
        daemon = Daemon(folder, "--http-token-file", folder / "token")
        try:
            self.open(daemon.address)
            self.ask()
            self.assertEqual(self.run_script("return document.activeElement.id"), "token")
            self.assertIn("Zugangswort", self.text("#status"))
            self.press("a-token-of-our-own-making", Keys.ENTER)
            self.wait()
            self.assertEqual(self.text("#result-title"), "3 Stellen, die Sie ansehen sollten")
        finally:
            self.assertEqual(daemon.stop(), 0)

    def test_accessible_in_light_and_dark(self):
        for scheme in ("light", "dark"):
            for text in (None, TEXT, "Guten Morgen."):
                self.open(scheme=scheme)
                if text:
                    self.ask(text)
                found = Axe().run(self.browser)["violations"]
                self.assertEqual([(one["id"], one["nodes"][0]["html"][:160]) for one in found], [], f"{scheme} {text}")
                if text == TEXT:
                    self.shoot(scheme)

    def test_narrow(self):
        self.open(width=360, height=800)
        self.ask(TEXT + "W" * 200)
        self.assertLessEqual(self.run_script("return document.documentElement.scrollWidth"), 360)
        self.shoot("narrow")


if __name__ == "__main__":
    unittest.main(verbosity=1)
