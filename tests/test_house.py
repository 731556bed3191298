"""The rules of the house: floors, sizes, licences, names, no traces of one machine."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

import visavis

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "visavis"
MODULES = sorted(PACKAGE.rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "util", "helper"}
MODULE_LINES, FUNCTION_LINES, POSITIONAL = 400, 60, 5


def committed_files() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout.decode()
    if not listing:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_is_short_and_named_after_something_of_the_analysts_world(path: Path):
    lines = path.read_text(encoding="utf-8").count("\n")

    assert lines <= MODULE_LINES
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_functions_are_short_and_take_few_positional_parameters(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            positional = [a.arg for a in node.args.args if a.arg not in ("self", "cls")]

            assert length <= FUNCTION_LINES, f"{path.name}:{node.name} has {length} lines"
            assert len(positional) <= POSITIONAL, f"{path.name}:{node.name} takes {positional}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_module_says_what_it_holds(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert ast.get_docstring(tree), f"{path} has no docstring"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_the_names_a_module_exports_exist(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    exported: list[str] = []
    defined: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            defined.add(node.targets[0].id)
            if node.targets[0].id == "__all__":
                exported = ast.literal_eval(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            defined.add(node.target.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            defined.add(node.name)
        elif isinstance(node, ast.ImportFrom | ast.Import):
            defined |= {alias.asname or alias.name for alias in node.names}
    if "__getattr__" in defined:
        defined |= set(exported)

    assert set(exported) <= defined


def test_the_package_carries_no_program_that_is_under_gpl_or_needs_a_network():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    for name in ("country_converter", "country-converter", "pyreadr", "PyMuPDF", "pycountry"):
        assert name not in text


def test_nothing_committed_holds_a_path_of_one_machine():
    pattern = re.compile(rb"/(?:work|farm|root|home/[a-z]+)/[a-z]")
    for path in committed_files():
        if path.suffix == ".parquet" or path == Path(__file__):
            continue

        assert not pattern.search(path.read_bytes()), path


def test_everything_shipped_in_the_starter_may_be_redistributed():
    from visavis.sources import origins
    from visavis.store import default_store

    entries = default_store(None).entries()

    assert entries
    for entry in entries:
        assert origins()[entry.source].license.may_redistribute, entry.source


def test_the_starter_is_a_few_megabytes():
    size = sum(p.stat().st_size for p in (PACKAGE / "starter").rglob("*") if p.is_file())

    assert 100_000 < size < 8_000_000


def test_the_version_is_the_one_in_the_changelog():
    assert f"## {visavis.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
