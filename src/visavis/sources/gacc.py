"""China's goods trade by partner and month, by its own customs (GACC): one table a month.

"Imports and Exports by Country (Region) of Origin/Destination", English or Chinese, as a web page
or workbook. The traps: tables in thousand dollars and in ten thousand yuan look alike; each has
the month beside the year so far, and later tables revise earlier months without a word, so that
months need not add up to the year; continents and unions stand among the countries; a dash is
nothing traded, and China itself is a partner. Exports are FOB by last known destination, imports
CIF by origin. The preliminary table of *major* countries is another one and is refused.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import polars as pl

from visavis.errors import SourceError
from visavis.model.facts import WORLD
from visavis.sources import pieces
from visavis.sources.base import Load, Table, check_unmatched
from visavis.sources.frames import AMOUNT, FACT_SCHEMA, facts
from visavis.sources.gacc_sheets import rows_of
from visavis.sources.labels import labels
from visavis.sources.strict import files_of

__all__ = ["load", "merged"]

_TITLES = (
    re.compile(
        r"Imports and Exports by Country ?\(Region\) of Origin ?/ ?Destination ?,? ?"
        r"(?P<month>\d{1,2}) ?\. ?(?P<year>(?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d\d) ?年 ?(?P<month>\d{1,2}) ?月 ?"
        r"进出口商品国别 ?\(地区\) ?总值表"
        r"(?: ?\((?P<currency>人民币|美元)值?\))?"
    ),
)
_UNIT = re.compile(
    r"(?:Unit ?: ?)(?:(?P<usd>US ?\$ ?1,?000)|(?P<cny>(?:RMB|CNY|¥) ?10[, ]?000|10[, ]?000 "
    r"(?:RMB|CNY|yuan)))"
    r"|单位 ?: ?(?:(?P<usd_zh>千美元)|(?P<cny_zh>万元人民币|人民币万元|万元))(?!\w)",
    re.IGNORECASE,
)
_FLOW_WORDS = (
    {"total", "imports and exports", "imports & exports", "进出口", "进出口总值"},
    {"exports", "export", "出口"},
    {"imports", "import", "进口"},
)
_CHANGE = re.compile(
    r"percentage change.*|累计比去年同期 ?± ?%|比去年同期 ?± ?%|± ?%", re.IGNORECASE
)
_MONTH = re.compile(r"(\d{1,2}) ?月?")
_SO_FAR = re.compile(r"1 ?(?:to|至|-) ?(\d{1,2}) ?月?", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,20})?")
_DASHES = ("-", "--", "\u2013", "\u2014")
_UNITS = {"USD": Decimal(1_000), "CNY": Decimal(10_000)}
_ROUNDING = Decimal(2)
"""Units by which a printed total may miss the two flows it adds up."""
_LOST = Decimal("0.005")
"""Share of a total that its partners may miss, before the table counts as cut."""
_CHINA = "CHN"


class _Cells(NamedTuple):
    """One row: a name, and (total, exports, imports) of the month and of the year so far."""

    row: int
    name: str
    month: tuple[Decimal | None, ...]
    so_far: tuple[Decimal | None, ...]


class _Fact(NamedTuple):
    book: str
    partner: str
    start: date
    end: date
    value: Decimal
    unit: str
    origin_row: int


class _Pile:
    """Facts read so far, and all that was not kept, with why."""

    def __init__(self) -> None:
        self.facts: dict[tuple[str, str, date, date], _Fact] = {}
        self.read = 0
        self.left_out: Counter[str] = Counter()
        self.unmatched: defaultdict[str, Decimal] = defaultdict(Decimal)
        self.volume = Decimal(0)
        self.months: set[tuple[int, int]] = set()


def load(path: Path, retrieved: date) -> Load:
    """China's exports and imports by partner, of each month and of each year so far.

    In dollars where a table in dollars is there, else in yuan.

    Args:
        path: A table, or a folder of tables, as pages (.html), workbooks or .csv.
        retrieved: Day of retrieval: the tables do not say when they were published.

    Raises:
        SourceError: Another table, unit, month or heading; totals that are not the sum of their
            parts; an amount that is none, or partners without an id.
    """
    names = ("*.html", "*.htm", "*.xls", "*.xlsx", "*.csv")
    files = files_of(path, names)
    pile = _Pile()
    for file in files:
        _read(file, pile)
    share = check_unmatched(path.name, pile.unmatched, pile.volume)
    frame = facts(path.name, _frame(list(pile.facts.values())))
    year, month = max(pile.months)
    return Load(
        vintage=f"{year}-{month:02d}",
        released=retrieved,
        tables={"facts": Table(frame, pieces.extents(frame))},
        files=tuple(sorted(file.name for file in files)),
        rows_read=pile.read,
        left_out=dict(sorted(pile.left_out.items())),
        unmatched=dict(sorted(pile.unmatched.items())),
        unmatched_share=share,
    )


def merged(older: pl.DataFrame, load: Load) -> tuple[Load, int, int]:
    """The load with older facts added; amounts in dollars are never replaced by yuan.

    Raises:
        SourceError: Never for facts that passed `facts` before.
    """
    key = ["book", "subject", "partner", "start", "end"]
    dollars = older.filter(pl.col("unit") == "USD").select(key)
    dollars = dollars.select(pl.col(name).cast(FACT_SCHEMA[name]) for name in key)
    frame = load.tables["facts"].frame
    yuan = frame.filter(pl.col("unit") == "CNY").join(dollars, on=key, how="anti")
    kept = facts("gacc", pl.concat([frame.filter(pl.col("unit") != "CNY"), yuan]))
    less = replace(load, tables={"facts": Table(kept, pieces.extents(kept))})
    return pieces.merged(older, less)


def _read(file: Path, pile: _Pile) -> None:
    rows = rows_of(file)
    text = " ".join(cell for row in rows[:12] for cell in row if cell)
    year, month, unit = _heading(file.name, text)
    top, first_column, has_so_far = _columns(file.name, rows, month)
    table = [
        found
        for number, row in enumerate(rows[top + 2 :], top + 3)
        if (found := _cells(f"{file.name}, row {number}", number, row[first_column:], has_so_far))
        is not None
    ]
    pile.read += len(table)
    pile.months.add((year, month))
    _check_whole(file.name, table)
    first, end = date(year, month, 1), _last(year, month)
    own: dict[tuple[str, str, date, date], _Fact] = {}
    for each in table:
        _take(each, each.month, (first, end, unit), own, pile)
        if month > 1 and has_so_far:
            _take(each, each.so_far, (date(year, 1, 1), end, unit), own, pile)
    for fact in own.values():
        _put(fact, pile)


def _heading(where: str, text: str) -> tuple[int, int, str]:
    """Year, month and currency that a table states above its columns."""
    title = next((match for each in _TITLES if (match := each.search(text))), None)
    if title is None:
        expected = "imports and exports by country (region) of origin/destination, with its month"
        raise SourceError(where, text[:60] or "an empty table", expected)
    year, month = int(title["year"]), int(title["month"])
    if not 1 <= month <= 12:
        raise SourceError(where, f"month {month}", "1 to 12")
    units = {"USD" if match["usd"] or match["usd_zh"] else "CNY" for match in _UNIT.finditer(text)}
    said = title.groupdict().get("currency")
    stated = {"人民币": "CNY", "美元": "USD"}.get(said or "")
    if len(units) != 1 or stated not in (None, *units):
        found = "no unit" if not units else "two currencies"
        raise SourceError(where, found, "Unit: US$1,000, or ten thousand yuan")
    return year, month, units.pop()


def _last(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _columns(where: str, rows: Sequence[Sequence[str]], month: int) -> tuple[int, int, bool]:
    """(row of the headings, column of the names, whether the year so far is there)."""
    for top, row in enumerate(rows[:-2]):
        heads = [cell for cell in row if cell]
        if len(heads) < 4 or heads[1].lower() not in _FLOW_WORDS[0]:
            continue
        words = zip(heads[1:4], _FLOW_WORDS, strict=True)
        if len(heads) not in (5, 7) or not all(head.lower() in known for head, known in words):
            raise SourceError(f"{where}, row {top + 1}", " | ".join(heads)[:80], "known headings")
        if not all(_CHANGE.fullmatch(head) or head in heads[1:4] for head in heads[4:]):
            raise SourceError(f"{where}, row {top + 1}", " | ".join(heads)[:80], "known headings")
        has_so_far = _sub_heads(f"{where}, row {top + 2}", rows[top + 1], month)
        return top, list(row).index(heads[0]), has_so_far
    raise SourceError(where, "no row of headings", "total, exports and imports")


def _sub_heads(where: str, row: Sequence[str], month: int) -> bool:
    """Whether the year so far stands beside the month."""
    heads = [cell for cell in row if cell]
    known = set().union(*_FLOW_WORDS)
    tail = heads[-3:]
    body = heads[:-3]
    if len(body) in (3, 6) and all(head.lower() in known for head in tail):
        step = len(body) // 3
        months = [_MONTH.fullmatch(head) for head in body[::step]]
        ends = [_SO_FAR.fullmatch(head) for head in body[1::step]] if step == 2 else []
        if all(each is not None and int(each[1]) == month for each in (*months, *ends)):
            return step == 2
    found = " | ".join(heads)[:80] or "an empty row"
    raise SourceError(where, found, f"{month} and 1 to {month}, three times, and three changes")


def _cells(where: str, number: int, row: Sequence[str], has_so_far: bool) -> _Cells | None:
    """The amounts of a row; None for notes and empty rows."""
    width = 10 if has_so_far else 7
    cells = list(row)
    while len(cells) > width and not cells[-1]:
        cells.pop()
    if not any(cells[1:]):
        return None
    if len(cells) != width:
        raise SourceError(where, f"{len(cells)} cells", f"{width} cells")
    name = cells[0].rstrip(":").strip()
    if not name:
        raise SourceError(where, "amounts without a name", "a country or region")
    amounts = [_amount(where, cell) for cell in cells[1 : width - 3]]
    step = 2 if has_so_far else 1
    found = _Cells(number, name, tuple(amounts[::step]), tuple(amounts[step - 1 :: step]))
    for three in (found.month, found.so_far):
        whole, *parts = (each or Decimal(0) for each in three)
        if abs(whole - sum(parts)) > _ROUNDING:
            raise SourceError(where, f"a total of {whole}", f"{parts[0]} and {parts[1]} added up")
    return found


def _amount(where: str, cell: str) -> Decimal | None:
    """The amount in the table's unit, None for a dash."""
    if cell in _DASHES:
        return None
    if not _NUMBER.fullmatch(cell):
        raise SourceError(where, repr(cell[:40]), "an amount or a dash")
    return Decimal(cell.replace(",", ""))


