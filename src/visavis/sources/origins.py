"""Publishers, licences and citations of every source: plain data, cheap to import."""

from visavis.model.origins import License, Origin

__all__ = ["ORIGINS"]

_CC_BY = License(
    "CC-BY-4.0", "Creative Commons Attribution 4.0",
    "https://creativecommons.org/licenses/by/4.0/", may_redistribute=True,
)  # fmt: skip
_CC0 = License(
    "CC0-1.0", "Creative Commons Zero 1.0 (public domain)",
    "https://creativecommons.org/publicdomain/zero/1.0/", may_redistribute=True,
)  # fmt: skip
_US_GOVERNMENT = License(
    "US-Public-Domain", "work of the United States government, in the public domain",
    "https://www.usa.gov/government-copyright", may_redistribute=True,
)  # fmt: skip

ORIGINS: tuple[Origin, ...] = (
    Origin(
        id="baci",
        title="BACI: International Trade Database at the Product-Level",
        publisher="CEPII",
        citation=(
            "Gaulier, G. and S. Zignago (2010). BACI: International Trade Database at the "
            "Product-Level. The 1994-2007 Version. CEPII Working Paper 2010-23."
        ),
        page="https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        license=License(
            "Etalab-2.0", "Licence Ouverte / Open Licence 2.0 (Etalab)",
            "https://www.etalab.gouv.fr/licence-ouverte-open-licence/", may_redistribute=True,
        ),
        refresh="yearly",
        add_command="visavis data add baci DIR",
    ),
    Origin(
        id="comtrade",
        title="UN Comtrade Database",
        publisher="United Nations Statistics Division",
        citation="United Nations Statistics Division. UN Comtrade Database.",
        page="https://comtradeplus.un.org/",
        license=License(
            "UN-Comtrade", "internal use only, no re-dissemination without permission of UNSD",
            "https://uncomtrade.org/docs/policy-on-use-and-re-dissemination/",
            may_redistribute=False,
        ),
        refresh="monthly",
        add_command="visavis data add comtrade DIR",
    ),
    Origin(
        id="eurostat",
        title="EU trade since 1988 by HS2-4-6 and CN8 (COMEXT)",
        publisher="Eurostat",
        citation="Eurostat. EU trade since 1988 by HS2-4-6 and CN8 (DS-045409), COMEXT.",
        page="https://ec.europa.eu/eurostat/comext/",
        license=_CC_BY,
        refresh="monthly",
        add_command="visavis data add eurostat DIR",
    ),
    Origin(
        id="factbook",
        title="The World Factbook: exports and imports, partners",
        publisher="Central Intelligence Agency",
        citation="Central Intelligence Agency. The World Factbook.",
        page="https://www.cia.gov/the-world-factbook/",
        license=_US_GOVERNMENT,
        refresh="yearly",
        add_command="visavis data add factbook FILE",
    ),
    Origin(
        id="ru_customs",
        title="Foreign trade of the Russian Federation with main partners (customs)",
        publisher="Federal Customs Service of Russia, through Rosstat",
        citation=(
            "Federal Customs Service of Russia. Foreign trade of the Russian Federation with main "
            "countries; exports and imports in total. Published by Rosstat."
        ),
        page="https://rosstat.gov.ru/statistics/vneshnyaya_torgovlya",
        license=License(
            "Rosstat", "official statistics, free to use with the source named",
            "https://rosstat.gov.ru/", may_redistribute=True,
        ),
        refresh="ended",
        add_command="visavis data add ru_customs DIR",
    ),
    Origin(
        id="un_digital_library",
        title="Voting records of the General Assembly, eleventh Emergency Special Session",
        publisher="United Nations, Dag Hammarskjöld Library",
        citation="United Nations Digital Library. Voting data of the General Assembly.",
        page="https://digitallibrary.un.org/",
        license=License(
            "UN-Public-Record", "public record of the General Assembly; three roll calls restated",
            "https://www.un.org/en/about-us/terms-of-use", may_redistribute=True,
        ),
        refresh="ended",
        add_command="visavis data add un_digital_library DIR",
    ),
    Origin(
        id="un_votes",
        title="United Nations General Assembly Voting Data",
        publisher="Erik Voeten, Anton Strezhnev and Michael Bailey",
        citation=(
            "Voeten, E., A. Strezhnev and M. Bailey (2009). United Nations General Assembly "
            "Voting Data. Harvard Dataverse. doi:10.7910/DVN/LEJUQZ"
        ),
        page="https://doi.org/10.7910/DVN/LEJUQZ",
        license=_CC0,
        refresh="yearly",
        add_command="visavis data add un_votes DIR",
    ),
    Origin(
        id="us_state_visits",
        title="Travels of the President and the Secretary of State; visits by foreign leaders",
        publisher="Office of the Historian, US Department of State",
        citation=(
            "Office of the Historian, US Department of State. Travels of the President; Travels of "
            "the Secretary of State; Visits by Foreign Leaders."
        ),
        page="https://history.state.gov/departmenthistory/travels",
        license=_CC0,
        refresh="monthly",
        add_command="visavis data add us_state_visits DIR",
    ),
    Origin(
        id="world_bank",
        title="World Development Indicators",
        publisher="World Bank",
        citation=(
            "World Bank. World Development Indicators: NY.GDP.MKTP.CD, SP.POP.TOTL, "
            "TX.VAL.MRCH.CD.WT and TM.VAL.MRCH.CD.WT."
        ),
        page="https://databank.worldbank.org/source/world-development-indicators",
        license=_CC_BY,
        refresh="yearly",
        add_command="visavis data add world_bank DIR",
    ),
)  # fmt: skip
"""Sorted by id."""
