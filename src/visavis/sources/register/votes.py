"""Roll calls of the United Nations General Assembly.

Plain data, cheap to import: what reads the files is loaded when files are read.
"""

from visavis.model.origins import License, Origin
from visavis.sources.base import Source
from visavis.sources.register.licences import CC0

__all__ = ["SOURCES"]

_IDEAL_POINTS = (
    "Bailey, M. A., A. Strezhnev and E. Voeten (2017). Estimating Dynamic State Preferences from "
    "United Nations Voting Data. Journal of Conflict Resolution 61 (2): 430-456. "
    "doi:10.7910/DVN/LEJUQZ"
)

SOURCES: tuple[Source, ...] = (
    Source(
        origin=Origin(
            id="ideal_points",
            short="the published ideal points by session",
            title="Ideal points of states in the UN General Assembly, by session",
            publisher="Erik Voeten, Anton Strezhnev and Michael Bailey",
            citation=_IDEAL_POINTS,
            page="https://doi.org/10.7910/DVN/LEJUQZ",
            license=CC0,
            refresh="ended",
            add_command="visavis data add ideal_points IdealpointestimatesAll_Apr2020.csv",
        ),
        module="ideal_points",
        expect_rows=(30_000, 33_000),
        coverage="every member by session, sessions 1 to 74 (1946 to 2019/20)",
        taken=("ccode", "session", "IdealPoint", "Q5%", "Q95%"),
        ignored=("Row", "NVotes", "QO%", "Q10%", "Q50%", "Q90%", "Q100%", "iso3c", "Countryname"),
        note=(
            "A score, relative to all states of one estimation: higher is nearer to the order "
            "that the United States led. Session 68 is 2013/14 and is kept from September to "
            "August. Each score stands with its 5th and 95th percentile."
        ),
    ),
    Source(
        origin=Origin(
            id="ideal_points_yearly",
            short="the published ideal points by year",
            title="Ideal points of states in the UN General Assembly, by calendar year",
            publisher="Erik Voeten, Anton Strezhnev and Michael Bailey",
            citation=_IDEAL_POINTS,
            page="https://doi.org/10.7910/DVN/LEJUQZ",
            license=CC0,
            refresh="yearly",
            add_command="visavis data add ideal_points_yearly idealpoints_july2025.csv",
        ),
        module="ideal_points_yearly",
        expect_rows=(60_000, 120_000),
        coverage="every member by calendar year, 1946 to 2024",
        taken=("ccode", "year", "idealpointall", "q5all", "q95all", "idealpointfp", "q5fp",
               "q95fp", "idealpointlegacy"),
        ignored=("iso3c", "countryname", "nvotesfp", "qofp", "q10fp", "q50fp", "q90fp", "q100fp",
                 "nvotesall", "qoall", "q10all", "q50all", "q90all", "q100all", "nvotesLegacy"),
        note=(
            "Three estimates side by side: of all votes (the figure), of votes on final passage, "
            "and by the earlier method. Never compared with the estimates by session, whose "
            "scale is another. The column of ISO codes has gaps and one neighbour's code; the "
            "Correlates of War code is taken."
        ),
    ),
    Source(
        origin=Origin(
            id="un_digital_library",
            short="the UN Digital Library",
            title="Voting records of the General Assembly",
            publisher="United Nations, Dag Hammarskjöld Library",
            citation="United Nations Digital Library. Voting data of the General Assembly.",
            page="https://digitallibrary.un.org/",
            license=License(
                "UN-Public-Record",
                "public record of the General Assembly, ten roll calls of it restated; the "
                "library's own file: non-commercial use with attribution",
                "https://www.un.org/en/about-us/terms-of-use", may_redistribute=True,
            ),
            refresh="ended",
            add_command="visavis data add un_digital_library DIR",
        ),
        module="un_digital_library",
        not_fetched="downloads of the library in a form that this version does not read",
        expect_rows=(1940, 1940),
        coverage=(
            "ten roll calls that other records lack or have in part, 2013-2022: ES-11/1 to "
            "ES-11/3 on Ukraine, ES-10/19, ES-10/20, 67/234B, 73/8, 73/295, 75/287 and 75/289"
        ),
        taken=("country", "v", "row", "year"),
        ignored=("resolution", "__index_level_0__"),
        note=(
            "Other data sets lack these votes. Each is known by its announced tally."
        ),
    ),
    Source(
        origin=Origin(
            id="un_votes",
            short="the UN's roll calls",
            title="United Nations General Assembly Voting Data",
            publisher="Erik Voeten, Anton Strezhnev and Michael Bailey",
            citation=(
                "Voeten, E., A. Strezhnev and M. Bailey (2009). United Nations General Assembly "
                "Voting Data. Harvard Dataverse. doi:10.7910/DVN/LEJUQZ"
            ),
            page="https://doi.org/10.7910/DVN/LEJUQZ",
            license=CC0,
            refresh="yearly",
            add_command="visavis data add un_votes DIR",
        ),
        module="un_votes",
        not_fetched="a data set of which this version reads the long form of June 2024 alone",
        expect_rows=(900_000, 2_000_000),
        coverage="every roll call of the UN General Assembly and each member's vote, 1946-2024",
        taken=("rid", "date", "iso3", "vote", "rcid", "unres", "amend", "para", "short", "descr",
               "match", "resolution", "resid", "ccode"),
        ignored=("session", "importantvote", "year", "row", "Row", "member", "Country",
                 "Countryname", "country", "countryname", "abstain", "yes", "no", "me", "nu", "di",
                 "hr", "co", "ec"),
        note=(
            "The file gives a successor's code to the state before it: votes before 24 "
            "December 1991 stand under SUN, before 27 April 1992 under YUG, until 4 June 2006"
            " under SCG, and those of China's seat before 7 December 1949 under CHN. "
            "Czechoslovakia, the two Yemens before 1991 and the German Democratic Republic "
            "are not in it. Symbols are known for most votes from 1967 to 2021; later votes "
            "have none, and single late tallies lack a state. Days before about 1990 are "
            "approximate. No vote of the eleventh Emergency Special Session (Ukraine) and none "
            "between January and October 2022 is in it; every figure of agreement says how many "
            "of the official votes stand behind it. Two nearly equal rows of 1 September 2023 "
            "are kept as published. The authors' UNVotes as CSV and the table of R's fpsim are "
            "read too: a roll call is known by its number and its day."
        ),
    ),
    Source(
        origin=Origin(
            id="visavis_ideal_points",
            short="estimated by visavis from Voeten's roll calls",
            title="Ideal points by session, estimated by visavis from Voeten's roll calls",
            publisher="visavis",
            citation=(
                "Estimated by visavis, not published by the authors of the model. Model: Bailey, "
                "M. A., A. Strezhnev and E. Voeten (2017). Estimating Dynamic State Preferences "
                "from United Nations Voting Data. Journal of Conflict Resolution 61 (2): 430-456. "
                "Votes: Voeten, E., A. Strezhnev and M. Bailey (2009). United Nations General "
                "Assembly Voting Data. Harvard Dataverse. doi:10.7910/DVN/LEJUQZ"
            ),
            page="https://doi.org/10.7910/DVN/LEJUQZ",
            license=CC0,
            refresh="with the roll calls",
            add_command="visavis data derive ideal_points",
        ),
        module="",
        is_derived=True,
        not_fetched="no publisher: visavis computes it itself",
        expect_rows=(30_000, 45_000),
        coverage="every state that voted, by session, from the roll calls at hand: 1946 to 2024",
        taken=("rid", "held_on", "state", "position"),
        ignored=(),
        note=(
            "An estimate of our own for where the published ones are not at hand: where they are, "
            "they alone are asked, and ours only by name. No sentence is called false by it. With "
            "the points of April 2020 it goes by r = 0.98; the United States, at the edge, lies "
            "further out than there, and sessions before 1956 lie lower. The scale is that of one "
            "estimation: neither points nor distances are compared with those of another release "
            "or source. Sessions are kept from September to August, each point with its 5th and "
            "95th percentile. The roll calls are Voeten's with those that only the UN's own record "
            "has; one on a text voted on before counts as the same item, by the authors' list (to "
            "2019). A seat's holders are one state to the model (the Soviet Union and Russia; "
            "Yugoslavia, Serbia and Montenegro, and Serbia; the Republic of China before and after "
            "1949) and stand under the name that cast most of a session's votes. West Germany and "
            "united Germany are one state; Czechoslovakia, East Germany and the two Yemens are "
            "states of their own where the record has them. Points computed with the UN Digital "
            "Library's own file added carry its terms (non-commercial use with attribution)."
        ),
    ),
)  # fmt: skip
"""Sorted by id."""
