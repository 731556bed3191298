"""What may stand beside a number: scale words, currencies, per cent, units of volume and energy.

Each function looks at one place of a text's plain shadow and says what stands there.
"""

import re
from typing import NamedTuple

from visavis.reading.patterns import lazy

__all__ = [
    "CURRENCY_CODES",
    "Beside",
    "currency_after",
    "currency_before",
    "percent_after",
    "rupees",
    "scale_after",
    "unit_after",
]


class Beside(NamedTuple):
    """What was found beside a number: where it ends (or starts, before it) and what it means."""

    at: int
    unit: str
    factor: float = 1.0


_SCALES: tuple[tuple[str, float], ...] = (
    (r"lakh\s+crores?", 1e12), (r"thousand\s+crores?", 1e10), (r"hundred\s+thousand", 1e5),
    (r"hundred\s+million", 1e8), (r"thousand\s+(?:billion|milliards?)", 1e12),
    (r"thousands?", 1e3), (r"millions?|mln|mn|mio|mil", 1e6), (r"billions?|billon|bln|bn", 1e9),
    (r"trillions?|trln|trn|tn", 1e12), (r"lakhs?", 1e5), (r"crores?", 1e7),
    (r"milliers?|mille", 1e3), (r"milliards?|mrds?|mds?", 1e9),
    (r"тыс\.?|тысяч[аи]?", 1e3), (r"млн\.?|миллион\w*", 1e6), (r"млрд\.?|миллиард\w*", 1e9),
    (r"трлн\.?|триллион\w*", 1e12),
)  # fmt: skip
_SCALE = lazy(
    r"[\s-]{0,3}(?:" + "|".join(f"({pattern})" for pattern, _ in _SCALES) + r")(?![^\W\d_])",
    re.IGNORECASE,
)
_LETTER = lazy(r"\s?([kKmMbBtT])(?![\w'])")
_LETTERS = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}

