"""Journeys of leaders, beside those that the US Department of State lists.

Plain data, cheap to import: what reads the files is loaded when files are read.
"""

from visavis.model.origins import License, Origin
from visavis.sources.base import Source

__all__ = ["SOURCES"]

SOURCES: tuple[Source, ...] = (
    Source(
        origin=Origin(
            id="china_visits",
            short="CEIAS",
            title="Who, Where, When: International Travel of Chinese Leaders",
            publisher="Central European Institute of Asian Studies, CEIAS",
            citation=(
                "Central European Institute of Asian Studies. Who, Where, When: International "
                "Travel of Chinese Leaders (1949-2020), v. 1.1."
            ),
            page="https://ceias.eu/",
            license=License(
                "CEIAS", "for use with citation; no licence to pass copies on",
                "https://ceias.eu/", may_redistribute=False,
            ),
            refresh="ended",
            add_command="visavis data add china_visits FILE",
        ),
        module="china_visits",
        expect_rows=(550, 800),
        coverage=(
            "visits abroad of China's presidents, premiers and party leaders by year, 1949-2020"
        ),
        taken=("Year", "Name", "Level", "Country"),
        ignored=("Continent", "Developed country", "Communist country", "Developing country"),
        note=(
            "Never shipped. Counts presidents, premiers, leaders of the party and acting ones, no "
            "ministers: one row for each leader and country. Visits have a year and no day, so "
            "that the list answers for whole years alone."
        ),
    ),
    Source(
        origin=Origin(
            id="colt",
            short="COLT",
            title="COLT: Country and Organizational Leader Travel",
            publisher="Frederick S. Pardee Institute for International Futures, Diplometrics",
            citation=(
                "Moyer, J. D., C. J. Meisel, A. Szymanski-Burgos et al. (2025). When Heads of "
                "Government and State (HOGS) Fly: Introducing the Country and Organizational "
                "Leader Travel (COLT) Dataset. International Studies Quarterly 69, sqaf013. "
                "doi:10.7910/DVN/87YG4K"
            ),
            page="https://korbel.du.edu/pardee/content/country-organization-leader-travel",
            license=License(
                "COLT", "for use with citation; no licence to pass copies on",
                "https://doi.org/10.7910/DVN/87YG4K", may_redistribute=False,
            ),
            refresh="yearly",
            add_command="visavis data add colt FILE",
        ),
        module="colt",
        expect_rows=(60_000, 150_000),
        coverage=(
            "journeys of heads of state and government since 1990, of the states and years that "
            "the user's own file has"
        ),
        taken=(
            "TripID", "LeaderCountryISO", "LeaderRole", "LeaderFullName", "CountryVisitedISO",
            "CityVisited", "TripYear", "TripStartDate", "TripEndDate",
        ),
        ignored=(
            "all other columns of the sheet Master, by name: LeaderID ... Confidence(1-5), "
            "SourceLink1 ... SourceLink33",
        ),
        note=(
            "Never shipped. Counts heads of state and of government (roles GS, S, G, De Facto and "
            "CP), no ministers and no heads of organisations; one row for each stay in a country. "
            "A row whose days are impossible is refused, and its state's year then counts as a "
            "bound from below. The last year of a file that does not say how far it goes is not "
            "taken to be whole."
        ),
    ),
)  # fmt: skip
"""Sorted by id."""
