"""The papers in which the columns of a panel are defined, as they are cited.

The trap is the second citation: a measure is the paper's, the numbers are a publisher's, and a
panel cites both, each only where it was used.
"""

from dataclasses import dataclass

__all__ = ["PAPERS", "Paper"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One article or book."""

    key: str
    """`barbieri1996`: what the codebook names it by."""
    authors: str
    """As BibTeX has them: `Barbieri, Katherine and Keshk, Omar`."""
    year: int
    title: str
    journal: str = ""
    """Empty for a book."""
    volume: str = ""
    pages: str = ""
    publisher: str = ""

    @property
    def short(self) -> str:
        """`Signorino and Ritter (1999)`."""
        names = self.authors.replace('{\\"a}', "ä").split(" and ")
        surnames = [each.partition(",")[0] for each in names]
        if len(surnames) > 2:
            return f"{', '.join(surnames[:-1])} and {surnames[-1]} ({self.year})"
        return f"{' and '.join(surnames)} ({self.year})"

    @property
    def bibtex(self) -> str:
        """The entry, fields in one order."""
        kind = "article" if self.journal else "book"
        fields = (
            ("author", self.authors), ("title", f"{{{self.title}}}"), ("journal", self.journal),
            ("publisher", self.publisher), ("year", str(self.year)), ("volume", self.volume),
            ("pages", self.pages),
        )  # fmt: skip
        lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
        return "\n".join([f"@{kind}{{{self.key},", *lines, "}"])


_ALL = (
    Paper(
        key="bailey2017",
        authors="Bailey, Michael A. and Strezhnev, Anton and Voeten, Erik",
        year=2017,
        title="Estimating Dynamic State Preferences from United Nations Voting Data",
        journal="Journal of Conflict Resolution",
        volume="61(2)",
        pages="430--456",
    ),
    Paper(
        key="barbieri1996",
        authors="Barbieri, Katherine",
        year=1996,
        title="Economic Interdependence: A Path to Peace or a Source of Interstate Conflict?",
        journal="Journal of Peace Research",
        volume="33(1)",
        pages="29--49",
    ),
    Paper(
        key="cohen1968",
        authors="Cohen, Jacob",
        year=1968,
        title=(
            "Weighted Kappa: Nominal Scale Agreement with Provision for Scaled Disagreement or "
            "Partial Credit"
        ),
        journal="Psychological Bulletin",
        volume="70",
        pages="213--220",
    ),
    Paper(
        key="haege2011",
        authors='H{\\"a}ge, Frank M.',
        year=2011,
        title=(
            "Choice or Circumstance? Adjusting Measures of Foreign Policy Similarity for Chance "
            "Agreement"
        ),
        journal="Political Analysis",
        volume="19",
        pages="287--305",
    ),
    Paper(
        key="hirschman1945",
        authors="Hirschman, Albert O.",
        year=1945,
        title="National Power and the Structure of Foreign Trade",
        publisher="University of California Press",
    ),
    Paper(
        key="kinsella1998",
        authors="Kinsella, David",
        year=1998,
        title="Arms Transfer Dependence and Foreign Policy Conflict",
        journal="Journal of Peace Research",
        volume="35(1)",
        pages="7--23",
    ),
    Paper(
        key="leeds2002",
        authors=(
            "Leeds, Brett Ashley and Ritter, Jeffrey M. and Mitchell, Sara McLaughlin and Long, "
            "Andrew G."
        ),
        year=2002,
        title="Alliance Treaty Obligations and Provisions, 1815-1944",
        journal="International Interactions",
        volume="28",
        pages="237--260",
    ),
    Paper(
        key="lijphart1963",
        authors="Lijphart, Arend",
        year=1963,
        title="The Analysis of Bloc Voting in the General Assembly: A Critique and a Proposal",
        journal="American Political Science Review",
        volume="57",
        pages="902--917",
    ),
    Paper(
        key="oneal1997",
        authors="Oneal, John R. and Russett, Bruce M.",
        year=1997,
        title=(
            "The Classical Liberals Were Right: Democracy, Interdependence, and Conflict, 1950-1985"
        ),
        journal="International Studies Quarterly",
        volume="41(2)",
        pages="267--294",
    ),
    Paper(
        key="scott1955",
        authors="Scott, William A.",
        year=1955,
        title="Reliability of Content Analysis: The Case of Nominal Scale Coding",
        journal="Public Opinion Quarterly",
        volume="19",
        pages="321--325",
    ),
    Paper(
        key="signorino1999",
        authors="Signorino, Curtis S. and Ritter, Jeffrey M.",
        year=1999,
        title="Tau-b or Not Tau-b: Measuring the Similarity of Foreign Policy Positions",
        journal="International Studies Quarterly",
        volume="43(1)",
        pages="115--144",
    ),
)

PAPERS = {paper.key: paper for paper in _ALL}
"""By key, sorted."""