CURRENCY_CODES = frozenset(
    code
    for codes in (
        "USD EUR GBP JPY CNY INR RUB KRW TRY AUD CAD NZD SGD HKD TWD CHF SEK NOK DKK PLN CZK HUF",
        "RON BGN UAH KZT BYN UZS KGS TJS AMD AZN GEL MDL ILS SAR AED QAR KWD OMR BHD IRR IQD JOD",
        "LBP EGP LYD TND DZD MAD ZAR NGN KES TZS UGX ETB GHS ZMW XOF XAF RWF AOA MZN BRL ARS CLP",
        "COP PEN MXN UYU PKR BDT LKR NPR MMK THB VND IDR MYR PHP KHR LAK MNT AFN TMT RMB",
    )
    for code in codes.split()
)
_SIGNS = {
    "$": "USD", "US$": "USD", "$US": "USD", "US $": "USD", "A$": "AUD", "AU$": "AUD",
    "C$": "CAD", "CA$": "CAD", "CAN$": "CAD", "CDN$": "CAD", "S$": "SGD", "SG$": "SGD",
    "HK$": "HKD", "NZ$": "NZD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN", "€": "EUR", "£": "GBP",
    "UK£": "GBP", "E£": "EGP", "LE": "EGP", "¥": "JPY|CNY", "₹": "INR", "₽": "RUB", "₩": "KRW",
    "₺": "TRY", "₦": "NGN", "₪": "ILS", "฿": "THB", "₫": "VND", "₴": "UAH", "₸": "KZT",
    "₱": "PHP", "RS": "INR", "RS.": "INR", "RE": "INR", "RMB": "CNY", "RMB¥": "CNY",
    "CN¥": "CNY", "JP¥": "JPY", "RM": "MYR", "RP": "IDR", "KSH": "KES", "KSHS": "KES",
    "SH": "KES", "TSH": "TZS", "USH": "UGX", "TK": "BDT", "DH": "AED", "DHS": "AED", "R": "ZAR",
    "FCFA": "XOF|XAF", "SFR": "CHF", "N": "NGN", "DM": "DEM",
}  # fmt: skip
_LETTER_SIGNS = frozenset(("R", "N", "LE", "SH", "RE", "DH", "TK", "DM"))
"""Signs that are letters and would be words elsewhere: taken only in capitals, beside the digit."""
_BEFORE = lazy(
    r"(?<![A-Za-z$€£])(?:"
    r"(?:US|AU|A|CAN|CDN|CA|C|SG|S|HK|NZ|NT|R|MX)?\$\s?(?:US(?![A-Za-z]))?|US\s\$"
    r"|(?:UK|E)?£|(?:CN|JP|RMB)?¥|[€₹₽₩₺₦₪฿₫₴₸₱]"
    r"|Rs\.?|RMB|RM|Rp|K[Ss]hs?\.?|TSh|USh|Tk|Dhs?|FCFA|SFr|LE|Sh|R|N|DM"
    rf"|{'|'.join(sorted(CURRENCY_CODES))})\s{{0,3}}$"
)
_ADJECTIVES = {
    "us": "USD", "u.s.": "USD", "american": "USD", "australian": "AUD", "canadian": "CAD",
    "singapore": "SGD", "hong kong": "HKD", "new zealand": "NZD", "taiwan": "TWD",
    "pakistani": "PKR", "pakistan": "PKR", "indian": "INR", "sri lankan": "LKR",
    "nepalese": "NPR", "nepali": "NPR", "indonesian": "IDR", "kenyan": "KES", "kenya": "KES",
    "tanzanian": "TZS", "ugandan": "UGX", "somali": "SOS", "egyptian": "EGP", "british": "GBP",
    "syrian": "SYP", "lebanese": "LBP", "sudanese": "SDG", "turkish": "TRY", "saudi": "SAR",
    "qatari": "QAR", "omani": "OMR", "iranian": "IRR", "yemeni": "YER", "kuwaiti": "KWD",
    "iraqi": "IQD", "jordanian": "JOD", "algerian": "DZD", "tunisian": "TND", "libyan": "LYD",
    "bahraini": "BHD", "serbian": "RSD", "moroccan": "MAD", "uae": "AED", "emirati": "AED",
    "chinese": "CNY", "japanese": "JPY", "russian": "RUB", "belarusian": "BYN",
    "south korean": "KRW", "north korean": "KPW", "mexican": "MXN", "philippine": "PHP",
    "argentine": "ARS", "chilean": "CLP", "colombian": "COP", "cuban": "CUP", "swiss": "CHF",
    "cfa": "XOF|XAF", "french": "FRF", "swedish": "SEK", "norwegian": "NOK", "danish": "DKK",
    "czech": "CZK", "icelandic": "ISK", "south african": "ZAR", "nigerian": "NGN",
    "namibian": "NAD", "mauritian": "MUR", "brazilian": "BRL", "namibia": "NAD",
}  # fmt: skip
_WORDS: tuple[tuple[str, str], ...] = (
    (r"dollars?|долл(?:ар\w*|\.)?", "USD"), (r"euros?|евро", "EUR"), (r"pounds?(?:\s+sterling)?"
     r"|sterling|livres?\s+sterling|фунт\w*", "GBP"),
    (r"yuan|renminbi|rmb|юан\w*", "CNY"), (r"yens?|иен\w*", "JPY"),
    (r"r(?:o?u|ou)bles?|руб(?:л\w+|\.)?", "RUB"), (r"rupees?|roupies?|рупи\w+", "INR"),
    (r"won|вон", "KRW"), (r"liras?|lire|livres?\s+turques?|лир\w?", "TRY"),
    (r"(?:ksh|shillings?)", "KES"), (r"rands?", "ZAR"), (r"naira", "NGN"), (r"dirhams?", "AED"),
    (r"riyals?", "SAR"), (r"rials?", "IRR"), (r"baht", "THB"), (r"dong", "VND"),
    (r"rupiah", "IDR"), (r"ringgit", "MYR"), (r"real|reais", "BRL"), (r"z[lł]ot(?:y|ys)", "PLN"),
    (r"forints?", "HUF"), (r"hryvnias?|гривен|гривн\w*", "UAH"), (r"tenge|тенге", "KZT"),
    (r"taka", "BDT"), (r"shekels?", "ILS"), (r"birr", "ETB"), (r"cedis?", "GHS"),
    (r"manats?|манат\w*", "AZN"), (r"soums?|сум", "UZS"),
    (r"dinars?|pesos?|francs?|kron(?:a|or|er|e)|crowns?|korunas?", "XXX"),
)  # fmt: skip
_AFTER = lazy(
    r"[\s-]{0,4}(?:(?:of|de|in)\s+|d')?"
    rf"(?:(?P<adjective>{'|'.join(sorted(map(re.escape, _ADJECTIVES), key=len, reverse=True))})"
    r"[\s-]+)?(?:"
    + "|".join(f"({pattern})" for pattern, _ in _WORDS)
    + r")(?![^\W\d_])(?:\s+США)?",
    re.IGNORECASE,
)
_AFTER_SIGN = lazy(
    rf"\s{{0,3}}(?:US\$|[$€£₹₽¥₺₩]|(?:{'|'.join(sorted(CURRENCY_CODES))})(?![\w]))(?![\d])"
)

