"""Roll calls of the United Nations General Assembly.

Plain data, cheap to import: what reads the files is loaded when files are read.
"""

from visavis.model.origins import License, Origin
from visavis.sources.base import Source
from visavis.sources.register.licences import CC0

__all__ = ["SOURCES"]

SOURCES: tuple[Source, ...] = (
    Source(
        origin=Origin(
            id="un_digital_library",
            short="the UN Digital Library",
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
               "match", "resolution"),
        ignored=("session", "importantvote", "year", "row"),
        note=(
            "The file gives a successor's code to the state before it: votes before 24 "
            "December 1991 stand under SUN, before 27 April 1992 under YUG, until 4 June 2006"
            " under SCG, and those of China's seat before 7 December 1949 under CHN. "
            "Czechoslovakia, the two Yemens before 1991 and the German Democratic Republic "
            "are not in it. Symbols are known for most votes from 1967 to 2021; later votes "
            "have none, and single late tallies lack a state. Days before about 1990 are "
            "approximate."
        ),
    ),
)  # fmt: skip
"""Sorted by id."""
