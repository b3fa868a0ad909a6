"""Query parameters, declared once for reading, refusing and documenting them.

A parameter that an address does not declare is a fault, as is a value that its reader refuses, or a second value for
one that takes one. All faults of a request are told at once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter

from series import gazetteer
from series.api.problems import InvalidParameters, ParameterError

MAX_TEXT = 400
MAX_REPEATS = 50


class BadValue(ValueError):
    """A value that a parameter does not take; `allowed` and `suggestions` say what would do."""

    def __init__(
        self, detail: str, allowed: Sequence[str] | None = None, suggestions: Sequence[str] | None = None
    ) -> None:
        super().__init__(detail)
        self.allowed, self.suggestions = allowed, suggestions


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter: `read` turns its text into a value or raises BadValue."""

    name: str
    read: Callable[[str], Any]
    description: str
    default: Any = None
    repeatable: bool = False
    required: bool = False
    allowed: Sequence[str] | None = None

    def documented(self) -> OpenApiParameter:
        """The parameter as OpenAPI tells it."""
        return OpenApiParameter(
            self.name,
            type=str,
            enum=self.allowed,
            location=OpenApiParameter.QUERY,
            description=self.description,
            required=self.required,
            many=self.repeatable,
            explode=True if self.repeatable else None,
            default=self.default if isinstance(self.default, str) else None,
        )


def read(query: QueryDict, parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The values of `parameters` in the query string, by name; repeatable ones as lists.

    Raises InvalidParameters with every fault.
    """
    declared = {parameter.name: parameter for parameter in parameters}
    errors = [
        ParameterError(name[:MAX_TEXT], "This address knows no such parameter.", allowed=sorted(declared))
        for name in query
        if name not in declared
    ]
    values: dict[str, Any] = {}
    for name, parameter in declared.items():
        try:
            values[name] = _value(parameter, query.getlist(name))
        except BadValue as error:
            errors.append(ParameterError(name, str(error), error.allowed, error.suggestions))
    if errors:
        raise InvalidParameters(errors[:MAX_REPEATS])
    return values


def _value(parameter: Parameter, texts: Sequence[str]) -> Any:
    if len(texts) > (MAX_REPEATS if parameter.repeatable else 1):
        raise BadValue(f"Give it at most {MAX_REPEATS} times." if parameter.repeatable else "Give it only once.")
    for text in texts:
        if len(text) > MAX_TEXT:
            raise BadValue(f"It is longer than {MAX_TEXT} characters.")
        if "\x00" in text:
            raise BadValue("It has a NUL character in it.")
        if "\ufffd" in text:
            # What Django makes of bytes that are no UTF-8.
            raise BadValue("It is not valid UTF-8.")
    if parameter.repeatable:
        return [parameter.read(text) for text in texts]
    if not texts and parameter.required:
        raise BadValue("It is missing.")
    return parameter.read(texts[0]) if texts else parameter.default


def choice(name: str, allowed: Sequence[str], description: str, default: str | None = None) -> Parameter:
    """A parameter that takes one of `allowed`."""

    def read_choice(text: str) -> str:
        if text not in allowed:
            raise BadValue(f"{text!r} is not one of its values.", allowed=allowed)
        return text

    return Parameter(name, read_choice, description, default, allowed=allowed)


def whole_number(name: str, least: int, most: int, description: str, default: int) -> Parameter:
    """A parameter that takes a whole number between `least` and `most`."""

    def read_number(text: str) -> int:
        # ASCII digits only: int() would take "１２" and "1_2" as well.
        if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= most):
            raise BadValue(f"It takes a whole number from {least} to {most}.")
        return int(text)

    return Parameter(name, read_number, description, default)


def text(name: str, description: str, *, required: bool = False) -> Parameter:
    """A parameter that takes words; blank is a fault."""

    def read_text(value: str) -> str:
        if not value.strip():
            raise BadValue("It is empty.")
        return value

    return Parameter(name, read_text, description, required=required)


def country(name: str, description: str) -> Parameter:
    """A repeatable parameter that takes a country: an ISO code or any name that the gazetteer knows.

    A name of two countries stands for both, so each value reads as a tuple of codes.
    """
    return Parameter(name, country_codes, description, default=(), repeatable=True)


def country_codes(name: str) -> tuple[str, ...]:
    """The codes that `name` stands for; raises BadValue with suggestions when it is no country's name."""
    found = gazetteer.resolve(name)
    exact = tuple(match.code for match in found.matches if match.score >= 1)
    if exact:
        return exact
    near = [f"{gazetteer.country(match.code).name()} ({match.code})" for match in found.matches]
    place = f" It is a place: {found.places[0].name}, {found.places[0].what}." if found.places else ""
    raise BadValue(f"No country is known by the name {name!r}.{place}", suggestions=near or list(found.suggestions))


def documented(parameters: Sequence[Parameter]) -> list[OpenApiParameter]:
    """What `extend_schema` takes."""
    return [parameter.documented() for parameter in parameters]


Values = Mapping[str, Any]
