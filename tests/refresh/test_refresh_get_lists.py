"""The WTO's list and OECD's margins, from their servers into a store and out of it as figures."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from publisher import Answer, Asked, Publisher, publisher
from test_sources_oecd_itic import HEADER, ROW
from ties_samples import wto_workbook

from visavis import check, figure
from visavis.errors import FetchError, SourceError, VisavisError
from visavis.model.figures import Missing
from visavis.model.queries import Query
from visavis.model.verdicts import Verdict
from visavis.refresh import Got, How, get
from visavis.refresh.manners import Manners
from visavis.sources.frames import FACT_SCHEMA
from visavis.sources.pieces import extents
from visavis.store import Store, write_tables
from visavis.workbench.bench import Workbench

DAY = date(2027, 2, 3)
QUICK = Manners(pause=0.0, first_wait=0.001, longest_wait=3.0, attempts=4)
MARGINS = "/public/rest/data/OECD.SDD.TPS,DSD_ITIC@DF_ITIC,1.1/...._T.A.."
LIST = "/UI/ExportAllRTAList.aspx"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def server():
    with publisher() as found:
        yield found


def margins(asked: Asked, **changed: str) -> Answer:
    """China's margins with Russia and Viet Nam in the year asked for, 6.5 and 4 per cent."""
    cells = {"importer": "CHN", "unit": "PT_IM_CIF", "year": asked.query["startPeriod"]}
    rows = [
        ROW.format(**(cells | {"exporter": exporter, "value": value, "status": "A"} | changed))
        for exporter, value in (("RUS", "6.5"), ("VNM", "4"))
    ]
    body = "\n".join((HEADER, *rows, "")).encode()
    return Answer(body, "application/vnd.sdmx.data+csv; charset=utf-8")


def agreements(folder: Path) -> Answer:
    return Answer(wto_workbook(folder / "AllRTAs.xlsx").read_bytes(), SHEET)


def fetch(server: Publisher, db: Path, source: str) -> Got:
    return get(source, db=db, how=How(mirror=server.url, manners=QUICK, today=DAY))


def test_margins_are_fetched_year_by_year_and_bring_imports_back_to_the_border(
    server: Publisher, tmp_path: Path
) -> None:
    server.routes[MARGINS] = margins
    got = fetch(server, tmp_path / "db", "oecd_itic")
    row = {
        "relation": "goods_flow", "book": "importer", "subject": "RUS", "partner": "CHN",
        "product": "TOTAL", "start": date(2022, 1, 1), "end": date(2022, 12, 31),
        "value": Decimal(1000), "unit": "USD", "valuation": "CIF", "status": "reported",
        "origin_row": 1,
    }  # fmt: skip
    frame = pl.DataFrame([row], schema=FACT_SCHEMA)
    write_tables(tmp_path / "db", "comtrade", "v1", DAY, {"facts": (frame, extents(frame))})

    bench = Workbench(Store((tmp_path / "db",)))
    (books,) = bench.two_books([Query.parse("exports RUS CHN 2022")])

    assert [each.query["startPeriod"] for each in server.asked] == [
        str(year) for year in range(2015, 2025)
    ]
    assert got.added.rows == {"facts": 20}
    assert books.reconciled is not None
    assert books.reconciled.value == Decimal(1000) * (1 - Decimal("0.065"))
    assert books.margin_vintages == (("oecd_itic", "2027-02-03"),)


def test_the_list_of_agreements_is_fetched_counted_and_settles_a_sentence(
    server: Publisher, tmp_path: Path
) -> None:
    server.routes[LIST] = [agreements(tmp_path)]
    got = fetch(server, tmp_path / "db", "wto_rta")
    found = figure("agreements", "VNM", "RUS", year=2015, db=tmp_path / "db")
    verdicts = [
        [each.verdict for each in check(text, db=tmp_path / "db").claims]
        for text in (
            "The free trade agreement between Vietnam and the Eurasian Economic Union entered "
            "into force in October 2016.",
            "The free trade agreement between Vietnam and the Eurasian Economic Union entered "
            "into force in October 2013.",
        )
    ]

    assert server.times(LIST) == 1
    assert (got.folder / "files" / "AllRTAs.xlsx").read_bytes()[:2] == b"PK"
    assert (found.lower_bound, found.missing) == (1, Missing.INCOMPLETE)
    assert found.vintages[0][0] == "wto_rta"
    assert found.detail["ties"][0]["starts"] == ("2016-10-05",)
    assert verdicts == [[Verdict.SUPPORTED], [Verdict.CONTRADICTED]]


