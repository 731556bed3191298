"""The same text and data give the same bytes, whatever the process has checked before."""

import random
from datetime import date
from pathlib import Path

import pytest

from visavis import to_json
from visavis.checking import check_document
from visavis.reading.document import read_document
from visavis.store import Store, starter_folder
from visavis.workbench import Workbench

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "india-between-suppliers.md"
PLACES = ("Russia", "China", "India", "Turkey", "Kenya", "Vietnam", "ASEAN", "the EU", "Nigeria")
SENTENCES = (
    "{a} exported ${n} billion to {b} in {y}.",
    "{b} accounted for {n}% of {a}'s exports in {y}.",
    "{a}'s trade with {b} grew by {n}% in {y}.",
    "{a}'s gold exports to {b} reached ${n} million in {y}.",
    "{b} was {a}'s largest supplier of oil in {y}.",
    "{a}'s coal exports to {b} were {n}% of its coal exports in {y}.",
    "The president of {a} visited the United States {n} times between {y} and 2020.",
    "{a}'s GDP was ${n} billion in {y}.",
)


def written(seed: int) -> str:
    dice = random.Random(seed)
    sentences = []
    for _ in range(3):
        a, b = dice.sample(PLACES, 2)
        words = {"a": a, "b": b, "n": dice.randint(1, 99), "y": dice.randint(2004, 2023)}
        sentences.append(dice.choice(SENTENCES).format(**words))
    return " ".join(sentences)


@pytest.fixture(scope="module")
def store() -> Store:
    if not (starter_folder() / "manifest.json").is_file():
        pytest.skip("the starter is not built")
    return Store((starter_folder(),))


def assert_same_after_others(texts: list[str], store: Store, as_of: date | None = None) -> None:
    """Each text alone, then all in another order in one workbench that keeps what it has read."""
    documents = [read_document(text) for text in texts]
    alone = [to_json(check_document(each, Workbench(store, as_of))) for each in documents]
    warm = Workbench(store, as_of)
    order = list(range(len(documents)))
    random.Random(len(documents)).shuffle(order)
    for n in order:
        assert to_json(check_document(documents[n], warm)) == alone[n], texts[n][:300]


def test_a_receipt_does_not_depend_on_what_was_checked_before(store):
    texts = [written(seed) for seed in range(30)]
    assert_same_after_others([EXAMPLE.read_text(encoding="utf-8"), *texts], store)


def test_nor_does_it_with_the_releases_known_on_a_day(store):
    day = max(entry.released for entry in store.all_entries())
    assert_same_after_others([written(seed) for seed in range(30, 36)], store, day)


@pytest.mark.shared
def test_nor_do_those_of_the_shared_documents(store, shared_data):
    paths = sorted((shared_data / "documents").glob("*.txt"))
    if not paths:
        pytest.skip("no documents beside this checkout")
    assert_same_after_others([path.read_text(encoding="utf-8") for path in paths], store)
