"""What starting costs and what the package offers: nothing heavy before it is asked for."""

import subprocess
import sys

import pytest

import visavis

HEAVY = ("duckdb", "polars", "pandas", "pyarrow", "rich", "visavis.workbench", "visavis.store")


def modules_after(program: str) -> set[str]:
    found = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}\nprint(*sys.modules, sep='\\n')"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return set(found.split())


def test_importing_the_package_loads_no_library():
    loaded = modules_after("import visavis")

    assert not loaded & {*HEAVY, "typer", "ahocorasick_rs"}


@pytest.mark.parametrize("words", ["--help", "check --help", "--version", "data --help"])
def test_help_loads_neither_the_store_nor_its_libraries(words: str):
    loaded = modules_after(f"from visavis.cli import main\nmain({words.split()!r})")

    assert "typer" in loaded
    assert not loaded & set(HEAVY)


def test_a_figure_loads_no_validators_and_nothing_that_judges_a_text():
    loaded = modules_after(
        "from visavis.cli import main\n"
        "main('figure exports RUS CHN --year 2020 --share --format json'.split())"
    )

    later = {"pydantic", "polars", "numpy", "visavis.checking", "visavis.model.verdicts"}
    assert not loaded & later


def test_looking_up_a_name_reads_no_data():
    loaded = modules_after("from visavis.cli import main\nmain(['states', 'Vietnam'])")

    assert not loaded & {"duckdb", "polars"}


def test_the_public_names_are_these():
    assert visavis.__all__ == [
        "Figure",
        "FigureTable",
        "Period",
        "Query",
        "Report",
        "Verdict",
        "VisavisError",
        "Workbench",
        "align",
        "arms",
        "check",
        "figure",
        "measures",
        "panel",
        "pivot",
        "resolve",
        "save_panel",
        "to_html",
        "to_json",
        "to_text",
    ]


def test_every_public_name_is_there_and_a_wrong_one_is_refused():
    for name in visavis.__all__:
        assert callable(getattr(visavis, name)) or name == "measures", name
    assert visavis.measures.figures.MEASURES
    assert set(visavis.__all__) <= set(dir(visavis))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = visavis.nothing
