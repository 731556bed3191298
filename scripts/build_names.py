"""Build src/visavis/model/data/names.csv, the table of surfaces by which texts name states.

Short names come from CLDR (babel), full English names from rigour; both are used at build time
only. What they lack is kept by hand beside this script: `names_words.csv` (adjectives, peoples and
capitals, a line per state) and `names_extra.csv` (everything else; a surface that starts with `=`
is matched with its case). French and Russian forms are made by the written rules below.

    python scripts/build_names.py            # writes the table
    python scripts/build_names.py --check    # exit status 1 where it would change
"""

import csv
import io
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from babel import Locale
from generated_pages import keep
from rigour.territories import get_territories

from visavis.model.names import NAME_KINDS

HERE = Path(__file__).parent
TABLES = HERE.parent / "src" / "visavis" / "model" / "data"
ORDINARY_WORDS = frozenset(
    """
    Turkey China Polish Pole Poles Chad Guinea Jersey Japan Chile Jordan Mali Niger Togo
    Swede Swedes Finn Finns Dane Danes Dutch Brits Lima Panama Morocco Brazil Bermuda
    Guernsey Holland Wales Sofia Santiago Dominique Emirates Americas Saudi Vienne Alger
    Riga Bern Berne Tunis Rome Bonn Nassau Apia Praia Suva Oman Iceland Вена Вены Вене Вену
    Веной Рим Рима Лима Лимы София Софии Чад Чада Чаде Мали Того Перу Гана Ганы Чили Америка
    Эмираты
    """.split()  # noqa: SIM905  - eighty words read better as text than as a list
)
"""Surfaces that are another word, or part of one, when written without the capital."""

KEPT_ACCENTS = frozenset({"Réunion", "Malé"})
"""Surfaces that without their accent are an English word."""

