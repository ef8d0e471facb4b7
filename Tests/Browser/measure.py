"""How soon 50,000 findings are there, and how soon a filter answers; `Tests/Browser/run --measure [TIMES]`.

The wall clock tells what a reader waits on this machine as it is loaded just now; the time of the page's own thread, as the
browser's protocol counts it, is nearly the same whatever else runs.
"""
import statistics
import sys
import time

TIMES = int(sys.argv.pop(1)) if len(sys.argv) > 1 else 5

import report_page  # noqa: E402

SEARCHES = ("rechnung", "server preis", "mbox", "no such text", "")
STEPS = (
    [(f"search {text!r}", f"const s = document.getElementById('search'); s.value = '{text}'; s.dispatchEvent(new Event('input'))") for text in SEARCHES]
    + [(f"severity {name}", f"document.querySelector('[data-severity={name}]').click()") for name in ("critical", "high", "critical", "high")]
    + [(f"group by {name or 'none'}", f"const g = document.querySelector('[data-key=group]'); g.value = '{name}'; g.dispatchEvent(new Event('change'))")
       for name in ("value", "path", "rule", "")]
    + [(f"sort by {name}", f"document.querySelector('[data-sort={name}]').click()") for name in ("path", "kind", "time", "severity")])


def busy(browser):
    """Milliseconds that the page's thread has worked."""
    metrics = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return next(one["value"] for one in metrics if one["name"] == "TaskDuration") * 1000


def measure(browser, address):
    browser.get("about:blank")
    browser.get(address)
    dataset = browser.execute_script("return {...document.documentElement.dataset}")
    found = {"interactive": (float(dataset["ready"]), None), "all of it loaded": (None, busy(browser))}
    time.sleep(1)
    found["searchable"] = (float(browser.execute_script("return document.documentElement.dataset.searchable")), None)
    for name, script in STEPS:
        before = busy(browser)
        wall = browser.execute_script(f"const start = performance.now(); {{ {script} }} document.body.offsetHeight; return performance.now() - start")
        time.sleep(0.15)
        found[name] = (wall, busy(browser) - before)
    return found


def main():
    address = report_page.page("measured", 50_000)
    browser = report_page.chromium()
    try:
        browser.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
        runs = [measure(browser, address + "#findings") for _ in range(TIMES)]
        overview = [measure_overview(browser, address) for _ in range(TIMES)]
    finally:
        browser.quit()
    print(f"{'50,000 findings, milliseconds':32}{'wall: median':>14}{'least':>8}{'thread: median':>16}{'least':>8}")
    show("overview interactive", overview)
    for name in runs[0]:
        show(name, [run[name] for run in runs])


def measure_overview(browser, address):
    browser.get("about:blank")
    browser.get(address)
    return float(browser.execute_script("return document.documentElement.dataset.ready")), busy(browser)


def show(name, pairs):
    cells = []
    for column in zip(*pairs):
        cells += [statistics.median(column), min(column)] if column[0] is not None else ["", ""]
    texts = [one if one == "" else f"{one:.0f}" for one in cells]
    print(f"{name:32}{texts[0]:>14}{texts[1]:>8}{texts[2]:>16}{texts[3]:>8}")


if __name__ == "__main__":
    main()
