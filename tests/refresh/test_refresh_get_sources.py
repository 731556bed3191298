"""What each publisher is asked for, and that its answers are read by the source's own reader."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from publisher import Answer, Asked, Publisher, publisher

from visavis import check
from visavis.errors import FetchError, SourceError, UsageError
from visavis.model.wanted import Wanted
from visavis.refresh import Got, How, differences, get
from visavis.refresh.manners import Manners
from visavis.sources import SOURCES
from visavis.sources import source as source_of
from visavis.sources.frames import FACT_SCHEMA
from visavis.sources.getting import Asked as Question
from visavis.store import Store, write_tables

DAY = date(2027, 2, 3)
QUICK = Manners(pause=0.0, first_wait=0.001, longest_wait=3.0)
COMEXT = "/eurostat/api/comext/dissemination/sdmx/2.1/data/DS-045409"
HEADER = (
    "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE\n"
)


@pytest.fixture
def server():
    with publisher() as found:
        yield found


def fetch(server: Publisher, db: Path, source: str) -> Got:
    return get(source, db=db, how=How(mirror=server.url, manners=QUICK, today=DAY))


def comext(flow: int, **values: int) -> Answer:
    lines = [
        f"ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,EU27_2020,{partner},TOTAL,{flow},"
        f"VALUE_IN_EUROS,2025,{value}\n"
        for partner, value in values.items()
    ]
    return Answer((HEADER + "".join(lines)).encode(), "application/vnd.sdmx.data+csv")


def stored(db: Path, book: str) -> dict[tuple[str, str], Decimal | None]:
    block = Wanted(
        frozenset({"goods_flow"}), None, None, frozenset({"TOTAL"}), date(1990, 1, 1),
        date(2030, 12, 31),
    )  # fmt: skip
    facts = Store((db,)).facts([block])
    return {(each.subject, each.partner): each.value for each in facts if each.book == book}


def baci() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("BACI_HS92_Y2020_V202601.csv", "t,i,j,k,v,q\n2020,643,251,270900,12.5,1\n")
        file.writestr(
            "country_codes_V202601.csv",
            "country_code,country_name,country_iso2,country_iso3\n251,France,FR,FRA\n"
            "643,Russia,RU,RUS\n",
        )
        file.writestr(
            "product_codes_HS92_V202601.csv", "code,description\n270900,Crude\n010111,Horses\n"
        )
    return packed.getvalue()


def test_the_unions_imports_and_exports_come_with_their_valuation(
    server: Publisher, tmp_path: Path
) -> None:
    partners = {"RU": 30, "EL": 500, "XS": 5, "QZ": 2, "QV": 7, "XI": 9}
    sums = {"WORLD": 553, "EXT_EU27_2020": 37, "INT_EU27_2020": 516}
    server.routes[f"{COMEXT}/A.EU27_2020..TOTAL.1.VALUE_IN_EUROS"] = [comext(1, **partners, **sums)]
    server.routes[f"{COMEXT}/A.EU27_2020..TOTAL.2.VALUE_IN_EUROS"] = [comext(2, RU=20, CN=80)]

    got = fetch(server, tmp_path / "db", "eurostat")

    assert stored(tmp_path / "db", "importer") == {
        ("RUS", "EU27"): 30, ("SRB", "EU27"): 5, ("_NES_SECRET", "EU27"): 2, ("WLD", "EU27"): 37
    }  # fmt: skip
    assert stored(tmp_path / "db", "exporter") == {
        ("EU27", "RUS"): 20, ("EU27", "CHN"): 80, ("EU27", "WLD"): 100
    }  # fmt: skip
    assert got.added.released == date(2026, 9, 15)
    assert got.added.left_out == {"partners inside the union and their totals": 5}


@pytest.mark.parametrize(("amount", "verdict"), [("30", "supported"), ("47", "contradicted")])
def test_a_sentence_is_settled_by_what_was_fetched(
    server: Publisher, tmp_path: Path, amount: str, verdict: str
) -> None:
    partners = {"RU": 30 * 10**9, "CN": 500 * 10**9}
    server.routes[f"{COMEXT}/A.EU27_2020..TOTAL.1.VALUE_IN_EUROS"] = [comext(1, **partners)]
    server.routes[f"{COMEXT}/A.EU27_2020..TOTAL.2.VALUE_IN_EUROS"] = [comext(2, RU=20)]
    fetch(server, tmp_path / "db", "eurostat")

    report = check(
        f"In 2025 the EU's goods imports from Russia were worth €{amount} billion.",
        db=tmp_path / "db",
    )

    assert [str(each.verdict) for each in report.claims] == [verdict]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (comext(2, RU=20, EXT_EU27_2020=25), "partners that sum to 20"),
        (comext(2, RU=2, Q1=5), "partners without an id"),
        (comext(3, RU=2), "flow '3'"),
        (Answer(comext(2, RU=2).body.replace(b"EU27_2020,RU", b"DE,RU")), "reporter 'DE'"),
        (Answer(comext(2, RU=2).body.replace(b",2025,", b",2025-01,")), "TIME_PERIOD"),
        (Answer(comext(2, RU=2).body.replace(b"15/09/26", b"yesterday")), "LAST UPDATE"),
        (Answer(comext(2, RU=2).body.replace(b"OBS_VALUE", b"VALUE")), "unknown columns VALUE"),
    ],
)
def test_an_answer_of_eurostat_that_is_not_as_described_is_refused(
    server: Publisher, tmp_path: Path, answer: Answer, words: str
) -> None:
    server.routes[f"{COMEXT}/A.EU27_2020..TOTAL.1.VALUE_IN_EUROS"] = [comext(1, RU=20)]
    server.routes[f"{COMEXT}/A.EU27_2020..TOTAL.2.VALUE_IN_EUROS"] = [answer]

    with pytest.raises(SourceError) as caught:
        fetch(server, tmp_path / "db", "eurostat")

    assert words in str(caught.value)
    assert not Store((tmp_path / "db",)).entries()


def test_the_archive_of_baci_is_continued_after_a_cut_and_read(
    server: Publisher, tmp_path: Path
) -> None:
    content = baci()
    server.routes["/DATA_DOWNLOAD/baci/data/BACI_HS92_V202601.zip"] = [
        Answer(content, "application/x-zip-compressed", cut_after=300),
        Answer(content, "application/x-zip-compressed"),
    ]

    got = fetch(server, tmp_path / "db", "baci")

    assert server.asked[1].headers["range"] == "bytes=300-"
    assert got.added.vintage == "V202601"
    assert (got.folder / "files" / "BACI_HS92_V202601.zip").read_bytes() == content


def test_a_release_in_parts_is_compared_with_one_in_a_piece(
    server: Publisher, tmp_path: Path
) -> None:
    path = "/DATA_DOWNLOAD/baci/data/BACI_HS92_V202601.zip"
    server.routes[path] = [Answer(baci())]
    fetch(server, tmp_path / "db", "baci")
    row = {
        "relation": "goods_flow", "book": "reconciled", "subject": "RUS", "partner": "FRA",
        "product": "crude", "start": date(2020, 1, 1), "end": date(2020, 12, 31),
        "value": Decimal(12_000), "unit": "USD", "valuation": "FOB", "status": "reported",
        "origin_row": 1,
    }  # fmt: skip
    held = Store((tmp_path / "db",))
    crude = next(p for e in held.entries() for x in e.extents for p in x.products)
    frame = pl.DataFrame([row | {"product": crude}], schema=FACT_SCHEMA)
    write_tables(tmp_path / "db", "baci", "V202501", DAY, {"facts": (frame, ())})

    found = differences("baci", "V202501", "V202601", db=tmp_path / "db")

    assert [each.change for each in found.revisions if each.cell.partner == "FRA"] == [500]


def test_an_archive_cut_in_silence_is_refused_and_asked_for_again(
    server: Publisher, tmp_path: Path
) -> None:
    path = "/DATA_DOWNLOAD/baci/data/BACI_HS92_V202601.zip"
    server.routes[path] = [Answer(baci()[:-40]), Answer(baci())]

    with pytest.raises(FetchError, match="an archive that is cut short"):
        fetch(server, tmp_path / "db", "baci")

    assert fetch(server, tmp_path / "db", "baci").fetched == 1


def test_margins_come_one_year_a_file(server: Publisher, tmp_path: Path) -> None:
    def nothing(asked: Asked) -> Answer:
        return Answer(b"NoRecordsFound", "text/plain", 404)

    path = "/public/rest/data/OECD.SDD.TPS,DSD_ITIC@DF_ITIC,1.1/...._T.A.."
    server.routes[path] = nothing

    with pytest.raises(FetchError, match="404"):
        fetch(server, tmp_path / "db", "oecd_itic")

    assert server.asked[0].query == {
        "startPeriod": "2015", "endPeriod": "2015", "format": "csvfilewithlabels"
    }  # fmt: skip


@pytest.mark.parametrize("source", SOURCES, ids=lambda each: each.origin.id)
def test_each_source_is_fetched_or_says_why_not_and_where_a_person_goes(source) -> None:
    if source.getting is None:
        with pytest.raises(UsageError) as caught:
            source.requests(Question())
        way = source.origin.add_command if source.is_derived else source.origin.page
        assert way in str(caught.value)
        return
    asked = Question(
        years=(2020, 2021) if "years" in source.getting.takes else None,
        reporters=("KEN",) if "reporters" in source.getting.takes else (),
    )
    requests = source.requests(asked)
    assert requests == source.requests(asked)
    assert len({each.file for each in requests}) == len(requests)
    for each in requests:
        assert each.url.startswith("https://")
        assert Path(each.file).name == each.file


def test_a_source_whose_releases_stand_alone_comes_whole_or_not_at_all() -> None:
    """A part of a release would hide the rest of it, as the newest release counts."""
    for each in SOURCES:
        if each.getting is not None and each.getting.takes:
            assert each.pieces, each.origin.id


def test_the_key_is_no_part_of_an_address_or_of_what_is_printed() -> None:
    asked = Question(years=(2020, 2021), reporters=("KEN",), key="s3cret")

    requests = source_of("comtrade").requests(asked)

    assert "s3cret" not in repr(requests)
    assert "s3cret" not in repr(asked)
    assert all("s3cret" not in each.url for each in requests)


def test_a_page_in_place_of_the_list_of_agreements_is_refused(
    server: Publisher, tmp_path: Path
) -> None:
    server.routes["/UI/ExportAllRTAList.aspx"] = [
        Answer(b"<!DOCTYPE html><title>Maintenance</title>", "text/html")
    ]

    with pytest.raises(FetchError, match=r"a web page for AllRTAs\.xlsx"):
        fetch(server, tmp_path / "db", "wto_rta")
