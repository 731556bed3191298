"""Services beside goods: where plain "exports" may include them, and by how much.

The trap is the seller. A state that lives on tourists or banks may sell more services than goods to
one partner, whatever the partner sells.
"""

import re
from decimal import Decimal

from visavis.model.claims import Claim

__all__ = ["CENTRES", "SELLERS", "SERVICES", "SERVICES_THERE", "factor_of_sale", "says_goods"]

SERVICES = Decimal("1.6")
"""Goods and services over goods alone, at most, for plain "exports", "imports", "trade"."""

SELLERS = frozenset(
    {"ALB", "ARM", "BHS", "BRB", "CHE", "CPV", "CUB", "CYP", "DNK", "DOM", "EGY", "ESP", "FJI",
     "FRA", "GBR", "GEO", "GRC", "HKG", "HRV", "IND", "IRL", "ISL", "ISR", "JAM", "JOR", "KEN",
     "KHM", "LBN", "LKA", "LUX", "MAC", "MAR", "MDV", "MLT", "MNE", "MUS", "NPL", "PAN", "PHL",
     "PRT", "SGP", "SYC", "THA", "TUN", "TUR", "USA"}
)  # fmt: skip
"""States that sell services (tourism, finance, software) worth more than some 40 % of the goods
they sell, to some partner at least, by our judgement."""

CENTRES = frozenset({"BHS", "CHE", "CYP", "HKG", "IRL", "LUX", "MAC", "MLT", "MUS", "PAN", "SGP"})
"""Centres of finance and of companies' seats, which buy services as they sell them."""

SERVICES_THERE = Decimal("3.5")
"""The same factor for what one of `SELLERS` sells or one of `CENTRES` buys, by our judgement."""

_GOODS = re.compile(r"\b(?:goods|merchandise)\b", re.IGNORECASE)
_SERVICES = re.compile(r"\bservices?\b|\binvisibles?\b", re.IGNORECASE)


def factor_of_sale(exporter: str, importer: str) -> Decimal:
    """Goods and services over goods, at most, of one direction of trade."""
    return SERVICES_THERE if exporter in SELLERS or importer in CENTRES else SERVICES


def says_goods(claim: Claim, text: str, alone: bool) -> bool:
    """Whether the sentence says goods ("goods worth $5bn"), so that services are not meant.

    Only where it states one amount (`alone`): with several, goods may go with another of them.
    """
    sentence = text[claim.sentence[0] : claim.sentence[1]]
    return alone and bool(_GOODS.search(sentence)) and not _SERVICES.search(sentence)