Fault = Callable[[Answer], list[Answer]]
PASSING: dict[str, Fault] = {
    "a connection that is cut": lambda good: [
        Answer(good.body, good.kind, cut_after=len(good.body) // 2), good,
    ],
    "a length that is not reached": lambda good: [
        Answer(good.body, good.kind, length=len(good.body) + 50), good,
    ],
    "a quota for a moment": lambda good: [Answer(b"wait", "text/plain", 429), good],
    "a server in trouble": lambda good: [Answer(b"oops", "text/plain", 500), good],
}  # fmt: skip
LASTING: dict[str, tuple[Fault, str]] = {
    "a quota used up": (lambda _: [Answer(b"no more", "text/plain", 429)], "quota"),
    "a server that stays in trouble": (
        lambda _: [Answer(b"oops", "text/plain", 500)], "the server is in trouble",
    ),
    "an address that is closed": (lambda _: [Answer(b"gone", "text/plain", 404)], "404"),
    "a page": (
        lambda good: [Answer(b"<!DOCTYPE html><title>Log in</title>", good.kind)], "a web page",
    ),
    "a page that says so": (
        lambda _: [Answer(b"<!DOCTYPE html><title>Log in</title>", "text/html")], "a web page",
    ),
    "nothing": (lambda good: [Answer(b"", good.kind)], "an empty file"),
}  # fmt: skip


def routes(server: Publisher, tmp_path: Path, source: str, fault: Fault) -> int:
    """Lay out the answers with a fault in the first; how many requests a whole fetch takes."""
    if source == "wto_rta":
        server.routes[LIST] = fault(agreements(tmp_path))
        return 1
    answers: dict[str, list[Answer]] = {}

    def route(asked: Asked) -> Answer:
        year = asked.query["startPeriod"]
        good = margins(asked)
        left = answers.setdefault(year, fault(good) if year == "2015" else [good])
        return left.pop(0) if len(left) > 1 else left[0]

    server.routes[MARGINS] = route
    return 10


@pytest.mark.parametrize("source", ["wto_rta", "oecd_itic"])
@pytest.mark.parametrize("fault", PASSING.values(), ids=list(PASSING))
def test_a_passing_fault_is_overcome_and_nothing_stands_twice(
    server: Publisher, tmp_path: Path, source: str, fault: Fault
) -> None:
    wanted = routes(server, tmp_path, source, fault)

    got = fetch(server, tmp_path / "db", source)

    assert got.fetched == wanted
    assert len(server.asked) > wanted
    assert len(Store((tmp_path / "db",)).entries()) == 1


@pytest.mark.parametrize("source", ["wto_rta", "oecd_itic"])
@pytest.mark.parametrize(("fault", "said"), LASTING.values(), ids=list(LASTING))
def test_a_lasting_fault_is_named_and_leaves_the_store_empty(
    server: Publisher, tmp_path: Path, source: str, fault: Fault, said: str
) -> None:
    routes(server, tmp_path, source, fault)

    with pytest.raises(FetchError) as refused:
        fetch(server, tmp_path / "db", source)

    assert said in str(refused.value)
    assert not (tmp_path / "db").is_dir() or not Store((tmp_path / "db",)).entries()


CHANGED: dict[str, tuple[str, Fault, str]] = {
    "another header of the margins": (
        "oecd_itic",
        lambda good: [Answer(good.body.replace(b"OBS_VALUE", b"VALUE"), good.kind)],
        "unknown columns VALUE and no column OBS_VALUE",
    ),
    "margins of another unit": (
        "oecd_itic",
        lambda good: [Answer(good.body.replace(b"PT_IM_CIF", b"PT_EX_FOB"), good.kind)],
        "UNIT_MEASURE 'PT_EX_FOB'",
    ),
    "margins in Latin-1 among UTF-8": (
        "oecd_itic",
        lambda good: [Answer(good.body.replace(b"Name", b"C\xf4te \xc3\xa9"), good.kind)],
        "Latin-1 among lines in UTF-8",
    ),
    "another workbook under the name of the list": (
        "wto_rta",
        lambda good: [Answer(good.body[:-40], good.kind)],
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("source", "fault", "said"), CHANGED.values(), ids=list(CHANGED))
def test_a_changed_answer_is_refused_set_aside_and_fetched_again(
    server: Publisher, tmp_path: Path, source: str, fault: Fault, said: str
) -> None:
    routes(server, tmp_path, source, fault)
    with pytest.raises((FetchError, SourceError)) as refused:
        fetch(server, tmp_path / "db", source)
    routes(server, tmp_path, source, lambda good: [good])

    assert said in str(refused.value)
    assert fetch(server, tmp_path / "db", source).added.files


def test_a_list_with_another_header_is_refused_by_its_columns(
    server: Publisher, tmp_path: Path
) -> None:
    import openpyxl

    path = wto_workbook(tmp_path / "AllRTAs.xlsx")
    book = openpyxl.load_workbook(path)
    book["AllRTAs"]["F1"] = "State"
    book.save(path)
    server.routes[LIST] = [Answer(path.read_bytes(), SHEET)]

    with pytest.raises(VisavisError, match="unknown columns State and no column Status"):
        fetch(server, tmp_path / "db", "wto_rta")
