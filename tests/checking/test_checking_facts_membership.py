"""Memberships in words of our own: what is borne out, what is wrong, and what is said beside."""

import pytest

from visavis.checking import check_document
from visavis.model.verdicts import Checked, Verdict
from visavis.reading.document import read_document
from visavis.store import default_store
from visavis.workbench import Workbench

SUPPORTED, CONTRADICTED = Verdict.SUPPORTED, Verdict.CONTRADICTED
DEPENDS, UNSETTLED = Verdict.DEPENDS_ON_DEFINITION, Verdict.CANNOT_BE_CHECKED


def check(text: str) -> tuple[Checked, ...]:
    report = check_document(read_document(text), Workbench(default_store(None)))
    return tuple(one for one in report.claims if one.claim.measure == "membership")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A date belongs to the membership where it follows at once or opens the clause.
        ("In July 2013 Croatia joined the EU.", SUPPORTED),
        ("Croatia, in 2013, joined the EU.", SUPPORTED),
        ("Croatia formally joined the EU on 1 July 2007.", CONTRADICTED),
        ("Taiwan joined the WTO as Chinese Taipei in 2002.", SUPPORTED),
        ("ASEAN, which Vietnam joined in 1995, has ten members.", SUPPORTED),
        ("Since 1952 Turkey has been a member of NATO.", SUPPORTED),
        ("Finland, a NATO member since 2023, exported paper to Kenya in 2015.", SUPPORTED),
        ("Croatia was a member of the EU in 2005.", CONTRADICTED),
        # The date of another event says nothing of the membership.
        ("Finland, a NATO member, exported paper to Kenya in 2015.", UNSETTLED),
        ("Croatia, now an EU member, hosted a summit in 2010.", UNSETTLED),
        ("In 2010, EU member Croatia hosted a summit.", UNSETTLED),
        ("In 2015, EU member Croatia hosted a summit.", SUPPORTED),
        ("Sweden is a member of NATO, although it was neutral in 2010.", SUPPORTED),
        ("Iran joined the SCO, having applied in 2008.", SUPPORTED),
        ("After Kazakhstan joined the EAEU, its imports from Russia rose in 2017.", SUPPORTED),
        ("Ten years after China joined the WTO, in 2011, trade grew.", SUPPORTED),
        ("Croatia, which won the cup in 1998, joined the EU.", SUPPORTED),
        ("Croatia was a member of the EU when war broke out in 1991.", UNSETTLED),
        # A date that may be that of the joining, or only bounds it, is not judged.
        ("Kazakhstan joined the WTO amid high oil prices in 2001.", UNSETTLED),
        ("Iran joined the SCO, amid fanfare, in 2015.", UNSETTLED),
        ("In 2015, after years of talks and waiting, Iran joined the SCO.", UNSETTLED),
        ("By 2019 Armenia had joined the EAEU.", UNSETTLED),
        ("Armenia joined the EAEU before 2019.", UNSETTLED),
        ("Armenia did not join the EAEU until 2015.", UNSETTLED),
        ("Armenia did not join the EAEU until 2019.", UNSETTLED),
        # What is said beyond the membership is checked or withheld.
        ("Malta is the largest member of the EU.", UNSETTLED),
        ("Albania is the poorest member of NATO.", UNSETTLED),
        ("Norway is the largest member of the EU.", CONTRADICTED),
        ("Sweden is NATO's newest member.", SUPPORTED),
        ("Poland is the newest member of NATO.", UNSETTLED),
        ("The United Kingdom was expelled from the EU in 2020.", UNSETTLED),
        ("Denmark is a founding member of NATO.", SUPPORTED),
        ("Vietnam was a founding member of ASEAN.", CONTRADICTED),
        ("Rwanda is a founding member of the EAC.", CONTRADICTED),
        ("Spain was a founding member of NATO.", CONTRADICTED),
        ("Chile is a founding member of the CPTPP.", UNSETTLED),
        ("Italy is a founding member of the EU.", SUPPORTED),
        ("Norway was a founding member of the UN.", UNSETTLED),
        # Sources date a joining from several acts.
        ("Iran became a member of the SCO in 2021.", DEPENDS),
        ("Japan joined the CPTPP in March 2018.", DEPENDS),
        ("Kazakhstan joined the EAEU in 2014.", DEPENDS),
        ("Poland joined NATO in 1997.", DEPENDS),
        ("Egypt joined BRICS in 2023.", DEPENDS),
        ("Kenya has been a member of the East African Community since 1967.", DEPENDS),
        ("Uganda joined the East African Community in 1999.", DEPENDS),
        ("Kenya joined the East African Community in 1985.", CONTRADICTED),
        ("Rwanda joined the East African Community in 1967.", CONTRADICTED),
        ("Chile joined the CPTPP in 2020.", UNSETTLED),
        ("Armenia had not joined the EAEU in 2014.", UNSETTLED),
        # Former members, and what is under way.
        ("Ecuador, a former OPEC member, produces oil.", SUPPORTED),
        ("Former OPEC member Indonesia imports crude oil.", SUPPORTED),
        ("Ecuador, a former member of OPEC, joined a pact in 2022.", SUPPORTED),
        ("Mali announced in January 2024 that it was leaving ECOWAS.", UNSETTLED),
        ("Yugoslavia was a member of Comecon.", UNSETTLED),
        # What is only asked, denied, imagined or played.
        ("Is it true? Serbia is a member of NATO?", UNSETTLED),
        ("Kenya denied that it had joined the EAC in 1999.", UNSETTLED),
        ("In the model, Turkey is a member of the EU.", UNSETTLED),
        ("Serbia is a member of NATO, he joked.", UNSETTLED),
        ("Many believe Serbia is a member of NATO.", UNSETTLED),
        ("Serbia is a member of the EU in all but name.", UNSETTLED),
        # Other states.
        ("EU member Hungary, like Serbia, hosted a summit.", SUPPORTED),
        ("Pakistan joined the SCO with India in 2017.", SUPPORTED),
        ("Rwanda and Tanzania joined the EAC in 2007.", CONTRADICTED),
        ("DR Congo, an EAC member since 2012, mines cobalt.", CONTRADICTED),
        ("Iceland withdrew from NATO in 2015.", CONTRADICTED),
        ("Neither Serbia nor Ethiopia is a WTO member.", SUPPORTED),
        ("Laos acceded to the WTO in 2003.", CONTRADICTED),
        ("Pakistan joined the SCO as an observer in 2005.", SUPPORTED),
        ("Ghana is not yet a member of BRICS.", UNSETTLED),
        ("Austria, Ireland and Malta are EU members but not NATO members.", SUPPORTED),
        ("Neither Peru nor Chile is a member of APEC.", CONTRADICTED),
        ("No Nordic country but Denmark is a member of the EU.", UNSETTLED),
        ("Papua New Guinea is a member of ASEAN.", CONTRADICTED),
        ("Papua New Guinea is an observer in ASEAN.", SUPPORTED),
        ("Argentina declined to join BRICS.", SUPPORTED),
        ("The United Kingdom left the EU in 2016.", CONTRADICTED),
        ("Russia joined the UN in 1991.", SUPPORTED),
    ],
)
def test_a_membership_is_judged_by_what_the_words_say_of_it(text: str, expected: Verdict) -> None:
    assert [one.verdict for one in check(text)][:1] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya is a member of the African Union Peace and Security Council.",
        "Malaysia is a member of the UN Security Council.",
        "India is a member of the OECD Development Centre.",
        "Japan joined the EU and the G7 in condemning the test in 2017.",
        "France is the only EU member of the UN Security Council.",
    ],
)
def test_a_part_of_a_group_or_its_company_is_no_membership(text: str) -> None:
    assert check(text) == ()


def test_the_other_act_is_told_with_its_day_and_that_of_the_joining() -> None:
    (one,) = check("India became a member of the SCO in 2015.")
    assert dict(one.notes)["other_act"].split()[0] == "decided"
    assert dict(one.notes)["rule"] == "M9"


def test_a_word_that_the_table_cannot_speak_to_is_named() -> None:
    (one,) = check("Malta is the largest member of the EU.")
    assert dict(one.notes)["premise_unchecked"] == "largest"
