"""A bench answered by hand: each question has the figures that a test lays on the table."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from visavis.checking.inquiry import check_claims
from visavis.model.claims import Basis, Claim, Document, Written
from visavis.model.figures import Coverage, Figure, Missing, Part
from visavis.model.queries import Query
from visavis.model.verdicts import Checked, Report

DOCUMENT = Document(
    name="a text", text="x" * 10_000, text_sha256="0" * 64, file_sha256="0" * 64, kind="string",
    segments=(),
)  # fmt: skip
SIZE = Decimal("50e9")
"""Amount behind a share unless said otherwise: of the class from ten billion USD up."""


class Table:
    """Questions by their canonical string, and the editions that answer each."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Figure]] = {}
        self.asked: set[Query] = set()
        self.reads = 0

    def lay(
        self,
        query: str,
        value: float | str | None,
        unit: str = "USD",
        *,
        book: str = "exporter",
        source: str = "ru_customs",
        size: Decimal | None = None,
        missing: Missing | None = None,
        lower: float | None = None,
        text: str | None = None,
        **more: object,
    ) -> "Table":
        """One more edition of the answer to `query`, the first laid being the default."""
        asked = Query.parse(query)
        number = None if value is None else Decimal(str(value))
        parts = more.pop("parts", None)
        if parts is None:
            amount = size or (number if unit in ("USD", "EUR") else SIZE)
            parts = (Part("numerator", "amount", amount, "USD", source, "v1", book),)
        figure = Figure(
            query=asked.but(book=book, source=source), value=number, missing=missing, unit=unit,
            text=text, lower_bound=None if lower is None else Decimal(str(lower)), book=book,
            parts=parts, vintages=((source, "v1"),), coverage=Coverage(), **more,
        )  # fmt: skip
        self.answers.setdefault(str(asked), []).append(figure)
        return self

    def figures(self, queries: Iterable[Query]) -> dict[Query, Figure]:
        self.reads += 1
        return {query: self._answer(query) for query in queries}

    def editions(self, query: Query) -> tuple[Query, ...]:
        return tuple(
            query.but(book=f.query.book, source=f.query.source)
            for f in self.answers.get(str(query), ())
            if f.value is not None or f.lower_bound is not None or f.text is not None
        )

    def prepare(self, queries: Iterable[Query]) -> None:
        self.asked |= set(queries)

    def _answer(self, query: Query) -> Figure:
        plain = str(query.but(book=None, source=None))
        for figure in self.answers.get(plain, ()):
            if query.book in (None, figure.query.book) and query.source in (
                None,
                figure.query.source,
            ):
                return replace(figure, query=query.but(book=figure.book))
        return Figure(query=query, value=None, missing=Missing.NO_SOURCE, unit="")


def claim(numeral: str = "14.6", scale: float = 1.0, hedge: str | None = None, **fields) -> Claim:
    """China's share of Russia's exports in 2020, unless said otherwise."""
    given = {
        "quote": "x", "start": 0, "end": 1, "measure": "exports", "form": "share",
        "subject": "RUS", "partner": "CHN", "unit": "pct", "period": "2020",
        "period_from": "sentence", "denominator": "exports", "basis": Basis(currency="USD"),
        "written": Written(numeral, scale, hedge),
    }  # fmt: skip
    if "value" not in fields:
        given["value"] = float(numeral.replace(",", "")) * scale
    return Claim(**{**given, **fields})


def level(numeral: str, scale: float = 1e9, hedge: str | None = None, **fields) -> Claim:
    """Russia's exports to China in 2020, in USD, unless said otherwise."""
    given = {"form": "level", "unit": "USD", "denominator": None}
    return claim(numeral, scale, hedge, **{**given, **fields})


def report(table: Table, *claims: Claim, latest: int = 2021, document=DOCUMENT) -> Report:
    return check_claims(document, claims, table, latest)


def verdict(table: Table, one: Claim, **more) -> Checked:
    return report(table, one, **more).claims[0]


SHARE = "exports RUS CHN 2020 form=share denominator=exports"
LEVEL = "exports RUS CHN 2020"
