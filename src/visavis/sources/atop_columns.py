"""The columns of ATOP 5.1: of its list of alliances, and of its list of members."""

__all__ = ["ALLIANCES", "MEMBERS"]

MEMBERS = (
    "atopid", "cowid", "cow4id", "member", "cowsys", "yrent", "moent", "dayent", "yrexit",
    "moexit", "dayexit", "ineffect", "bilat", "phase", "maxphase", "wartime", "cowwar", "estmode",
    "pubsecr", "secrart", "proadd", "futmem", "speclgth", "length", "renounce", "proren",
    "renewlgt", "term", "termmode", "termcaus", "defense", "offense", "neutral", "nonagg",
    "consul", "active", "conditio", "defcon", "offcon", "neucon", "concon", "defcoadv",
    "defcoloc", "defcocon", "defconum", "defcodem", "defconpr", "offcoadv", "offcoloc",
    "offcocon", "offconum", "offcodem", "neucoadv", "neucoloc", "neucocon", "neuconum",
    "neucodem", "neuconpr", "neucoatt", "concoadv", "concoloc", "concocon", "concoreq", "olimob",
    "asymm", "obvary", "notaiden", "dipaid", "terrres", "seppeace", "thirdcom", "noothall",
    "specthrt", "statthr1", "statthr2", "conwtin", "medarb", "milcon", "milaid", "intcom",
    "subord", "organ1", "orgpurp1", "organ2", "orgpurp2", "base", "contrib", "armred", "acqterr",
    "divgains", "demwith", "reflnun", "refothio", "natrefal", "compag", "nomicoop", "conres",
    "agprois", "conmen", "ecaid", "interv", "source", "new5", "rev5", "version",
)  # fmt: skip
"""`atop5_1m.csv`: one row for each member and phase."""

ALLIANCES = (
    "atopid", "cowid", "cow4id", "begyr", "begmo", "begday", "endyr", "endmo", "endday",
    "ineffect", "bilat", "maxphase", "wartime", "estmode", "pubsecr", "secrart", "proadd",
    "futmem", "speclgth", "length", "renounce", "proren", "renewlgt", "term", "defense",
    "offense", "neutral", "nonagg", "consul", "active", "conditio", "defcon", "offcon", "neucon",
    "concon", "asymm", "notaiden", "dipaid", "terrres", "seppeace", "thirdcom", "noothall",
    "specthrt", "statthr1", "statthr2", "conwtin", "medarb", "milcon", "milaid", "intcom",
    "subord", "organ1", "orgpurp1", "organ2", "orgpurp2", "base", "contrib", "armred", "acqterr",
    "divgains", "demwith", "reflnun", "refothio", "natrefal", "compag", "nomicoop", "conres",
    "agprois", "conmen", "ecaid", "interv",
    *(f"mem{number}" for number in range(1, 60)), "source", "new5", "rev5", "version",
)  # fmt: skip
"""`atop5_1a.csv`: one row for each alliance."""
