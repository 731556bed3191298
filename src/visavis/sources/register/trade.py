"""Books of goods trade: customs, statistical offices, and those that reconcile them.

Plain data, cheap to import: what reads the files is loaded when files are read.
"""

from visavis.model.origins import License, Origin
from visavis.sources.base import Source
from visavis.sources.getting import Getting
from visavis.sources.register.licences import CC_BY, US_GOVERNMENT

__all__ = ["SOURCES"]

SOURCES: tuple[Source, ...] = (
    Source(
        origin=Origin(
            id="baci",
            short="CEPII",
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
        module="baci",
        getting=Getting(
            module="baci",
            brings="the whole release of January 2026, with totals of every pair of states",
            size="2.4 GB",
        ),
        expect_rows=(400_000, 400_000_000),
        coverage=(
            "raw materials by pair of states, 1995-2024, and all goods between some twenty large "
            "economies, 2005-2021; FOB, both sides reconciled"
        ),
        taken=("t", "i", "j", "k", "v"),
        ignored=("q",),
        note=(
            "The starter has the families below; they are what their codes are, and no more. "
            "A whole release, added by you, also gives totals between all pairs and every "
            "product under its code (`--product 270900`); that of another edition than HS92 is "
            "labelled HS17-V202601. The last year is provisional."
        ),
    ),
    Source(
        origin=Origin(
            id="comtrade",
            short="UN Comtrade",
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
        module="comtrade",
        getting=Getting(
            module="comtrade",
            brings="the totals that a reporter states, by partner and year",
            takes=("years", "reporters"),
            key_variable="COMTRADE_API_KEY",
            key_page="https://comtradedeveloper.un.org/",
            pause=1.5,
            size="some 200 kB a reporter and year",
        ),
        expect_rows=(1, 50_000_000),
        coverage="what the user's own downloads hold: reports by partner, product and period",
        taken=(
            "period", "reporter", "flow", "partner", "second partner", "classification",
            "commodity", "customs procedure", "mode of transport", "trade value",
        ),
        ignored=("quantities", "weights", "descriptions", "estimation flags"),
        pieces="comtrade_merge",
        note=(
            "Never shipped: its terms do not allow it. All three layouts are read: the web "
            "download (47 names over 48 fields) and both of the older API. Several downloads "
            "are put together; a newer one replaces what it repeats. Where the partners of a "
            "flow add up to the world's row within 0.1 %, a partner without a row had no "
            "trade; elsewhere that is unknown."
        ),
    ),
    Source(
        origin=Origin(
            id="eurostat",
            short="Eurostat",
            title="EU trade since 1988 by HS2-4-6 and CN8 (COMEXT)",
            publisher="Eurostat",
            citation="Eurostat. EU trade since 1988 by HS2-4-6 and CN8 (DS-045409), COMEXT.",
            page="https://ec.europa.eu/eurostat/comext/",
            license=CC_BY,
            refresh="monthly",
            add_command="visavis data add eurostat DIR",
        ),
        module="eurostat",
        getting=Getting(
            module="eurostat",
            brings="exports and imports of the EU27 with every partner since 2002",
            size="some 1 MB",
        ),
        expect_rows=(200, 10_000),
        coverage="exports of the EU27 (its members since 2020) to every partner, 2010-2023; FOB",
        taken=("REPORTER", "PARTNER", "PRODUCT", "FLOW", "STAT_PROCEDURE", "PERIOD",
               "VALUE_IN_EUR"),
        ignored=(),
        note=(
            "Trade between members is left out. For 2019-2023 the files have no total over "
            "third countries; it is the sum of the partners, marked as estimated. In "
            "2010-2018 both are equal. Fetched from the interface, it has imports as well (CIF), "
            "since 2002."
        ),
    ),
    Source(
        origin=Origin(
            id="eurostat_members",
            short="Eurostat",
            title="EU trade since 1988 by HS2-4-6 and CN8 (COMEXT): single members by month",
            publisher="Eurostat",
            citation="Eurostat. EU trade since 1988 by HS2-4-6 and CN8 (DS-045409), COMEXT.",
            page="https://ec.europa.eu/eurostat/comext/",
            license=CC_BY,
            refresh="monthly",
            add_command="visavis data add eurostat_members DIR",
        ),
        module="eurostat_members",
        not_fetched="a choice of members and partners that is too large to be made for the user",
        expect_rows=(12, 2_000_000),
        coverage=(
            "exports and imports of single member states by partner and month, as far as the "
            "user's own downloads go"
        ),
        taken=("REPORTER", "PARTNER", "PRODUCT", "FLOW", "STAT_PROCEDURE", "PERIOD",
               "VALUE_IN_EUR"),
        ignored=(),
        pieces="pieces",
        note=(
            "The union and the euro area among the reporters are left out, and so are totals over "
            "third countries, which are no totals of a member. The United Kingdom reports until "
            "January 2020. A year whose months are all there is their sum. A newer download "
            "replaces what it repeats."
        ),
    ),
    Source(
        origin=Origin(
            id="factbook",
            short="the World Factbook",
            title="The World Factbook: exports and imports, partners",
            publisher="Central Intelligence Agency",
            citation="Central Intelligence Agency. The World Factbook.",
            page="https://www.cia.gov/the-world-factbook/",
            license=US_GOVERNMENT,
            refresh="yearly",
            add_command="visavis data add factbook FILE",
        ),
        module="factbook",
        not_fetched="pages that ended on 4 February 2026",
        expect_rows=(1_000, 5_000),
        coverage="about five main partners of each state in exports and imports, mostly 2023",
        taken=("country", "file", "text", "flow", "year"),
        ignored=("repo", "commit", "licence", "shares"),
        note=(
            "Whole per cents of about five partners. The West Bank and Gaza have pages of "
            "their own and are left out. No claim is checked against the publisher of its own"
            " sentence."
        ),
    ),
    Source(
        origin=Origin(
            id="gacc",
            short="China's customs",
            title="Imports and Exports by Country (Region) of Origin/Destination",
            publisher="General Administration of Customs of China",
            citation=(
                "General Administration of Customs of the People's Republic of China (GACC). "
                "Imports and Exports by Country (Region) of Origin/Destination, monthly."
            ),
            page="http://english.customs.gov.cn/statics/report/monthly.html",
            license=License(
                "GACC", "all rights reserved; use with the source named",
                "http://english.customs.gov.cn/", may_redistribute=False,
            ),
            refresh="monthly",
            add_command="visavis data add gacc DIR",
        ),
        module="gacc",
        not_fetched="a site that turns away whatever is not a browser",
        expect_rows=(400, 500_000),
        coverage="China's exports and imports by partner, in the months of the user's own tables",
        taken=(
            "country (region)", "exports and imports of the month",
            "exports and imports of the year so far", "unit", "month",
        ),
        ignored=("imports and exports in all", "percentage change"),
        pieces="gacc",
        note=(
            "Never shipped. Tables in thousand dollars or in ten thousand yuan; dollars are taken "
            "where both are there. The month and the year so far are kept as two amounts, as later "
            "tables revise earlier months: a year is December's year so far, never a sum with it. "
            "Continents and unions are left out. Hong Kong is a partner of its own. The "
            "preliminary table of major countries is not read."
        ),
    ),
    Source(
        origin=Origin(
            id="imf_imts",
            short="the IMF",
            title="International Trade in Goods by Partner Country (formerly DOTS)",
            publisher="International Monetary Fund",
            citation=(
                "International Monetary Fund. International Trade in Goods by Partner Country "
                "(IMTS), IMF.STA:IMTS."
            ),
            page="https://data.imf.org/en/datasets/IMF.STA:IMTS",
            license=License(
                "IMF-terms", "IMF terms of use: no re-dissemination in bulk without permission",
                "https://www.imf.org/external/terms.htm", may_redistribute=False,
            ),
            refresh="monthly",
            add_command="visavis data add imf_imts DIR",
        ),
        module="imf_imts",
        getting=Getting(
            module="imf_imts",
            brings="yearly exports and imports of a reporter with every partner",
            takes=("years", "reporters"),
            pause=1.0,
            size="some 500 kB a reporter and ten years",
        ),
        expect_rows=(1, 50_000_000),
        coverage="what the user's own answers hold: reports by partner, month and year since 1948",
        taken=(
            "COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY", "TIME_PERIOD", "OBS_VALUE",
            "DATAFLOW", "STRUCTURE_ID",
        ),
        ignored=(
            "STRUCTURE[;]", "ACTION", "SCALE", "PRECISION", "DECIMALS_DISPLAYED", "TRADE_FLOW",
            "VALUATION", "UNIT", "DERIVATION_TYPE", "OVERLAP", "STATUS",
        ),
        pieces="pieces",
        note=(
            "Never shipped. Amounts are whole dollars whatever SCALE says. The IMF fills gaps from "
            "partners' reports and does not mark them: what a state is said to trade after it "
            "stopped publishing is kept as an estimate in nobody's book, and small late reporters "
            "may hold estimates too. Imports are CIF, and FOB where only that is there."
        ),
    ),
    Source(
        origin=Origin(
            id="oecd_itic",
            short="the OECD",
            title="International Transport and Insurance Costs of Merchandise Trade (ITIC)",
            publisher="OECD",
            citation=(
                "Miao, G. and F. Fortanier (2017). Estimating Transport and Insurance Costs of "
                "International Trade. OECD Statistics Working Papers 2017/04. Data: OECD, ITIC."
            ),
            page="https://data-explorer.oecd.org/",
            license=CC_BY,
            refresh="yearly",
            add_command="visavis data add oecd_itic DIR",
        ),
        module="oecd_itic",
        getting=Getting(
            module="oecd_itic",
            brings="the margins of every importer and exporter over all goods, 2015-2024",
            pause=3.0,
            size="some 160 MB",
        ),
        expect_rows=(9_000, 2_000_000),
        coverage=(
            "what freight and insurance add to imports of China, Germany, Japan, Singapore and "
            "the United States from every partner, 2015-2024, in per cent of imports CIF"
        ),
        taken=(
            "REF_AREA", "COUNTERPART_AREA", "MEASURE", "COMM_HS2017", "FREQ", "UNIT_MEASURE",
            "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "UNIT_MULT",
        ),
        ignored=(
            "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "Reference area",
            "Counterpart area", "Measure", "PRODUCT_TYPE", "Product type", "Product",
            "Frequency of observation", "Unit of measure", "Time period", "Observation value",
            "Observation status", "METHODOLOGY_TYPE", "Methodology type", "Unit multiplier",
            "DECIMALS", "Decimals",
        ),
        note=(
            "Not a trade figure: it turns an importer's book (CIF) into FOB. All margins over all "
            "goods are OECD's estimates."
        ),
    ),
    Source(
        origin=Origin(
            id="wits_panel",
            short="WITS",
            title="UN Comtrade totals by reporter and partner, as served by WITS in November 2017",
            publisher="World Integrated Trade Solution of the World Bank",
            citation="World Bank. World Integrated Trade Solution (WITS): UN Comtrade, totals.",
            page="https://wits.worldbank.org/",
            license=License(
                "UN-Comtrade", "internal use only, no re-dissemination without permission of UNSD",
                "https://wits.worldbank.org/TermsAndConditions.html", may_redistribute=False,
            ),
            refresh="ended",
            add_command="visavis data add wits_panel DIR",
        ),
        module="wits_panel",
        expect_rows=(1, 3_000_000),
        coverage=(
            "exports and imports of some 160 reporters by partner, 1962-2016; 2015 and 2016 are "
            "thin, as the last reports had not come in"
        ),
        taken=("reporter_iso3", "year", "partner_iso3", "export_kusd", "import_kusd", "x", "m"),
        ignored=(),
        note=(
            "Each row of a report gives a row in the exporter's book, one in the importer's, or "
            "both. No total of a reporter is in it. Russia before 1992 is the Soviet Union, Serbia "
            "before 1992 Yugoslavia; Germany before 1991 is left out, as two states share its code."
        ),
    ),
)  # fmt: skip
"""Sorted by id."""
