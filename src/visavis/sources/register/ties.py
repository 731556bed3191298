"""What binds states that is no amount: visits, treaties, alliances, sanctions.

Plain data, cheap to import: what reads the files is loaded when files are read.
"""

from visavis.model.origins import Origin
from visavis.sources.base import Source
from visavis.sources.register.licences import CC0

__all__ = ["SOURCES"]

SOURCES: tuple[Source, ...] = (
    Source(
        origin=Origin(
            id="us_state_visits",
            short="the US State Department",
            title="Travels of the President and the Secretary of State; visits by foreign leaders",
            publisher="Office of the Historian, US Department of State",
            citation=(
                "Office of the Historian, US Department of State. Travels of the President; "
                "Travels of the Secretary of State; Visits by Foreign Leaders."
            ),
            page="https://history.state.gov/departmenthistory/travels",
            license=CC0,
            refresh="monthly",
            add_command="visavis data add us_state_visits DIR",
        ),
        module="us_state_visits",
        not_fetched="lists that the publisher offers as XML, one file a person, not as tables",
        expect_rows=(7_000, 12_000),
        coverage=(
            "journeys of US presidents and secretaries of state, 1866-2025, and visits of foreign "
            "leaders to the United States, 1874-2024"
        ),
        taken=("role", "name", "start", "end", "country", "locale", "visitor", "from"),
        ignored=("remarks", "description"),
        note=(
            "One row for each stay in a country, of presidents and secretaries of state only."
            " The sentences of the lists are not kept."
        ),
    ),
)  # fmt: skip
"""Sorted by id."""