NOT_STATES = frozenset(
    {"AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)


class Row(NamedTuple):
    """A surface before rows for the same surface are merged."""

    surface: str
    ids: tuple[str, ...]
    kind: str
    language: str
    case_sensitive: bool


def read(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV table."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def french_forms(masculine: str) -> list[str]:
    """Masculine and feminine, singular and plural; `grec/grecque` gives an irregular feminine."""
    if "/" in masculine:
        masculine, feminine = masculine.split("/")
    elif masculine.endswith(("e", "é", "è")):
        feminine = masculine if masculine.endswith("e") else masculine + "e"
    elif masculine.endswith(("ien", "éen")):
        feminine = masculine + "ne"
    else:
        feminine = masculine + "e"
    plural = masculine if masculine.endswith("s") else masculine + "s"
    return list(dict.fromkeys([masculine, feminine, plural, feminine + "s"]))


def russian_adjective_forms(nominative: str) -> list[str]:
    """All cases of an adjective in -кий."""
    stem = nominative.removesuffix("ий")
    endings = ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими")
    return [stem + ending for ending in endings]


def russian_cases(nominative: str) -> list[str]:
    """The cases of a one-word noun; names of several words, and those in -о, -е, -у, -и, stay."""
    if " " in nominative or nominative.isupper() or nominative[-1] in "оеуиыэюё":
        return [nominative]
    last, stem = nominative[-1], nominative[:-1]
    endings: tuple[str, ...]
    if nominative.endswith("ия"):
        endings = ("я", "и", "ю", "ей")
    elif nominative.endswith("ий"):
        endings = ("й", "я", "ю", "ем", "и")
    elif last == "я":
        endings = ("я", "и", "е", "ю", "ей")
    elif last == "а":
        endings = ("а", "и" if stem[-1] in "кгхжшчщ" else "ы", "е", "у", "ой")
    elif last in "йь":
        endings = (last, "я", "ю", "ем", "е")
    else:
        stem = nominative
        endings = ("", "а", "у", "ем" if last in "жшчщц" else "ом", "е")
    return [stem + ending for ending in endings]


def plain(text: str) -> str:
    """The text without accents on Latin letters."""
    if text in KEPT_ACCENTS or any("а" <= letter <= "я" for letter in text.lower()):
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def rows_from_babel(states: list[dict[str, str]], declined: set[str]) -> Iterator[Row]:
    """CLDR's short names in three languages, in Russian with their cases."""
    by_code = {row["iso_a2"]: row["id"] for row in states if row["kind"] != "historical"}
    for language in ("en", "fr", "ru"):
        for code, name in sorted(Locale(language).territories.items()):
            if code not in by_code or code in NOT_STATES:
                continue
            surfaces = [name.replace("о-ва ", "острова ").replace("о-в ", "остров ")]
            if language == "ru" and name not in declined:
                surfaces = russian_cases(surfaces[0])
            for surface in surfaces:
                yield Row(surface, (by_code[code],), "name", language, False)


def rows_from_tables(states: list[dict[str, str]], groups: list[dict[str, str]]) -> Iterator[Row]:
    """Our own short names, and rigour's full names."""
    for row in states:
        yield Row(row["name"], (row["id"],), "name", "en", False)
    known = {row["id"] for row in states}
    for territory in get_territories():
        key = (territory.alpha3 or "").upper()
        if key in known and territory.full_name and "(" not in territory.full_name:
            yield Row(territory.full_name, (key,), "official", "en", False)
    for row in groups:
        if row["kind"] == "group":
            yield Row(row["name"], (row["id"],), "group", "en", False)


def rows_from_words(declined: set[str]) -> Iterator[Row]:
    """Adjectives, peoples and capitals of one line per state."""
    for row in read(HERE / "names_words.csv"):
        ids = (row["id"],)
        lists = {key: [w for w in row[key].split(";") if w] for key in row if key != "id"}
        for word in lists["adjective_en"]:
            yield Row(word, ids, "adjective", "en", False)
        for word in lists["people_en"]:
            yield Row(word, ids, "demonym", "en", False)
        for word in lists["adjective_fr"]:
            for form in french_forms(word):
                yield Row(form, ids, "adjective", "fr", False)
        for word in lists["adjective_ru"]:
            for form in russian_adjective_forms(word):
                yield Row(form, ids, "adjective", "ru", False)
        for language in ("en", "fr"):
            for word in lists[f"capital_{language}"]:
                yield Row(word, ids, "capital", language, False)
        for word in lists["capital_ru"]:
            for form in [word] if word in declined else russian_cases(word):
                yield Row(form, ids, "capital", "ru", False)


def rows_from_extra(extra: list[dict[str, str]]) -> Iterator[Row]:
    """The hand-kept rows; French and Russian adjectives are given in one form."""
    for row in extra:
        ids = tuple(sorted(row["ids"].split("|")))
        for written in row["surfaces"].split(";"):
            surface = written.removeprefix("=")
            forms = [surface]
            if row["kind"] == "adjective" and row["language"] == "fr":
                forms = french_forms(surface)
            if row["kind"] == "adjective" and row["language"] == "ru":
                forms = russian_adjective_forms(surface)
            for form in forms:
                yield Row(form, ids, row["kind"], row["language"], written.startswith("="))


def spellings(rows: Iterable[Row]) -> Iterator[Row]:
    """Each row as it is, and with the other apostrophe and, in Latin script, without accents."""
    for row in rows:
        case = row.case_sensitive or row.surface in ORDINARY_WORDS
        for surface in (row.surface, plain(row.surface) if row.language == "en" else row.surface):
            for mark in ("'", "’"):
                yield row._replace(
                    surface=surface.replace("'", mark).replace("’", mark), case_sensitive=case
                )


def merged(rows: Iterable[Row]) -> list[Row]:
    """One row per surface: ids united, the preferred kind, all languages."""
    rows = list(rows)
    exact = {row.surface for row in rows if row.case_sensitive}
    together: dict[str, list[Row]] = {}
    for row in rows:
        key = row.surface if row.surface in exact else row.surface.casefold()
        together.setdefault(key, []).append(row)
    result = []
    for same in together.values():
        best = min(same, key=lambda row: (NAME_KINDS.index(row.kind), row.language, row.surface))
        given = [row.ids for row in same if len(row.ids) > 1] or [row.ids for row in same]
        ids = tuple(sorted({each for ids in given for each in ids}))
        languages = "|".join(sorted({row.language for row in same}))
        case = best.surface in exact
        result.append(best._replace(ids=ids, language=languages, case_sensitive=case))
    return sorted(result)


def build() -> str:
    """The whole table as text."""
    states, groups = read(TABLES / "states.csv"), read(TABLES / "groups.csv")
    extra = read(HERE / "names_extra.csv")
    declined = {
        row["surfaces"].split(";")[0]
        for row in extra
        if row["language"] == "ru" and ";" in row["surfaces"]
    }
    rows = [
        *rows_from_babel(states, declined),
        *rows_from_tables(states, groups),
        *rows_from_words(declined),
        *rows_from_extra(extra),
    ]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("surface", "ids", "kind", "language", "case_sensitive"))
    for row in merged(spellings(rows)):
        writer.writerow(
            (
                row.surface,
                "|".join(row.ids),
                row.kind,
                row.language,
                "yes" if row.case_sensitive else "no",
            )
        )
    return stream.getvalue()


if __name__ == "__main__":
    sys.exit(keep(TABLES / "names.csv", build()))
