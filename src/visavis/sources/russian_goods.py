"""Russia's imports of main goods in a month, by its customs service: the last tables of early 2022.

The trap is the code: chapters, headings, ranges of headings (`0201-0204`) and codes of the Union's
own nomenclature stand in one column, and some goods are parts of others. Codes of two, four and
six digits are those of the Harmonized System and are kept; the rest is left out and counted.
"""

import re

from visavis.errors import SourceError
from visavis.sources.russian_months import Total, million, part_of_year
from visavis.sources.workbooks import Cell

__all__ = ["goods", "is_of_goods"]

_TITLE = re.compile(r"импорт россии важнейших товаров")
_PERIOD = re.compile(r"за (январь(?: ?- ?\S+)? .+)")
_CODE = re.compile(r"\d{2}|\d{4}|\d{6}")
_RANGE = re.compile(r"\d+ ?- ?\d+|\d+ \(.+\)|\d{7,}")
_HEADS = ("код", "наименование"), ("тн вэд еаэс", "товара", "тыс.", "млн."), ("долл.сша",)
_VALUE = 3
"""Place of the value since January, behind the weight."""


def is_of_goods(rows: list[list[str]]) -> bool:
    """Whether the cells, lower-cased, are of such a workbook."""
    return any(_TITLE.fullmatch(cell) for row in rows for cell in row)


def goods(
    file: str, rows: list[list[str]], cells: list[list[Cell]]
) -> tuple[list[Total], dict[str, int]]:
    """Imports in all and by code, and how many rows were left out for which reason.

    Raises:
        SourceError: Another period, heading or code, or more of a chapter than of all.
    """
    periods = [match[1] for row in rows for cell in row if (match := _PERIOD.fullmatch(cell))]
    top = next((n for n, row in enumerate(rows) if row[1:2] == ["всего:"]), None)
    if len(periods) != 1 or top is None or top < 3:
        raise SourceError(file, "no period or no total", "imports since January, ВСЕГО first")
    heads = [set(row) for row in rows[top - 3 : top]]
    if not all(set(words) <= head for words, head in zip(_HEADS, heads, strict=True)):
        raise SourceError(f"{file}, row {top}", "another heading", "code, name, weight, value")
    if rows[top - 1][_VALUE] != _HEADS[2][0]:
        raise SourceError(f"{file}, row {top}", "no value in column 4", "million dollars")
    days = part_of_year(file, periods[0])
    whole = million(f"{file}, row {top + 1}", cells[top][_VALUE])
    found = [Total("importer", "TOTAL", *days, whole, top + 1)]
    left_out = 0
    for n, row in enumerate(rows[top + 1 :], top + 1):
        where = f"{file}, row {n + 1}"
        if not any(row):
            continue
        if not _CODE.fullmatch(row[0]):
            if not _RANGE.fullmatch(row[0]):
                raise SourceError(where, repr(row[0][:60]), "a code of goods")
            left_out += 1
            continue
        amount = million(where, cells[n][_VALUE])
        if amount > whole:
            raise SourceError(where, f"{amount:,.0f} dollars", f"no more than all: {whole:,.0f}")
        found.append(Total("importer", f"HS{row[0]}", *days, amount, n + 1))
    return found, {"ranges of headings and codes of the Union's own nomenclature": left_out}
