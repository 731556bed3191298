"""JSON of publishers' interfaces, read without losing a digit.

The trap is binary fractions: 0.1 read as a float is another number. Every number stays the text
that the publisher wrote, or a plain form of it where it has an exponent.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from visavis.errors import SourceError
from visavis.sources.strict import file_bytes

__all__ = ["exact_json"]

_LONGEST = 40


def exact_json(where: str, path: Path) -> Any:
    """The content of a JSON file, its numbers as text in plain digits.

    Raises:
        SourceError: It is not whole JSON in UTF-8, names a field twice, or has a number that is
            none (NaN) or is longer than any amount.
    """
    data = file_bytes(path)
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            parse_float=_plain,
            parse_int=_plain,
            parse_constant=_refused,
            object_pairs_hook=_once,
        )
    except UnicodeDecodeError as error:
        raise SourceError(where, "letters that are not UTF-8", "JSON in UTF-8") from error
    except RecursionError as error:
        raise SourceError(where, "JSON nested without end", "rows") from error
    except ValueError as error:
        page = data.lstrip()[:1] == b"<"
        found = "a web page" if page else f"no whole JSON ({str(error)[:100]})"
        raise SourceError(where, found, "the publisher's JSON, unchanged") from error


def _plain(text: str) -> str:
    if len(text) > _LONGEST:
        raise ValueError(f"a number of {len(text)} digits")
    if "e" not in text and "E" not in text:
        return text
    number = Decimal(text)
    if abs(number.adjusted()) > _LONGEST:
        raise ValueError(f"number {text}")
    return f"{number:f}"


def _refused(text: str) -> str:
    raise ValueError(f"{text} in place of a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the field {twice[:40]!r} twice")
    return found
