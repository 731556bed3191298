"""French words of the grammar; tags as in `words_en`."""

from visavis.reading.grammar.words_en import CHANGE_SIGNS

__all__ = ["CHANGE_SIGNS", "MEASURES", "PRODUCTS", "SECTORS", "TAGS"]

TAGS: dict[str, str] = {
    "p_of": "de | du | des | d' | de la | de l' | de ses | de son",
    "p_to": "vers | à destination de | à destination du | à destination des | à destination de la "
    "| à destination de l' | vers la | vers le | vers l' | vers les | destinées à",
    "p_from": "en provenance de | en provenance du | en provenance des | en provenance de la | "
    "en provenance de l' | depuis",
    "p_with": "avec | avec la | avec le | avec l' | avec les",
    "p_between": "entre | entre la | entre le | entre l' | entre les",
    "p_in": "en | dans | dans les | dans la | dans le | dans les",
    "p_by": "par",
    "p_for": "pour",
    "p_as": "comme",
    "p_at": "à | au | aux",
    "p_on": "sur",
    "p_than": "que",
    "p_per": "par an",
    "p_versus": "contre | par rapport à",
    "p_ahead": "devant",
    "p_behind": "derrière | après",
    "sub": "car | parce que | si | tandis que | alors que | quand | lorsque | malgré",
    "but": "mais",
    "and": "et | ou | ainsi que",
    "rel": "qui | dont | que | lequel | laquelle",
    "det": "le | la | les | l' | un | une | ce | cette | ces",
    "other": "encore | aussi | déjà | seulement | désormais | maintenant | près de | environ",
    "neg": "ne | n' | pas | jamais",
    "v_be": "est | sont | était | étaient | reste | restent | demeure | fut",
    "v_aux": "a | ont | avait | avaient | va | vont | doit | devrait | pourrait",
    "v_account": "représente | représentent | représentait | représentaient | a représenté | "
    "constitue | constituent | compte pour | comptait pour",
    "v_take": "absorbe | absorbent | absorbé | reçoit | accueille | achète | a absorbé | "
    "a reçu | reçu",
    "v_buy": "importe | importent | importé | a importé | achète | a acheté | acheté",
    "v_sell": "exporte | exportent | exporté | a exporté | vend | a vendu | vendu",
    "v_supply": "fournit | fournissent | fourni | a fourni | livre | a livré",
    "v_go": "vont | va | sont destinées | est destiné | destinées",
    "v_come": "viennent | provient | proviennent",
    "v_level": "est passée | est passé | sont passées | sont passés | passant | passe | "
    "atteint | ont atteint | a atteint | atteignent | atteignaient | s'élève à | "
    "s'élèvent à | s'élevait à | s'élevaient à | s'est élevé à | se sont élevées à | "
    "se sont élevés à | s'élève | s'élevait | s'élevaient | s'établit à | totalise | totalisent "
    "| se chiffre à | s'est établi à | s'est établie à",
    "v_exceed": "dépasse | dépassent | dépassé | a dépassé | ont dépassé | excède",
    "v_rise": "augmenté | progressé | augmente | augmentent | progresse | progressent | bondi | "
    "crû | grimpé | hausse | ont augmenté | a augmenté",
    "v_fall": "baissé | reculé | diminué | chuté | baisse | recule | diminue | chute | "
    "ont baissé | a baissé",
    "n_rise": "hausse | augmentation | croissance | progression",
    "n_fall": "baisse | chute | diminution | recul | repli",
    "n_share": "part",
    "n_total": "total",
    "n_value": "valeur | niveau | record | montant",
    "n_dest": "destination | débouché | client",
    "n_source": "fournisseur | source",
    "mod_whole": "total | totales | totaux | toutes | ensemble | extérieur | extérieurs",
    "mod_pair": "bilatéral | bilatéraux | bilatérales | mutuels",
    "mod_annual": "annuel | annuels | annuelles",
    "mod_plain": "commerciaux | commerciales | commercial",
    "respectively": "respectivement",
}

MEASURES: dict[str, str] = {
    "exports": "exportations | exportation | ventes",
    "imports": "importations | importation | achats",
    "trade_turnover": "commerce | échanges | échanges commerciaux | commerce bilatéral | "
    "échanges bilatéraux | commerce extérieur | échanges de biens",
    "trade_surplus": "excédent commercial | excédent",
    "trade_deficit": "déficit commercial | déficit",
    "gdp": "pib | produit intérieur brut",
    "goods": "biens | marchandises | produits",
}

PRODUCTS: dict[str, str] = {
    "crude_oil": "pétrole brut",
    "oil": "pétrole",
    "natural_gas": "gaz | gaz naturel",
    "lng": "gnl",
    "coal": "charbon",
    "gold": "or",
    "wheat": "blé",
    "arms": "armes | armements",
    "services": "services",
}

SECTORS: dict[str, str] = {
    "defence": "défense",
    "energy": "énergie",
    "agriculture": "agriculture | agricole | agricoles",
    "services": "services",
}
