"""Names of states, groups and capitals, and the words that stand for them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.reading.lexis import Mention
from visavis.reading.mentions import find_mentions
from visavis.reading.sentences import shadow


def read(text: str, language: str = "en") -> tuple[Mention, ...]:
    plain, _ = shadow(text)
    return find_mentions(plain, language)


def named(text: str, language: str = "en") -> list[str]:
    return ["|".join(m.ids) for m in read(text, language) if m.kind != "pronoun"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("China's exports to Russia", ["CHN", "RUS"]),
        ("trade between the United States and the EU", ["USA", "EU"]),
        ("U.S. imports from the U.K.", ["USA", "GBR"]),
        ("a US-China deal", ["USA", "CHN"]),
        ("Russia–ASEAN relations", ["RUS", "ASEAN"]),
        ("North Korean and South Korean envoys", ["PRK", "KOR"]),
        ("Türkiye and Turkey", ["TUR", "TUR"]),
        ("the Philippines' trade with Viet Nam", ["PHL", "VNM"]),
        ("Chinese, Indian and Dutch firms", ["CHN", "IND", "NLD"]),
        ("the Netherlands and Hong Kong", ["NLD", "HKG"]),
        ("Moscow and Beijing agreed", ["RUS", "CHN"]),
        ("the Kremlin and the White House", ["RUS", "USA"]),
        ("the Soviet Union and Yugoslavia", ["SUN", "YUG"]),
        ("Guinea-Bissau, Niger and Nigeria", ["GNB", "NER", "NGA"]),
        ("Sino-Russian and Franco-German trade", ["CHN", "RUS", "FRA", "DEU"]),
        ("non-EU countries", []),
        ("extra-EU imports", ["EU"]),
        ("Korea", ["KOR|PRK"]),
        ("Congo", ["COD|COG"]),
        ("the Republic of the Congo", ["COG"]),
    ],
)
def test_names_adjectives_and_seats_give_their_states(text: str, ids: list[str]) -> None:
    assert named(text) == ids


@pytest.mark.parametrize(
    "text",
    [
        "turkey meat on china plates", "US$5 billion", "the Paris Agreement", "the Paris Club",
        "the Kyoto Protocol", "the Treaty of Rome", "the Washington Post", "the Moscow Times",
        "the Korea Herald", "the Beijing Review", "the Japan Times", "the Bank of England",
        "the London Metal Exchange", "the South China Sea", "the Indian Ocean",
        "the Minsk agreements",
        "the Gulf of Mexico", "New York", "Jordan Peterson", "Paris Hilton", "Michael Jordan",
        "George Washington", "the Moscow Region", "Georgia Meloni", "the Panama Canal",
        "500 million Pakistani rupees", "may polish the chad", "Bretton Woods",
        "the Vienna Convention",
    ],
)  # fmt: skip
def test_states_inside_other_names_are_no_mentions(text: str) -> None:
    assert named(f"It was about {text}, he said.") == []


def test_a_language_is_no_state_but_its_adjective_before_a_noun_is() -> None:
    assert named("It was printed in Chinese. They sell Chinese cars.") == ["CHN"]


def test_a_person_hides_only_his_own_name() -> None:
    assert named("Jordan Peterson spoke of Jordan's trade.") == ["JOR"]
    assert named("Jordan signed a treaty.") == ["JOR"]


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("The leaders met in Moscow.", True),
        ("It was signed in Burabay, Kazakhstan.", True),
        ("He travelled to Hanoi.", True),
        ("He visited Beijing.", True),
        ("Moscow agreed.", False),
        ("Exports to Beijing rose.", False),
        ("They looked at China.", False),
        ("Pressure from Washington grew.", False),
        ("In China's view it was.", False),
    ],
)
def test_a_place_is_told_from_an_actor(text: str, is_place: bool) -> None:
    assert [m.as_place for m in read(text) if m.ids][-1] is is_place


@pytest.mark.parametrize(
    ("text", "is_place"), [("встреча в Китае", True), ("экспорт в Китай", False)]
)
def test_the_russian_locative_is_a_place_and_the_accusative_a_destination(
    text: str, is_place: bool
) -> None:
    assert [m.as_place for m in read(text, "ru")] == [is_place]


@pytest.mark.parametrize(
    ("text", "owns"),
    [
        ("China's exports", True),
        ("China’s exports", True),
        ("the Philippines' exports", True),
        ("China exports", False),
    ],
)
def test_a_possessive_is_noted_outside_the_span(text: str, owns: bool) -> None:
    mention = read(text)[0]

    assert mention.possessive is owns
    assert not mention.text.endswith(("'", "'s", "’s"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trade between the two countries rose.", ["the two countries"]),
        ("Both sides raised their tariffs on each other.", ["Both sides", "their", "each other"]),
        ("Its exports and the bloc's imports.", ["Its", "the bloc"]),
        ("Bilateral trade grew; it doubled.", ["Bilateral", "it"]),
    ],
)
def test_words_that_stand_for_actors_are_pronouns_without_id(text: str, words: list[str]) -> None:
    found = [m for m in read(text) if m.kind == "pronoun"]

    assert [m.text for m in found] == words
    assert all(m.ids == () and m.id is None for m in found)


@pytest.mark.parametrize(
    ("text", "language", "ids"),
    [
        ("La Chine et les exportations russes", "fr", ["CHN", "RUS"]),
        ("les échanges de l'Union européenne avec les États-Unis", "fr", ["EU", "USA"]),
        ("торговля России с Вьетнамом", "ru", ["RUS", "VNM"]),
        ("китайский импорт из ЕС", "ru", ["CHN", "EU"]),
        ("российско-вьетнамская торговля", "ru", ["RUS", "VNM"]),
        ("le commerce sino-russe", "fr", ["CHN", "RUS"]),
    ],
)
def test_french_and_russian_names_are_found_in_their_own_texts(
    text: str, language: str, ids: list[str]
) -> None:
    assert named(text, language) == ids


def test_capital_letters_that_grow_when_lowered_do_not_shift_the_spans() -> None:
    text = "İstanbul, İzmir and Turkey"

    assert [(m.text, text[m.start : m.end]) for m in read(text)] == [("Turkey", "Turkey")]


NAMES = st.sampled_from([
    "China", "US", "U.S.", "the", "two", "countries", "its", "Gulf", "of", "Mexico", "İ", "Paris",
    "Agreement", "Korea", "'s", "’s", "-", ",", ".", "South", "Sea", "EU", "Russian", "in", "to",
    "Washington", "Post", "Jordan", "Bank", "rupees", "Chinese", "France", "ЕС", "Китай",
])  # fmt: skip


@given(
    st.lists(NAMES, max_size=14), st.sampled_from([" ", ""]), st.sampled_from(["en", "fr", "ru"])
)
@settings(max_examples=300, deadline=None)
def test_mentions_are_exact_and_never_overlap(words: list[str], glue: str, language: str) -> None:
    text = glue.join(words)
    plain, _ = shadow(text)
    found = find_mentions(plain, language)

    assert all(plain[m.start : m.end] == m.text for m in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
