"""Plain English word lists of the grammar, one string each, words separated by blanks."""

__all__ = [
    "AS_MUCH", "BUYING", "CLOSERS", "COMPOUNDS", "FORMS_OF_STATE", "NOT_GOODS", "PASSABLE",
    "PLACED", "SELLING",
]  # fmt: skip

AS_MUCH = (
    "as much many high large big the level levels figure amount of that those what it was value "
    "total sum in they were more than greater higher larger"
)
"""Words between "twice" and what it is compared with."""

BUYING = (
    "buy buys bought buying purchase purchased purchases purchasing order ordered orders "
    "acquire acquired acquires ordering procure procured import imported"
)
"""Forms of verbs by which arms come to the subject from somebody."""

CLOSERS = "after before following despite amid because although though since"
"""Words after which a date belongs to another clause."""

COMPOUNDS = (
    "dispute disputes war wars talks agreement agreements deal deals pact pacts minister "
    "ministers ministry ties relations mission missions policy official officials negotiations "
    "barrier barriers route routes union unions bloc body secretary delegation department "
    "partner partners sanctions organization organisation fair association tensions law laws "
    "data figures statistics embargo ban bans controls control restrictions licence license "
    "growth policies treaty treaties forum council commissioner representative preferences "
    "concessions friction truce integration facilitation accord accords cooperation links "
    "corridor corridors fairs crisis package projects project programme program promotion "
    "climate protection bank framework summit conflict row spat adviser advisor envoy "
    "liberalisation liberalization diversification credit finance financing officer office "
    "rules regime hub zone centre center"
)
"""Nouns that a measure word before them only modifies: "trade war", "export controls"."""

FORMS_OF_STATE = {
    "kingdom": "SAU JOR MAR GBR THA BHR KHM NLD BEL ESP SWE NOR DNK BTN LSO SWZ TON MYS",
    "sultanate": "OMN BRN",
    "emirate": "KWT QAT ARE",
    "archipelago": "IDN PHL JPN MDV SYC FJI BHS CPV COM STP VUT SLB TUV KIR",
    "federation": "RUS ARE MYS BRA DEU NGA KNA",
}
"""Which states a word for a form of state can mean."""

NOT_GOODS = (
    "whose where that these those while what year years its said strong stronger weak weaker "
    "lower higher rising falling booming cheap cheaper robust declining expanding actual "
    "monthly quarterly average daily sluggish brisk rapid legal illegal formal official "
    "estimated boosting boost increased increasing growing doubling greater fewer more less "
    "much most many several various unprecedented historic impressive significant limited "
    "negligible respective resulting subsequent previous overall two-way inbound outbound "
    "incoming outgoing future past potential country's region's bloc's ordinary additional "
    "further extra extra-eu intra normal free fair export-led state private government public "
    "reduced reducing strengthening world's global domestic national"
)
"""Words before "exports" or "trade" that do not say what is traded."""

PASSABLE = (
    "negative positive ranked ranks ranking back straight sharply just only as "
    "expected projected forecast set likely hope hopes hoping hoped aim aims aiming aimed want "
    "wants wanted agreed agree seek seeks planned target targets due estimated thought believed "
    "predicted reported said value volume year years already almost nearly total figure well "
    "far around about more less than again ever reportedly steadily there so its his their same "
    "sharply goal indeed today currently presently thereby thus therefore hence instead "
    "meanwhile alone perhaps probably likewise most"
)
"""Words that may stand between a number and its verb without changing what it says."""

PLACED = (
    "is was comes came ranks ranked second third fourth fifth next then with at a share of worth "
    "followed by some about just only nearly almost over roughly around"
)
"""Words between the name of the next in a ranking and its figure."""

SELLING = (
    "sell sells sold selling supply supplied supplies deliver delivered delivers export "
    "exported provide provided transferred transfer"
)
"""Forms of verbs by which arms go from the subject to somebody."""
