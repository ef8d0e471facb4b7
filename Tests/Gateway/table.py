"""What was asked and what was seen, row by row."""

import sys
import traceback


class Table:
    def __init__(self):
        self.rows = []

    def row(self, what, asked, seen, holds):
        self.rows.append((what, asked, seen, "yes" if holds else "NO"))
        print(f"  {what}: {seen} (asked: {asked}){'' if holds else '  NOT REACHED'}", flush=True)

    def skip(self, what, why):
        self.rows.append((what, "", f"not tried: {why}", "-"))
        print(f"  {what}: not tried: {why}", flush=True)

    def run(self, scenario, *arguments):
        """A scenario that breaks is a row, and the others go on."""
        print(f"{scenario.__name__}:", flush=True)
        try:
            scenario(*arguments)
        except Exception as fault:
            traceback.print_exc(file=sys.stderr)
            self.row(scenario.__name__, "ends", f"{type(fault).__name__}: {fault}"[:200], False)

    def print(self):
        head = ("what", "asked", "seen", "holds")
        widths = [max(len(row[column]) for row in [head, *self.rows]) for column in range(4)]
        for row in [head, tuple("-" * width for width in widths), *self.rows]:
            print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")

    @property
    def holds(self):
        return all(row[3] != "NO" for row in self.rows)