_PERCENT = lazy(
    r"[\s-]{0,3}(?:%(?![ -]?p(?:oin)?ts?\b)|per[\s-]?cent(?!age)|percent(?!age)|pct\b|p\.c\.|"
    r"pc\b|pour[\s-]?cents?\b|процент(?!н)\w*)",
    re.IGNORECASE,
)
_POINTS = lazy(
    r"[\s-]{0,3}(?:(?:percentage|percent|per[\s-]cent)[\s-]points?\b|%[\s-]?p(?:oin)?ts?\b|"
    r"pps?\b|p\.p\.|ppts?\b|"
    r"points?\s+de\s+(?:pourcentage|pour[\s-]?cent|%)|процентн\w+\s+пункт\w*|п\.\s?п\.)",
    re.IGNORECASE,
)
_BASIS_POINTS = lazy(r"[\s-]{0,3}(?:basis[\s-]points?|bps)\b", re.IGNORECASE)

_VOLUMES: tuple[tuple[str, str, float], ...] = (
    (r"m(?:illion\s+)?(?:b/d|bpd|bbl/d)", "bbl/d", 1e6), (r"k(?:b/d|bpd|bbl/d)", "bbl/d", 1e3),
    (r"(?:barrels?|bbls?|b)\s?(?:(?:of\s+(?:crude\s+)?oil\s+)?(?:per|a|each)\s+day|/\s?d(?:ay)?"
     r"|daily)|bo?pd|barils?\s+(?:par\s+jour|/j)|баррел\w+\s+в\s+(?:день|сутки)", "bbl/d", 1.0),
    (r"boe", "boe", 1.0), (r"barrels?|bbls?|barils?|баррел\w+", "bbl", 1.0),
    (r"bcm(?:\s?/\s?y(?:ea)?r?|pa)?", "bcm", 1.0), (r"mcm", "bcm", 1e-3),
    (r"cubic[\s-]+met(?:re|er)s?|cu\.?\s?m\b|m3|mètres?\s+cubes?|куб(?:\.\s?м\w*|ометр\w*"
     r"|ических\s+метр\w*)", "m3", 1.0),
    (r"bcf", "cf", 1e9), (r"tcf", "cf", 1e12), (r"cubic\s+f(?:ee|oo)t", "cf", 1.0),
    (r"(?:metric\s+)?ton(?:ne)?s?|metric\s+tons?|тонн\w*|т|t", "t", 1.0),
    (r"kilotons?|ktonnes?|kt", "t", 1e3), (r"mmt|mtpa|mtoe", "t", 1e6),
    (r"kilogram(?:me)?s?|kilos?|kg", "kg", 1.0), (r"[kmgt]wh", "", 1.0), (r"[kmg]w", "", 1.0),
    (r"(?:kilo|mega|giga|tera)watt[\s-]?hours?", "", 1.0), (r"(?:kilo|mega|giga)watts?", "", 1.0),
    (r"hectares?|ha", "ha", 1.0), (r"acres?", "acre", 1.0), (r"(?:square\s+)?(?:kilomet(?:re|er)s?"
     r"|km2?|sq\.?\s?km|kms|км)", "km", 1.0), (r"(?:nautical\s+|square\s+)?miles?", "mile", 1.0),
    (r"(?:square\s+)?met(?:re|er)s?|mètres?", "m", 1.0), (r"teus?", "TEU", 1.0),
    (r"ounces?|oz", "oz", 1.0), (r"carats?", "carat", 1.0), (r"lit(?:re|er)s?", "l", 1.0),
    (r"gallons?", "gallon", 1.0), (r"(?:million\s+)?tivs?", "TIV", 1.0),
)  # fmt: skip
_VOLUME = lazy(
    r"[\s-]{0,4}(?:of\s+|de\s+)?(?:"
    + "|".join(f"({pattern})" for pattern, _, _ in _VOLUMES)
    + r")(?![\w])",
    re.IGNORECASE,
)
_MEGATONNES = lazy(r"[\s-]{0,3}(Mt|mt|MT)(?!\w)")


