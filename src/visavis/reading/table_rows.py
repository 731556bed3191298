"""Figures in the rows of a Markdown table whose header says measure, unit and year of a column.

The trap is a header that says less or more than that ("Exports", "Exports, 2022, forecast"): such
a column is not read, and a table without any other is named among the passages not read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from visavis.model.claims import Claim, Document, Segment, Written
from visavis.reading.mentions import find_mentions

__all__ = ["read_tables", "unread_tables"]

_RULE = re.compile(r"\|?[\s:|-]+\|?")
_CELL = re.compile(r"[^|\n]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"(?P<numeral>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<sign>%)?")
_MEASURES = {"exports": "exports", "imports": "imports", "trade": "trade_turnover",
             "turnover": "trade_turnover"}  # fmt: skip
_TOTALS = {"exports": "exports", "imports": "imports", "trade_turnover": "trade"}
_SHARES = re.compile(r"%|\bper ?cent\b|\bshare\b", re.IGNORECASE)
_MONEY = re.compile(
    r"(?P<unit>US\$|\$|USD|€|EUR|euros?|dollars?)\s?(?P<scale>billion|bn|million|mn|m)\b"
    r"|(?P<scale2>billion|bn|million|mn)\s+(?:of\s+)?(?P<unit2>US\$|\$|USD|€|EUR|euros?|US dollars?"
    r"|dollars?)",
    re.IGNORECASE,
)
_SCALES = {"b": 1e9, "m": 1e6}
_PLAIN_TEXT = "of total all its the in goods to from by value share per cent percent"
_PLAIN = frozenset(_PLAIN_TEXT.split())
_PARTNER_TEXT = """
partner partners country countries state states market markets destination destinations supplier
suppliers buyer buyers source sources trading trade export import
"""
_CAPTION_TEXT = "main top largest biggest leading table figure goods with and"
_CAPTION = frozenset(_CAPTION_TEXT.split())
_PARTNER = frozenset(_PARTNER_TEXT.split())


@dataclass(frozen=True, slots=True)
class _Column:
    """What the header says of a column; amounts are `scale` units of `unit`."""

    measure: str
    form: str
    unit: str
    scale: float
    period: str


def read_tables(document: Document) -> list[Claim]:
    """The claims of all tables that can be read, in text order."""
    found: list[Claim] = []
    for number, segment in enumerate(document.segments):
        if segment.kind == "table":
            found += _claims(document, segment, _owner_in(document, number))
    return found


def unread_tables(
    text: str, segments: Sequence[Segment], language: str
) -> tuple[tuple[int, int], ...]:
    """The tables with numbers of which no column can be read, or whose owner is not said."""
    return tuple(
        (one.start, one.end) for number, one in enumerate(segments)
        if one.kind == "table" and re.search(r"\d", text[one.start : one.end])
        and not (_columns(text, one) and _owner(text, segments, number, language))
    )  # fmt: skip


def _rows(text: str, segment: Segment) -> Iterator[list[tuple[int, str]]]:
    """The cells of each row with their offsets."""
    at = segment.start
    for line in text[segment.start : segment.end].split("\n"):
        if not _RULE.fullmatch(line.strip()):
            yield [
                (at + cell.start() + len(cell[0]) - len(cell[0].lstrip()), cell[0].strip())
                for cell in _CELL.finditer(line) if cell[0].strip()
            ]  # fmt: skip
        at += len(line) + 1


def _columns(text: str, segment: Segment) -> dict[int, _Column]:
    """The columns that can be read, by number; none where the first is not of partners."""
    header = next(_rows(text, segment), [])
    if not header or not set(re.findall(r"[a-z]+", header[0][1].lower())) <= _PARTNER:
        return {}
    found = {at: _column(cell) for at, (_, cell) in enumerate(header) if at}
    return {at: column for at, column in found.items() if column is not None}


def _column(cell: str) -> _Column | None:
    """What the header cell says; None where it says less, or anything beside."""
    words = re.findall(r"[a-z]+", _MONEY.sub(" ", cell).lower())
    measures = {_MEASURES[word] for word in words if word in _MEASURES}
    years, money = _YEAR.findall(cell), _MONEY.search(cell)
    known = all(word in _PLAIN or word in _MEASURES for word in words)
    if len(measures) != 1 or len(years) != 1 or not known:
        return None
    measure = measures.pop()
    if (money is None) == (_SHARES.search(cell) is None):
        return None
    if money is None:
        return _Column(measure, "share", "pct", 1.0, years[0])
    scale = (money["scale"] or money["scale2"]).lower()
    unit = (money["unit"] or money["unit2"]).lower()
    currency = "EUR" if unit.startswith(("€", "eur")) else "USD"
    return _Column(measure, "level", currency, _SCALES[scale[0]], years[0])


def _owner_in(document: Document, number: int) -> str | None:
    return _owner(document.text, document.segments, number, document.language)


def _owner(text: str, segments: Sequence[Segment], number: int, language: str) -> str | None:
    """The one state that a heading or caption just above names, which says little else.

    None for "Turkey's exports of steel": the columns would be of something else.
    """
    if number == 0:
        return None
    above = segments[number - 1]
    said = text[above.start : above.end]
    if len(said) > 200:
        return None
    mentions = find_mentions(said, language)
    named = {mention.id for mention in mentions}
    for mention in reversed(mentions):
        said = said[: mention.start] + said[mention.end :]
    words = set(re.findall(r"[^\W\d_]{2,}", said.lower()))
    plain = words <= _PLAIN | _PARTNER | _CAPTION | _MEASURES.keys()
    return named.pop() if len(named) == 1 and plain else None


def _claims(document: Document, segment: Segment, owner: str | None) -> Iterator[Claim]:
    columns = _columns(document.text, segment)
    rows = list(_rows(document.text, segment))
    for cells in rows[1:]:
        if owner is None or len(cells) != len(rows[0]):
            continue
        partner = _state(cells[0][1], document.language)
        for at, column in columns.items():
            number = _NUMBER.fullmatch(cells[at][1])
            if number is None or partner in (None, owner):
                continue
            yield _claim((owner, partner), column, cells[at], number, (cells[0][0], cells[-1]))


def _state(cell: str, language: str) -> str | None:
    """The state or group whose name fills the cell."""
    found = find_mentions(cell, language)
    whole = len(found) == 1 and found[0].text.strip("* ") == cell.removeprefix("the ").strip("* ")
    return found[0].id if whole and found[0].kind in ("state", "group") else None


def _claim(
    sides: tuple[str, str | None],
    column: _Column,
    cell: tuple[int, str],
    number: re.Match[str],
    row: tuple[int, tuple[int, str]],
) -> Claim:
    start, text = cell
    is_share = column.form == "share"
    return Claim(
        quote=text, start=start, end=start + len(text), measure=column.measure, form=column.form,
        subject=sides[0], partner=sides[1],
        value=float(Decimal(number["numeral"].replace(",", "")) * int(column.scale)),
        unit=column.unit,
        period=column.period, period_from="sentence",
        denominator=_TOTALS[column.measure] if is_share else None,
        written=Written(number["numeral"], column.scale, None),
        sentence=(row[0], row[1][0] + len(row[1][1])),
    )  # fmt: skip
