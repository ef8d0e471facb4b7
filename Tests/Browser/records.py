"""Records of imaginary findings, with a fixed seed."""
import datetime
import json
import random

WORDS = ("Anlage Angebot Termin Halle Steuerung morgen prüfen Rechnung Zugang Server Projekt Lieferung "
         "Muster Zeichnung intern Vertrag Preis Liste").split()
RULES = {
    "iban": ("high", "financial", "IBAN", "IBAN", "•••• •••• •••• ••50"),
    "de-tax-id": ("high", "personal-data", "Steuer-ID", "German tax number", "•• ••• ••• •19"),
    "password-de": ("critical", "credentials", "Passwort im Text", "Password in the text", "••••••••"),
    "project-name": ("medium", "terms", "Projektname", "Project name", "Graureiher"),
    "all-hands": ("low", "all-hands", "Anrede an alle", "Salutation to all staff", "Liebe Kolleginnen"),
}
CONTACT = {"name": {"de": "Datenschutz", "en": "Data protection"}, "address": "datenschutz@westbach.example",
           "answersWithin": {"de": "2 Stunden", "en": "2 hours"}}
HOSTILE = "</script><script>document.title='broken'</script><!-- <script> \u2028 &lt;img src=x onerror=alert(1)> ]]>"


def run_record():
    rules = {
        name: {"title": {"de": de, "en": en}, "why": {"de": "Es schadet.", "en": "It does harm."},
               "instead": {"de": "Weglassen.", "en": "Leave it out."}, "pack": pack, "severity": severity, "contact": CONTACT}
        for name, (severity, pack, de, en, _) in RULES.items()}
    return {"run": {"schema": 1, "id": "1f", "version": "0.1.0", "rulesHash": "ab" * 32, "arguments": ["scan"],
                    "started": "2026-11-20T08:00:00Z", "rules": rules}}


def findings(count, people=300, seed=7):
    rng = random.Random(seed)
    start = datetime.date(2026, 6, 1)
    authors = [f"p-{rng.getrandbits(32):08x}" for _ in range(people)]
    for number in range(count):
        name = rng.choice(list(RULES))
        severity, _, _, _, value = RULES[name]
        before = " ".join(rng.choices(WORDS, k=rng.randint(2, 10))) + " "
        if number == 3:
            before = HOSTILE + " "
        day = start + datetime.timedelta(days=int(rng.triangular(0, 80, 60)))
        channel = rng.choice(["mail", "chat"])
        record = {
            "rule": name, "severity": severity, "confidence": rng.choice(["medium", "high"]),
            "location": {"path": f"exports/mail/{rng.choice(WORDS)}-{number // 9}.mbox", "message": number % 40 + 1,
                         "line": number % 90 + 1, "column": len(before) + 1, "offset": len(before), "length": len(value)},
            "excerpt": before + value + " bitte", "excerptValue": {"start": len(before), "length": len(value)},
            "value": value, "valueId": f"{rng.randint(0, count // 3):016x}", "fingerprint": f"{rng.getrandbits(128):032x}",
            "evidence": [{"kind": "near", "word": "Rechnung", "distance": 4}], "also": [], "author": rng.choice(authors),
            "authorRole": "own", "time": f"{day}T09:30:00Z", "channel": channel,
            "verdict": "advise", "policyRule": "sluice.yaml:12"}
        if channel == "chat":
            record["context"] = {side: neighbours(rng, authors, hostile=number == 3) for side in ("before", "after")}
        yield record


def neighbours(rng, authors, hostile):
    return [{"author": rng.choice(authors), "authorRole": rng.choice(["own", "customer"]), "time": "2026-07-01T09:30:00Z",
             "text": (HOSTILE + " " if hostile else "") + " ".join(rng.choices(WORDS, k=rng.randint(2, 14)))} for _ in range(3)]


def summary(count, gaps):
    gap = [{"path": "exports/old.one", "reason": "encrypted"}] if gaps else []
    return {"summary": {"files": 120, "messages": 4000, "bytes": 9_000_000, "seconds": 1.5, "findings": {"high": count},
                        "confidences": {"high": count}, "below": 12, "skipped": 3, "skippedKinds": {"picture": 3},
                        "unsupported": [], "partial": gap, "unsupportedTotal": 0, "partialTotal": len(gap),
                        "ignored": 0, "interrupted": False}}


def write(path, count, gaps=True, people=300):
    with open(path, "w", encoding="utf-8") as file:
        for record in [run_record(), *findings(count, people), summary(count, gaps)]:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
