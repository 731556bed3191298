"""Eurostat's COMEXT by its SDMX interface: the union's totals with every partner, since 2002."""

from visavis.sources.getting import Asked, Request

__all__ = ["requests"]

_ADDRESS = "https://ec.europa.eu/eurostat/api/comext/dissemination/sdmx/2.1/data/DS-045409"
_SINCE = 2002
_FLOWS = {"1": "imports", "2": "exports"}


def requests(asked: Asked) -> tuple[Request, ...]:
    """Imports and exports; an empty place in the key stands for every partner."""
    del asked
    return tuple(
        Request(
            url=f"{_ADDRESS}/A.EU27_2020..TOTAL.{flow}.VALUE_IN_EUROS"
            f"?startPeriod={_SINCE}&format=SDMX-CSV&compressed=false",
            file=f"comext_total_{name}.csv",
            kind="csv",
        )
        for flow, name in _FLOWS.items()
    )
