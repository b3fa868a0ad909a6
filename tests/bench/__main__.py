"""`python -m tests.bench`: lists the benchmarks; `python -m tests.bench api` runs one."""

import argparse
import signal
import sys

from series.errors import SeriesError
from tests.bench import api

BENCHES = {"api": api}


def main() -> None:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Benchmarks of the archive.")
    benches = parser.add_subparsers(dest="bench", metavar="BENCH")
    for name, bench in BENCHES.items():
        told = (bench.__doc__ or "").partition(": ")[2]
        bench.add_arguments(benches.add_parser(name, help=told, description=told))
    options = parser.parse_args()
    if options.bench is None:
        parser.print_help()
        return
    # An order to end becomes an exception, so that server and database are cleared away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        BENCHES[options.bench].run(options)
    except SeriesError as error:
        sys.exit(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