def _id(name: str) -> str | None:
    """The partner's id; "-" for a group, None where the name is unknown."""
    return labels("gacc").get(name)


def _check_whole(where: str, table: Sequence[_Cells]) -> None:
    """Nothing where the partners add up to the total.

    Raises:
        SourceError: There is no total, or they do not: the table is cut.
    """
    total = [each for each in table if _id(each.name) == WORLD]
    if len(total) != 1:
        raise SourceError(where, f"{len(total)} rows of totals", "one, called TOTAL")
    parts = [each for each in table if _id(each.name) not in (WORLD, "-")]
    for at in (1, 2):
        whole = total[0].month[at] or Decimal(0)
        summed = sum((each.month[at] or Decimal(0) for each in parts), Decimal(0))
        if abs(whole - summed) > _LOST * whole + len(parts):
            raise SourceError(where, f"partners that sum to {summed}", f"the total, {whole}")


def _take(
    row: _Cells,
    three: tuple[Decimal | None, ...],
    when: tuple[date, date, str],
    own: dict[tuple[str, str, date, date], _Fact],
    pile: _Pile,
) -> None:
    """Both flows of a row in one period into its table's facts, or its reason into the count.

    Parts of one state under names of their own (Bonaire and Saba) are added up.
    """
    start, end, unit = when
    partner = _id(row.name)
    flows = [(each or Decimal(0)) * _UNITS[unit] for each in three[1:]]
    if partner == "-":
        pile.left_out["continents and unions, sums of countries"] += 1
        return
    if partner != WORLD:
        pile.volume += sum(flows)
    if partner is None:
        pile.unmatched[row.name] += sum(flows)
    elif partner == _CHINA:
        pile.left_out["China with itself, goods that come back"] += 1
    else:
        # A dash is nothing: the row's total, which was added up, is then the other flow alone.
        for book, value in zip(("exporter", "importer"), flows, strict=True):
            key = book, partner, start, end
            before = own[key].value if key in own else Decimal(0)
            own[key] = _Fact(*key, before + value, unit, row.row)


