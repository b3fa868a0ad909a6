"""`manage.py import_articles PATH…`: bring files and folders in."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from series import ingest
from series.importing import REFUSED, Report, bring_in_all
from series.management.database import running_database
from series.publishing import Actor
from series.store import Outcome


class Command(BaseCommand):
    """Prints a line for each document and a summary. Exit code 0, 1 if some were refused, 2 if all were."""

    help = "Bring plain-text articles in, as drafts or published; a folder's manifest.json adds what pages do not say."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder of .txt files")
        parser.add_argument("--publish", action="store_true", help="publish what comes in")
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen; nothing is written")
        parser.add_argument("--json", action="store_true", help="print one JSON object a line for each document")
        parser.add_argument("--ledger", action="store_true", help="print where each line of the source went")

    def handle(self, *args: Any, **options: Any) -> None:
        with running_database():
            self._bring_in(options)

    def _bring_in(self, options: dict[str, Any]) -> None:
        counts: Counter[str] = Counter()
        reports = bring_in_all(
            options["paths"],
            by=Actor("import_articles"),
            publishing=options["publish"],
            dry_run=options["dry_run"],
        )
        for report in reports:
            counts[report.outcome] += 1
            self.stdout.write(_as_json(report) if options["json"] else _as_line(report))
            if options["ledger"] and report.document:
                self.stdout.write(_ledger(report.document))
        if not options["json"]:
            self.stdout.write(", ".join(f"{name}: {counts[name]}" for name in [*Outcome, REFUSED] if counts[name]))
        if counts[REFUSED]:
            all_refused = counts.total() == counts[REFUSED]
            message = f"{counts[REFUSED]} of {counts.total()} refused."
            raise CommandError(message, returncode=2 if all_refused else 1)


def _as_line(report: Report) -> str:
    if report.outcome == REFUSED:
        return f"{report.name}: refused: {report.reason}"
    published = f", edition {report.edition.number}" if report.edition else ""
    return f"{report.name}: {report.outcome}: {report.article}{published}"


def _as_json(report: Report) -> str:
    if report.document is None:
        return orjson.dumps({"source": report.name, "outcome": report.outcome, "reason": report.reason}).decode()
    about, mentions = (report.article.about, report.article.mentions) if report.article else ([], [])
    told = ingest.to_json(report.document, about, mentions, outcome=report.outcome, reason=report.reason or None)
    return orjson.dumps(told).decode()


def _ledger(document: ingest.Document) -> str:
    lines = [
        f"  {entry.line:>4}  {entry.label:<12} {entry.target or 'set aside'}: {entry.reason}"
        for entry in document.ledger
    ]
    return "\n".join(lines)
