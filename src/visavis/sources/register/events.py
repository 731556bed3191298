"""Events that machines coded out of news: who did what to whom, as reported.

Plain data, cheap to import: what reads the files is loaded when files are read.
"""

from visavis.model.origins import License, Origin
from visavis.sources.base import Source

__all__ = ["SOURCES"]

_NO_FACTS = (
    " A machine read them in news: they bear on what the list says and on nothing that happened, "
    "so that no claim about real meetings, visits or sanctions is held against them."
)

SOURCES: tuple[Source, ...] = (
    Source(
        origin=Origin(
            id="gdelt",
            short="GDELT",
            title="GDELT: Event Database 2.0",
            publisher="The GDELT Project",
            citation="Leetaru, K. and P. Schrodt (2013). GDELT: Global Data on Events, Location "
            "and Tone, 1979-2012. The GDELT Project, https://www.gdeltproject.org/",
            page="https://www.gdeltproject.org/data.html",
            license=License(
                "GDELT", "for any use with citation and a link to the GDELT Project",
                "https://www.gdeltproject.org/about.html#termsofuse", may_redistribute=False,
            ),
            refresh="every quarter of an hour",
            add_command="visavis data add gdelt DIR",
        ),
        module="gdelt",
        expect_rows=(1, 500_000_000),
        coverage=(
            "events between two states coded from the world's news since February 2015, as far "
            "as the user's own files go"
        ),
        taken=(
            "GLOBALEVENTID", "SQLDATE", "Actor1Code", "Actor1Name", "Actor1CountryCode",
            "Actor2Code", "Actor2Name", "Actor2CountryCode", "EventCode", "QuadClass",
            "GoldsteinScale", "DATEADDED", "SOURCEURL",
        ),
        ignored=(
            "MonthYear", "Year", "FractionDate", "groups, ethnicity, religion and types of actors",
            "IsRootEvent", "EventBaseCode", "EventRootCode", "NumMentions", "NumSources",
            "NumArticles", "AvgTone", "places of actors and of the action (FIPS codes)",
        ),
        note=(
            "Never shipped. Files have 61 columns and no header. Rows whose actors are not of "
            "two different states are left out and counted. A day counts as whole where all 96 "
            "files of what was found on it are there; elsewhere a count is a bound from below. "
            "Two stories of one act are two events, so that counts grow with the news read."
            + _NO_FACTS
        ),
    ),
    Source(
        origin=Origin(
            id="icews",
            short="ICEWS",
            title="ICEWS: Coded Event Data",
            publisher="Lockheed Martin, Integrated Crisis Early Warning System",
            citation="Boschee, E., J. Lautenschlager, S. O'Brien, S. Shellman, J. Starz and M. "
            "Ward (2015). ICEWS Coded Event Data. Harvard Dataverse. doi:10.7910/DVN/28075",
            page="https://doi.org/10.7910/DVN/28075",
            license=License(
                "ICEWS", "terms of the data set at Harvard Dataverse; not passed on",
                "https://doi.org/10.7910/DVN/28075", may_redistribute=False,
            ),
            refresh="ended",
            add_command="visavis data add icews DIR",
        ),
        module="icews",
        expect_rows=(1, 30_000_000),
        coverage=(
            "events between two states coded from news, 1995-2023, of the days that the user's "
            "own files have"
        ),
        taken=(
            "Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Intensity",
            "Target Name", "Target Country", "Story ID", "Sentence Number",
        ),
        ignored=(
            "Source Sectors", "Event Text", "Target Sectors", "Publisher", "City", "District",
            "Province", "Country", "Latitude", "Longitude",
        ),
        note=(
            "Never shipped. An event's number occurs again on other days: number and day are its "
            "key. Reciprocal events (A consults with B, B with A; a visit made and hosted) stand "
            "twice and are counted once, with the number of rows beside it. Rows whose actors "
            "are not of two different states are left out and counted." + _NO_FACTS
        ),
    ),
    Source(
        origin=Origin(
            id="polecat",
            short="POLECAT",
            title="POLECAT: Political Event Classification, Attributes, and Types",
            publisher="Halterman, Bagozzi, Beger, Schrodt and Scarborough",
            citation="Halterman, A., B. E. Bagozzi, A. Beger, P. A. Schrodt and G. I. Scarborough "
            "(2023). PLOVER and POLECAT. Harvard Dataverse. doi:10.7910/DVN/AJGVIT",
            page="https://doi.org/10.7910/DVN/AJGVIT",
            license=License(
                "POLECAT", "terms of the data set at Harvard Dataverse; not passed on",
                "https://doi.org/10.7910/DVN/AJGVIT", may_redistribute=False,
            ),
            refresh="weekly",
            add_command="visavis data add polecat DIR",
        ),
        module="polecat",
        expect_rows=(1, 100_000_000),
        coverage=(
            "events between two states coded from news since 2018, of the days that the user's "
            "own files have"
        ),
        taken=(
            "Event ID", "Event Date", "Event Type", "Event Intensity", "Actor Country",
            "Recipient Country",
        ),
        ignored=(
            "Event Mode", "Quad Code", "Contexts", "names, sectors, titles and numbers of actors "
            "and recipients", "places", "Source", "Publication Date", "people, organizations and "
            "locations of the story", "Language", "Version",
        ),
        note=(
            "Never shipped. Types are those of the PLOVER ontology, and tell the class. Rows "
            "with several states on one side, or without two different states, are left out and "
            "counted." + _NO_FACTS
        ),
    ),
)  # fmt: skip
"""Sorted by id."""
