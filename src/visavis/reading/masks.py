"""Names of states inside other names: newspapers, seas, treaties, firms, persons, languages.

A mention that lies strictly inside one of these stretches is no mention. Each pattern is general
("<capital> Agreement"); the listed names are those that no pattern covers.
"""

from visavis.reading.lexis import Span
from visavis.reading.patterns import lazy, matches_from

__all__ = ["is_person", "masked_languages", "masked_spans", "masks_capital"]

_MEDIA = (
    r"(?:The\s+)?(?:[A-Z][\w.]{0,30}\s+)?\b[A-Z][\w.]{1,30}\s+(?:Post|Times|Daily|Herald|Review|Tribune|Gazette|Observer|"
    r"Telegraph|Chronicle|Mirror|Broadcasting|Airlines?|Airways|Motors?|Electric|Mobile|Telecom|Unicom|"
    r"Railways?\s+Express|Morning\s+Post|News\s+Agency|Journal|Briefing|Digest|Monitor|Quarterly|Newsweek)"
)
_TREATIES = (
    r"(?:Agreements?|Accords?|Protocols?|Conventions?|Declaration|Treat(?:y|ies)|Club|Consensus|"
    r"Process|Charter|Communiqu[eé]|Memorandum|Principles|Round|Pact|Format|Talks|Forum|Conference|"
    r"Final\s+Act|Statement|Roadmap|Framework|Olympics?|Games|Marathon|syndrome|Metal\s+Exchange|"
    r"Stock\s+Exchange|Exchange|Interbank|Initiative\s+on|Commodity\s+Exchange|School\s+of|University|"
    r"[Aa]greements?\b|[Aa]ccords?\b)"
)
_WATERS = (
    r"(?:South\s+China|East\s+China|Philippine|Norwegian|Irish|Arabian|Baltic|Caspian|Timor|Tasman|"
    r"Solomon|Labrador|Libyan|Java)\s+Sea|Indian\s+Ocean|(?:Persian|Arabian)\s+Gulf|English\s+Channel|"
    r"(?:Gulf|Sea|Bay|Straits?|Cape|Isle)\s+of\s+[A-Z]\w{1,30}|(?:Panama|Suez|Kiel|Nicaragua)\s+Canal|"
    r"Lake\s+[A-Z]\w{1,30}|(?:Jordan|Congo|Niger|Senegal|Gambia|Paraguay|Uruguay|Moscow)\s+(?:River|Delta|"
    r"Basin|Valley)|Turkish\s+Straits|(?:Iberian|Arabian|Korean|Indochinese)\s+[Pp]eninsula"
)
_OF = (
    r"(?:Treaty|Peace|Battle|Siege|Congress|Council\s+on|Bank|Reserve\s+Bank|State\s+Bank|People's\s+Bank|"
    r"University|Royal\s+Bank|Industrial\s+and\s+Commercial\s+Bank|Export-Import\s+Bank|"
    r"Eximbank|Times|Voice|Port|City\s+of|Statute|Duke|Prince|Bishop|Lord|Mayor)\s+of\s+(?:the\s+)?[A-Z]\w{1,30}"
    r"(?:\s+[A-Z]\w{1,30})?"
)
_LISTED = (
    r"New\s+(?:York|Mexico|England|Guinea|South\s+Wales|Caledonia|Jersey)|Inner\s+Mongolia|British\s+Columbia|"
    r"Moscow\s+(?:Region|Oblast|Exchange|Kremlin|State)|Washington\s+(?:State|Irving|Monument|Institute)|"
    r"Mexico\s+City(?!')|Bretton\s+Woods|Dutch\s+(?:disease|auction)|French\s+(?:fries|Open)|Panama\s+(?:Papers|"
    r"hats?)|Swiss\s+cheese|Turkish\s+(?:delight|bath)|Russian\s+roulette|Chinese\s+walls?|Brazil\s+nuts?|"
    r"Guinea\s+pigs?|Indian\s+summer|Danish\s+pastry|US\s+dollars?|U\.S\.\s+dollars?|Brussels\s+sprouts|"
    r"Georgia\s+(?:Tech|State)|Atlanta,\s+Georgia|University\s+of\s+Georgia|Lebanon,\s+Pennsylvania|"
    r"Paris,\s+Texas|Moscow,\s+Idaho|Athens,\s+Georgia|American\s+(?:Express|Airlines|Samoa|Enterprise)|"
    r"British\s+(?:Airways|Petroleum|American\s+Tobacco|thermal)|China\s+(?:Mobile|Telecom|Unicom|Railway|"
    r"National|Development\s+Bank|Eximbank|Construction|Communications|Everbright|Merchants|Harbour|Harbor|"
    r"Road)|Japan\s+(?:Airlines|Tobacco|Bank)|Korea\s+(?:Electric|Gas\s+Corporation|Hydro)|"
    r"Indian\s+Oil\s+Corporation|Air\s+(?:China|India|France|Canada|Koryo)|Royal\s+Dutch\s+Shell|"
    r"Saudi\s+Aramco|Turkish\s+Petroleum|(?:Latin|South|North|Central|Native|Asian|African)[\s-]+Americans?|"
    r"(?:National|Asian|African|European)\s+Development\s+Bank\s+of\s+[A-Z]\w{1,30}|People's\s+Daily|"
    r"Turkic\s+states|White\s+Russians?|Congo\s+red|Iran[- ]Contra|Vietnam\s+War|Korean\s+War|"
    r"Gulf\s+War|Berlin\s+(?:Wall|Airlift|Philharmonic)|Iraq\s+War|Afghan\s+War|Cuban\s+Missile\s+Crisis|Arab\s+Spring|Prague\s+Spring|German\s+measles|"
    r"Belt\s+and\s+Road|Iron\s+Dome"
)
_CURRENCIES = (
    r"[A-Z][a-z]{1,30}(?:\s[A-Z][a-z]{1,30})?\s+(?:dollars?|rupees?|pounds?|roubles?|rubles?|yuan|yen|lira|liras|"
    r"francs?|pesos?|dirhams?|riyals?|dinars?|shillings?|rand|won|crowns?|krona|krone)(?![\w])"
)
_LANGUAGES = (
    r"(?:\bin|\bspeaks?|\bspeaking|\bspoke|\bfluent\s+in|\blearn\w*|\binto|\btranslated\s+from)\s+"
    r"[A-Z][a-z]{1,30}(?=[.,;)\"]|$|\s+and\s+[A-Z][a-z]{1,30}[.,;)])"
    r"|[A-Z][a-z]{1,30}[\s-](?:language|languages|speaking|speakers?|edition|version)\b"
)
_MASK = lazy("|".join((_MEDIA, _WATERS, _OF, _LISTED, _CURRENCIES)))
_CAPITAL = lazy(r"[A-Z]")
"""With which every one of these names begins."""
_LANGUAGE = lazy(_LANGUAGES)
_AFTER_CAPITAL = lazy(rf"\s+{_TREATIES}")

