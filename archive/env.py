"""Small readers of environment variables, each of which says what is wrong with a value and what would be right.

Stdlib only, so that `manage.py` can name a bad environment before anything else is imported.
"""

import os
from collections.abc import Sequence
from urllib.parse import urlsplit


class EnvError(Exception):
    """An environment variable is missing or has a value that cannot be used; the message holds a hint."""


def text(name: str, default: str = "") -> str:
    """The value of `name` without surrounding blanks; `default` when it is unset or blank."""
    return os.environ.get(name, "").strip() or default


def required(name: str, hint: str) -> str:
    """The value of `name`; raises EnvError with `hint` when it is unset or blank."""
    value = text(name)
    if not value:
        raise EnvError(f"{name} is not set. {hint}")
    return value


def flag(name: str, default: bool) -> bool:
    """A yes-or-no value: 1, true, yes, on against 0, false, no, off."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise EnvError(f"{name}={value!r} is neither yes nor no. Use 1 or 0.")


def choice(name: str, allowed: Sequence[str], default: str) -> str:
    """One of `allowed`."""
    value = text(name, default)
    if value not in allowed:
        raise EnvError(f"{name}={value!r} is not known. Use one of: {', '.join(allowed)}.")
    return value


def whole_number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number of at least `least`."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise EnvError(f"{name}={value!r} is no whole number of at least {least}.")
    return int(value)


def names(name: str) -> list[str]:
    """A list separated by commas; blanks and empty places are left out."""
    return [item.strip() for item in text(name).split(",") if item.strip()]


def base_url(name: str, default: str) -> str:
    """An http or https address without path, query or closing slash, such as `https://archive.example`."""
    value = text(name, default)
    wrong = EnvError(f"{name}={value!r} is no base address. Use the form https://archive.example.")
    try:
        parts = urlsplit(value)
        has_port = parts.port is None or parts.port > 0
    except ValueError as error:
        raise wrong from error
    is_plain = not (parts.path.strip("/") or parts.query or parts.fragment or any(map(str.isspace, value)))
    if parts.scheme not in {"http", "https"} or not parts.hostname or not has_port or not is_plain:
        raise wrong
    return f"{parts.scheme}://{parts.netloc}"
