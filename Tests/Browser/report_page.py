"""What a reader of the HTML report can do, in a real Chromium without a network."""
import base64
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

from axe_core_python.selenium import Axe
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.keys import Keys

import records

SHOTS = pathlib.Path(sys.argv.pop(1)) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else None
FOLDER = tempfile.TemporaryDirectory()
PAGES = {}


def page(name, count, **kind):
    """A report of so many findings, as the program writes it."""
    if name not in PAGES:
        source = pathlib.Path(FOLDER.name, f"{name}.jsonl")
        target = source.with_suffix(".html")
        records.write(source, count, **kind)
        subprocess.run([os.environ["SLUICE"], "report", "--retention", "36500", "--language", "en", source, "-o", target],
                       check=True, capture_output=True)
        PAGES[name] = target.as_uri()
    return PAGES[name]


def chromium():
    options = webdriver.ChromeOptions()
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


class ReportPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = chromium()

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()

    def open(self, address, hash="", width=1400, height=900, scheme="light"):
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        self.browser.get("about:blank")
        self.browser.get_log("browser"), self.browser.get_log("performance")
        self.browser.get(address + hash)
        self.run_script("return document.documentElement.dataset.ready")

    def run_script(self, script):
        return self.browser.execute_script(script)

    def text(self, selector):
        return self.run_script(f"return document.querySelector({selector!r})?.innerText ?? ''")

    def press(self, *keys):
        for key in keys:
            self.browser.switch_to.active_element.send_keys(key)
        time.sleep(0.05)

    def shoot(self, name):
        if SHOTS:
            SHOTS.mkdir(parents=True, exist_ok=True)
            self.browser.save_screenshot(str(SHOTS / f"{name}.png"))

    def test_opens_without_errors_and_without_the_network(self):
        for name, count in (("small", 40), ("empty", 0)):
            self.open(page(name, count))
            self.assertEqual([entry["message"] for entry in self.browser.get_log("browser")], [])
            requests = [entry["message"] for entry in self.browser.get_log("performance") if "requestWillBeSent\"" in entry["message"]]
            self.assertEqual([one for one in requests if "http://" in one or "https://" in one], [])
            self.shoot(f"overview-{name}")

    def test_the_policy_of_the_page_lets_nothing_in(self):
        self.open(page("small", 40))
        self.run_script("const s = document.createElement('script'); s.textContent = 'window.intruder = 1'; document.body.append(s);"
                        "const i = new Image(); i.src = 'https://other.example/x.png'; document.body.append(i)")
        self.assertIsNone(self.run_script("return window.intruder ?? null"))
        self.assertTrue(all("Content Security Policy" in entry["message"] for entry in self.browser.get_log("browser")))

    def test_what_was_found_stays_text(self):
        self.open(page("small", 40), "#filter&q=onerror")
        self.assertIn("1 of 40", self.text("#status"))
        self.assertNotEqual(self.run_script("return document.title"), "broken")
        self.run_script("document.querySelector('.row.finding').click()")
        self.assertIn(records.HOSTILE.split()[0], self.text(".detail .excerpt"))
        self.assertEqual(self.run_script("return document.querySelectorAll('img').length"), 0)

    def test_both_languages(self):
        self.open(page("small", 40))
        self.assertIn("What was read and what was not", self.text("#overview"))
        self.run_script("document.querySelector('[data-language=de]').click()")
        self.assertIn("Was gelesen wurde und was nicht", self.text("#overview"))
        self.assertEqual(self.run_script("return document.documentElement.lang"), "de")
        self.run_script("document.querySelector('[data-language=en]').click()")

    def test_dark_by_preference_and_by_choice(self):
        paper = "return getComputedStyle(document.body.parentElement).backgroundColor"
        self.open(page("small", 40), scheme="dark")
        dark = self.run_script(paper)
        self.shoot("overview-dark")
        self.open(page("small", 40))
        light = self.run_script(paper)
        self.assertNotEqual(dark, light)
        self.run_script("const t = document.getElementById('theme'); t.value = 'dark'; t.dispatchEvent(new Event('change'))")
        self.assertEqual(self.run_script(paper), dark)
        self.run_script("const t = document.getElementById('theme'); t.value = 'auto'; t.dispatchEvent(new Event('change'))")

    def test_a_walk_with_the_keyboard(self):
        self.open(page("small", 40))
        self.press("2")
        time.sleep(0.2)
        self.press("/")
        time.sleep(0.1)
        self.assertEqual(self.run_script("return document.activeElement.id"), "search")
        self.press("rechnung")
        self.assertIn(" of 40", self.text("#status"))
        self.press(Keys.ESCAPE)
        self.assertIn("40 findings", self.text("#status"))
        self.press(Keys.ESCAPE)
        first = self.run_script("return document.activeElement.getAttribute('aria-rowindex')")
        self.press("j", "j", "k")
        self.assertEqual(int(self.run_script("return document.activeElement.getAttribute('aria-rowindex')")), int(first) + 1)
        self.press(Keys.END)
        self.assertEqual(self.run_script("return document.activeElement.getAttribute('aria-rowindex')"), "41")
        self.press(Keys.ENTER)
        self.assertEqual(self.run_script("return document.activeElement.id"), "detail-title")
        self.assertIn("#finding=", self.run_script("return location.hash").replace("&", "#"))
        self.press(Keys.ESCAPE)
        self.assertEqual(self.run_script("return document.activeElement.getAttribute('role')"), "row")
        self.press("?")
        self.assertTrue(self.run_script("return document.getElementById('help').open"))

    def test_links_lead_to_a_finding_and_to_a_filter(self):
        self.open(page("small", 40), "#findings")
        self.run_script("document.querySelector('.row.finding').click()")
        link = self.run_script("return location.hash")
        title = self.text("#detail-title")
        self.open(page("small", 40), link)
        self.assertEqual(self.text("#detail-title"), title)
        self.open(page("small", 40), "#filter&severity=critical&group=path")
        self.assertIn(" of 40", self.text("#status"))

    def test_a_finding_is_shown_in_its_conversation_and_with_a_contact(self):
        self.open(page("small", 40), "#findings")
        self.run_script("const c = [...document.querySelectorAll('.row.finding')].find(row => row.querySelector('.channel').textContent === 'chat'); c.click()")
        said = self.run_script("return [...document.querySelectorAll('.talk li')].map(one => [one.className, one.querySelector('b').textContent, one.querySelector('p').textContent])")
        self.assertEqual([one[0] for one in said], ["", "", "", "here", "", "", ""])
        self.assertEqual(said[0][1], "A")
        self.assertTrue(all(len(one[1]) == 1 and one[2] for one in said))
        self.assertIn("Data protection, datenschutz@westbach.example · answers within 2 hours", self.text(".advice"))
        self.shoot("conversation")

    def test_few_people_are_no_figure(self):
        self.open(page("few", 60, people=3))
        self.assertIn("at least five people", self.text("#overview"))
        self.assertEqual(self.run_script("return document.querySelectorAll('#overview .bars-list li, #overview svg.chart').length"), 0)

    def test_nothing_found_says_what_was_read(self):
        self.open(page("empty", 0))
        self.assertIn("Nothing found", self.text("h1"))
        self.assertIn("120", self.text("#overview"))
        self.assertIn("could not be read", self.text("#overview"))

    def test_accessible(self):
        axe = Axe()
        for view, act in (("#overview", ""), ("#findings", ""), ("#filter&group=value", ""),
                          ("#findings", "document.querySelector('.row.finding').click()"), ("#incident", "")):
            for scheme in ("light", "dark"):
                self.open(page("small", 40), view, scheme=scheme)
                if act:
                    self.run_script(act)
                time.sleep(0.2)
                self.shoot(f"view-{view.strip('#').replace('&', '-')}{'-detail' if act else ''}-{scheme}")
                found = axe.run(self.browser)["violations"]
                grave = [(one["id"], one["nodes"][0]["html"][:160]) for one in found if one["impact"] in ("serious", "critical")]
                self.assertEqual(grave, [], f"{view} {scheme}")

    def test_narrow(self):
        for view in ("#overview", "#findings", "#incident"):
            self.open(page("small", 40), view, width=390, height=844)
            self.shoot(f"narrow-{view[1:]}")
            self.assertLessEqual(self.run_script("return document.documentElement.scrollWidth"), 390, view)

    def test_prints(self):
        for view in ("#overview", "#findings", "#incident"):
            self.open(page("small", 40), view)
            pdf = base64.b64decode(self.browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"])
            self.assertGreater(len(pdf), 5000)
            if SHOTS:
                (SHOTS / f"print-{view[1:]}.pdf").write_bytes(pdf)

    def test_fifty_thousand_findings(self):
        address = page("large", 50_000)
        self.open(address, "#findings")
        self.assertIn("50,000 findings", self.text("#status"))
        ready = float(self.run_script("return document.documentElement.dataset.ready"))
        self.assertIn("bitte", self.text(".row.finding .excerpt"))
        slowest = 0.0
        for change in ("rechnung", "server preis", "mbox", ""):
            slowest = max(slowest, self.filter(f"const s = document.getElementById('search'); s.value = '{change}'; s.dispatchEvent(new Event('input'))"))
        for severity in ("critical", "high", "critical"):
            slowest = max(slowest, self.filter(f"document.querySelector('[data-severity={severity}]').click()"))
        for group in ("value", "path", "rule", ""):
            slowest = max(slowest, self.filter(f"const g = document.querySelector('[data-key=group]'); g.value = '{group}'; g.dispatchEvent(new Event('change'))"))
        print(f"\n50,000 findings: interactive after {ready:.0f} ms, slowest filter {slowest:.0f} ms", file=sys.stderr)
        self.assertLess(self.run_script("return document.querySelectorAll('.body .row').length"), 120)
        if os.environ.get("MEASURE"):
            self.assertLess(ready, 2000)
            self.assertLess(slowest, 100)

    def filter(self, script):
        """Milliseconds from the change until the page has been laid out."""
        return self.run_script(f"const start = performance.now(); {{ {script} }} document.body.offsetHeight; return performance.now() - start")

    def test_beyond_fifty_thousand_the_gravest(self):
        self.open(page("more", 50_500), "#findings")
        self.assertIn("gravest 50,000 of 50,500", self.text("#limit"))


if __name__ == "__main__":
    unittest.main(verbosity=1)