_NAMES_OF_PERSONS = (
    "jordan chad georgia paris israel kenya india sydney vienna holland ireland china sofia "
    "santiago wellington"
)
_GIVEN = frozenset(_NAMES_OF_PERSONS.split())
_ROLES = frozenset(
    word
    for line in (
        "president prime foreign defence defense minister ministry king queen government army",
        "parliament national central federal international inc corp ltd group company state",
        "embassy ambassador police military navy air chamber customs trade and of the is was has",
        "cup open grand northern southern eastern western summit relations city province valley",
    )
    for word in line.split()
)
_FIRST_NAMES = frozenset(
    word
    for line in (
        "michael katherine robert vernon hamilton james john william mary george denzel barbara",
        "kerry jesse jim david peter paul thomas daniel anna maria booker harold dinah neil",
        "mr mrs ms dr sir lord lady miss st saint",
    )
    for word in line.split()
)
_NEXT_WORD = lazy(r"\s([A-Z][a-z'-]+)")
_PREVIOUS_WORD = lazy(r"([A-Z][a-z]{1,30})\.?\s$")


def masked_spans(plain: str) -> list[Span]:
    """Stretches of `plain` in which names of states are parts of other names."""
    found = matches_from(_CAPITAL, _MASK, plain, 0, len(plain))
    return [match.span() for match in found]


def masked_languages(plain: str) -> list[Span]:
    """Stretches in which an adjective names a language: "in Chinese.", "Russian-speaking"."""
    return [(match.start(), match.end() + 1) for match in _LANGUAGE.finditer(plain)]


def masks_capital(plain: str, end: int) -> bool:
    """Whether the capital that ends at `end` is part of a name such as "Paris Agreement"."""
    return _AFTER_CAPITAL.match(plain, end) is not None


def is_person(plain: str, start: int, end: int) -> bool:
    """Whether the name is a person's: "Jordan Peterson", "Michael Jordan", "George Washington"."""
    word = plain[start:end].lower()
    before = _PREVIOUS_WORD.search(plain, max(0, start - 16), start)
    if before is not None and before[1].lower() in _FIRST_NAMES:
        return word in _GIVEN or word == "washington"
    if word not in _GIVEN:
        return False
    after = _NEXT_WORD.match(plain, end)
    return after is not None and after[1].lower() not in _ROLES