def _put(fact: _Fact, pile: _Pile) -> None:
    """A table's fact beside those of the other tables.

    Raises:
        SourceError: Two tables say different things of the same month in the same currency.
    """
    key = fact[:4]
    other = pile.facts.get(key)
    if other is None or (other.unit, fact.unit) == ("CNY", "USD"):
        pile.facts[key] = fact
    if other is None:
        return
    if other.unit != fact.unit:
        pile.left_out["amounts in yuan, given in dollars as well"] += 1
    elif other.value == fact.value:
        pile.left_out["the same again"] += 1
    else:
        raise SourceError(
            f"{fact.partner}, {fact.start} to {fact.end}",
            f"two amounts, {other.value} and {fact.value}",
            "one table for each month",
        )


def _frame(rows: list[_Fact]) -> pl.DataFrame:
    exports = pl.col("book") == "exporter"
    return pl.DataFrame(
        rows,
        schema={
            "book": pl.String, "other": pl.String, "start": pl.Date, "end": pl.Date,
            "value": AMOUNT, "unit": pl.String, "origin_row": pl.Int32,
        },
        orient="row",
    ).with_columns(
        relation=pl.lit("goods_flow"),
        subject=pl.when(exports).then(pl.lit(_CHINA)).otherwise("other"),
        partner=pl.when(exports).then("other").otherwise(pl.lit(_CHINA)),
        product=pl.lit("TOTAL"),
        valuation=pl.when(exports).then(pl.lit("FOB")).otherwise(pl.lit("CIF")),
        status=pl.when(pl.col("value") == 0)
        .then(pl.lit("true_zero"))
        .otherwise(pl.lit("reported")),
    )  # fmt: skip
