#!/usr/bin/env python3
"""Run the archive's commands: `manage.py help` lists them, `manage.py demo` is the place to start."""

import os
import sys

from archive.env import EnvError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    try:
        from django.conf import settings
        from django.core.management import execute_from_command_line
        from django.db import OperationalError
    except ImportError:
        sys.exit("Django is not installed here: run `pip install -r requirements.txt` in this environment first.")
    try:
        execute_from_command_line(sys.argv)
    except EnvError as error:
        sys.exit(f"The environment does not fit: {error}")
    except OperationalError as error:
        if settings.LOCAL_POSTGRES is None or settings.LOCAL_POSTGRES.is_running():
            raise
        sys.exit(f"The private database does not run: start it with `manage.py localdb start`.\n{error}")


if __name__ == "__main__":
    main()
