"""Which measure of formats a phrase means once product, verb and side are known."""

from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.nouns import GAS, OIL

__all__ = ["denominator_of", "family", "flow", "measure_of"]

_DENOMINATORS = {
    "exports": "exports", "imports": "imports", "trade_turnover": "trade", "gdp": "gdp",
    "exports_gs": "exports_gs", "imports_gs": "imports_gs", "trade_turnover_gs": "trade_gs",
}  # fmt: skip
_FAMILIES = {
    "exports": "trade", "imports": "trade", "trade_turnover": "trade", "trade_surplus": "trade",
    "trade_deficit": "trade", "trade_partner_rank": "trade", "arms_imports": "arms",
    "arms_exports": "arms", "arms_deal": "arms",
}  # fmt: skip


def flow(direction: str, product: str | None) -> str:
    """The measure of a flow (`exports` or `imports`) of a product, or of all goods."""
    if product is None:
        return direction
    if product in OIL:
        return f"oil_{direction}"
    if product in GAS:
        return f"gas_{direction}"
    if product in ("arms", "services"):
        return f"{product}_{direction}"
    return f"product_{direction}"


def measure_of(noun: Noun, direction: str | None = None) -> str | None:
    """The measure that the phrase means, or None where it needs a direction that is not known."""
    measure = noun.measure
    if measure == "trade_balance":
        return None
    if measure == "goods":
        return flow(direction, noun.product) if direction else None
    if measure in ("exports", "imports"):
        return flow(measure, noun.product)
    if measure == "fdi":
        return "fdi_in_stock" if noun.stock == "stock" else "fdi_in_flow"
    return measure


def denominator_of(noun: Noun, measure: str) -> str:
    """The name of the total that a share is of."""
    if measure.startswith("fdi_"):
        return "fdi"
    if noun.measure == "goods" and not noun.product:
        return measure.removeprefix("product_")
    if noun.product is not None and not measure.startswith(("arms_", "services_")):
        return "product"
    return _DENOMINATORS.get(noun.measure, measure)


def family(measure: str) -> str:
    """What the measure belongs to, for carrying periods: trade with trade, arms with arms."""
    if measure.endswith(("_exports", "_imports")) and not measure.startswith("arms"):
        return "trade"
    if measure.endswith("_gs"):
        return "trade"
    return _FAMILIES.get(measure, measure)