def scale_after(plain: str, at: int, language: str) -> Beside | None:
    """The scale word after `at`: "billion" is 1e9, in French 1e12."""
    match = _SCALE.match(plain, at)
    if match is None or match.lastindex is None:
        return None
    factor = _SCALES[match.lastindex - 1][1]
    if language == "fr" and match[0].strip().lower() in ("billion", "billions"):
        factor = 1e12
    return Beside(match.end(), match[0].strip(" -"), factor)


def letter_after(plain: str, at: int, *, is_attached: bool) -> Beside | None:
    """A single letter as scale ("$5m", "$5 m"): only beside a currency, which the caller knows.

    With `is_attached` a "t" after a blank is no trillion: it may be tonnes.
    """
    match = _LETTER.match(plain, at)
    if match is None or (is_attached and match[0][0].isspace() and match[1] in "tT"):
        return None
    return Beside(match.end(), match[1], _LETTERS[match[1].lower()])


def currency_before(plain: str, at: int, low: int) -> Beside | None:
    """The currency sign or code that ends at `at`."""
    match = _BEFORE.search(plain, max(low, at - 12), at)
    if match is None:
        return None
    sign = match[0].strip()
    key = sign.upper().rstrip(".")
    if key in _LETTER_SIGNS and match[0] != sign:
        return None
    if key in CURRENCY_CODES:
        return Beside(match.start(), "CNY" if key == "RMB" else key)
    unit = _SIGNS.get(sign) or _SIGNS.get(key) or _SIGNS.get(key.replace(" ", ""))
    return Beside(match.start(), unit) if unit else None


def currency_after(plain: str, at: int) -> Beside | None:
    """The currency word, sign or code that begins at `at` ("billion" has been taken)."""
    match = _AFTER_SIGN.match(plain, at)
    if match is not None:
        sign = match[0].strip()
        return Beside(match.end(), "CNY" if sign == "RMB" else _SIGNS.get(sign, sign))
    match = _AFTER.match(plain, at)
    if match is None or match.lastindex is None:
        return None
    unit = _WORDS[match.lastindex - 2][1]
    adjective = match["adjective"]
    if adjective:
        unit = _ADJECTIVES[adjective.lower()]
    return Beside(match.end(), unit)


_RUPEES = (("Pakistan", "PKR"), ("Sri Lanka", "LKR"), ("Nepal", "NPR"))


def rupees(unit: str, written: str, sentence: str) -> str:
    """Whose rupees "Rs" and "rupees" are: India's, unless the sentence names only another state."""
    if unit != "INR" or written in ("₹", "INR") or "ndian" in written:
        return unit
    others = [code for name, code in _RUPEES if name in sentence]
    if len(others) != 1:
        return unit
    return f"INR|{others[0]}" if "India" in sentence else others[0]


def percent_after(plain: str, at: int) -> Beside | None:
    """Per cent (`pct`), percentage points or basis points (`pp`) that begin at `at`."""
    for pattern, unit, factor in (
        (_POINTS, "pp", 1.0),
        (_PERCENT, "pct", 1.0),
        (_BASIS_POINTS, "pp", 0.01),
    ):
        match = pattern.match(plain, at)
        if match is not None:
            return Beside(match.end(), unit, factor)
    return None


def unit_after(plain: str, at: int, scale: float) -> Beside | None:
    """The unit of volume, weight, length or energy that begins at `at`.

    Cubic metres in millions or more are billions of them (`bcm`); "Mt" is a million tonnes, but
    after a scale word, and "MT" always, metric tons.
    """
    match = _MEGATONNES.match(plain, at)
    if match is not None:
        is_metric = match[1] == "MT" or scale > 1
        return Beside(match.end(), "t", 1.0 if is_metric else 1e6)
    match = _VOLUME.match(plain, at)
    if match is None or match.lastindex is None:
        return None
    _, unit, factor = _VOLUMES[match.lastindex - 1]
    word = match[match.lastindex]
    if unit == "m3" and scale >= 1e6:
        return Beside(match.end(), "bcm", 1e-9)
    return Beside(match.end(), unit or word, factor)
