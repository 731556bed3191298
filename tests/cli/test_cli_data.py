"""`visavis data` as a user runs it: show, remove, diff, and releases side by side."""

import csv
import io
import json
from pathlib import Path

import pytest

from visavis.cli import main
from visavis.sources.comtrade_layouts import LAYOUTS

KENYA = {
    "typeCode": "C", "freqCode": "A", "partner2Code": "0", "classificationCode": "H6",
    "customsCode": "C00", "mosCode": "0", "motCode": "0", "isAggregate": "true",
    "cmdCode": "TOTAL", "flowCode": "X", "reporterCode": "404", "partnerCode": "800",
    "period": "2021", "refYear": "2021",
}  # fmt: skip
SENTENCE = "In 2021 Kenya's goods exports to Uganda were worth $850 million.\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)


def add(value: int, day: str) -> None:
    header = LAYOUTS[0].header
    cells = KENYA | {"primaryValue": str(value)}
    lines = [",".join(header), ",".join(cells.get(name, "") for name in header) + ","]
    Path("kenya.csv").write_text("\n".join(lines) + "\n")
    assert main(["data", "add", "comtrade", "kenya.csv", "--retrieved", day]) == 0


def shown(capsys: pytest.CaptureFixture[str]) -> dict:
    capsys.readouterr()
    assert main(["data", "show", "comtrade", "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def verdict(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    Path("a.txt").write_text(SENTENCE)
    capsys.readouterr()
    main(["check", "a.txt", "--format", "json", *options])
    return json.loads(capsys.readouterr().out)["claims"][0]["verdict"]


def test_show_names_terms_and_what_is_held(capsys: pytest.CaptureFixture[str]):
    add(850_000_000, "2023-01-01")
    record = shown(capsys)

    assert record["license"]["may_redistribute"] is False
    assert [(each["place"], each["tables"][0]["rows"]) for each in record["releases"]] == [
        ("folder", 1)
    ]
    assert main(["data", "show", "comtrade"]) == 0
    text = capsys.readouterr().out
    assert "internal use only" in text
    assert record["releases"][0]["vintage"] in text
    assert max(len(line) for line in text.splitlines()) <= 100


def test_show_of_an_unknown_source_lists_the_known_ones(capsys: pytest.CaptureFixture[str]):
    assert main(["data", "show", "nothing"]) == 2
    assert "baci" in capsys.readouterr().err


def test_two_releases_stand_side_by_side_and_as_of_chooses(capsys: pytest.CaptureFixture[str]):
    add(850_000_000, "2023-01-01")
    add(1_050_000_000, "2024-01-01")

    assert verdict(capsys, "--as-of", "2023-06-30") == "supported"
    assert verdict(capsys) != "supported"
    assert verdict(capsys, "--as-of", "2022-06-30") not in ("supported", "contradicted")


def test_diff_prints_the_revision_in_three_formats(capsys: pytest.CaptureFixture[str]):
    add(850_000_000, "2023-01-01")
    add(1_050_000_000, "2024-01-01")
    one, two = (each["vintage"] for each in shown(capsys)["releases"])
    command = ["data", "diff", "comtrade", "--from", one, "--to", two]

    assert main(command) == 0
    assert (
        "goods_flow KEN UGA TOTAL exporter 2021: $850 million to $1.05 billion (+$200 million"
        in capsys.readouterr().out
    )
    assert main([*command, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["subject"], row["change"]) for row in rows] == [("KEN", "200000000.000")]
    assert main([*command, "--format", "json", "--states", "Kenya"]) == 0
    assert json.loads(capsys.readouterr().out)["revisions"][0]["change"] == 200_000_000
    assert main([*command, "--format", "json", "--states", "CHN"]) == 0
    assert json.loads(capsys.readouterr().out)["revisions"] == []


def test_diff_refuses_groups_and_unknown_releases(capsys: pytest.CaptureFixture[str]):
    add(850_000_000, "2023-01-01")
    capsys.readouterr()

    assert main(["data", "diff", "comtrade", "--from", "1", "--to", "2"]) == 2
    assert "release of comtrade: found '1'" in capsys.readouterr().err
    assert main(["data", "diff", "comtrade", "--from", "1", "--to", "2", "--states", "EU"]) == 2
    assert "single states" in capsys.readouterr().err


def test_remove_says_what_went_and_what_counts_now(capsys: pytest.CaptureFixture[str]):
    add(850_000_000, "2023-01-01")
    add(1_050_000_000, "2024-01-01")
    one, two = (each["vintage"] for each in shown(capsys)["releases"])

    assert main(["data", "remove", "comtrade", "--vintage", two]) == 0
    text = capsys.readouterr().out
    assert two in text
    assert f"release {one} of your folder" in text
    assert verdict(capsys) == "supported"
    assert main(["data", "remove", "comtrade"]) == 0
    assert "no release of it" in capsys.readouterr().out
    assert main(["data", "remove", "comtrade"]) == 2


def test_a_long_id_does_not_run_into_its_words(capsys: pytest.CaptureFixture[str]):
    assert main(["data", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()

    labels = [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]
    assert "sipri_register" in labels
    assert not [label for label in labels if "visavis" in label]
