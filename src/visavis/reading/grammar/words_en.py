"""English words of the grammar: tag -> the phrases that carry it, separated by ` | `.

A tag says what a word does in a sentence about figures: `v_rise` makes a growth, `p_to` names the
side that receives. One phrase has one tag; what can be read in two ways is decided by the rules.
"""

__all__ = ["CHANGE_SIGNS", "MEASURES", "PRODUCTS", "SECTORS", "TAGS"]

TAGS: dict[str, str] = {
    "p_of": "of",
    "att": "according to | as per",
    "p_to": "to | into | towards | toward | destined for | bound for | headed for | en route to",
    "p_from": "from | out of",
    "p_with": "with | vis-à-vis | vis-a-vis",
    "p_between": "between | among",
    "p_in": "in | inside | within",
    "p_by": "by",
    "p_for": "for",
    "p_as": "as",
    "p_at": "at",
    "p_on": "on | upon | over",
    "p_than": "than",
    "cmp_up": "higher | more | above | larger | greater",
    "cmp_down": "lower | less | below | smaller | fewer",
    "p_per": "per | each | every",
    "p_versus": (
        "compared with | compared to | against | as against | versus | as opposed to | "
        "in comparison with | in comparison to | from just | from only"
    ),
    "p_ahead": (
        "ahead of | in front of | before only | overtaking | surpassing | more than to | "
        "followed by | displacing | replacing"
    ),
    "p_behind": "behind | after | trailing | second only to",
    "sub": (
        "because | although | though | since | when | while | whereas | whilst | if | unless | "
        "despite | amid | following | that | thanks to | owing to | due to | once | until"
    ),
    "but": "but | yet | however",
    "and": "and | & | as well as | or | plus | nor",
    "rel": "which | who | whose | whom",
    "det": "a | an | the | this | these | those | such | each other's | all | all its | all the",
    "other": (
        "by a wide margin | by far | by some distance | by a long way | easily | "
        "another | a further | further | some | only | just | still | also | now | then | even"
    ),
    "v_other": (
        "expect | expects | want | wants | say | says | said | see | hope | hopes | agreed | "
        "agree | make | makes | do | let | help | helped | put | find | found | call | called | "
        "call for | keep | conduct | conducts | discuss | discussed | promote | promoted | "
        "increase | expand | develop"
    ),
    "neg": "not | never | no longer | n't | nor | hardly ever | did not | does not | cannot",
    "v_be": (
        "is | are | was | were | be | been | being | remains | remained | remain | became | "
        "become | becomes | becoming | remaining | stays | stayed"
    ),
    "v_aux": (
        "has | have | had | having | do | does | did | will | would | could | may | might | can | "
        "should | must | shall | get"
    ),
    "v_account": (
        "accounts for | accounted for | account for | accounting for | made up | makes up | "
        "make up | making up | represents | represented | represent | representing | "
        "constitutes | constituted | constitute | constituting | comprises | comprised | "
        "comprise | comprising | forms | contributes | contributed | "
        "is responsible for | was responsible for | were responsible for | are responsible for | "
        "responsible for | holds | equal to | equivalent to | equals | equalled | amounting to | "
        "equal | corresponds to | corresponded to | make | makes"
    ),
    "v_take": (
        "takes | took | taken | take | taking | absorbs | absorbed | absorb | absorbing | "
        "receives | received | receive | receiving | accepts | attracts | attracted"
    ),
    "v_buy": (
        "buys | bought | buy | buying | purchases | purchased | purchase | purchasing | "
        "imported | importing | sources | sourced | sourcing | "
        "gets | got | getting | obtains | obtained | obtain | obtaining | procures | procured | "
        "procure | procuring | acquires | acquired | acquire | acquiring | draws | drew"
    ),
    "v_sell": (
        "sells | sold | sell | selling | exported | exporting | ships | shipped | ship | "
        "shipping | sends | sent | send | sending | directs | directed"
    ),
    "v_supply": (
        "supplies | supplied | supply | supplying | provides | provided | provide | providing | "
        "delivers | delivered | deliver | delivering | furnishes | furnished | covers | covered"
    ),
    "v_go": (
        "goes | went | go | gone | going | heads | headed | flows | flowed | flow | "
        "is destined | were destined | are destined | was destined | destined | "
        "is bound | were bound | are bound | was bound | ends up | ended up | end up"
    ),
    "v_come": (
        "comes | came | come | coming | originates | originated | originate | originating | "
        "stems | stemmed"
    ),
    "v_level": (
        "reached | reaches | reach | reaching | totals | totalled | totaled | total | "
        "totalling | totaling | amounts to | amounted to | amount to | stands at | stood at | "
        "stand at | standing at | hits | hit | hitting | came to | comes to | coming to | "
        "is worth | was worth | were worth | are worth | is valued at | "
        "was valued at | were valued at | averaged | averaging | averages | numbered | numbers | "
        "estimated at | put at | is put at | was put at | were put at | stood on | recorded | "
        "registered | attained | touched | touching | came in at | comes in at | came out at | "
        "brought in | earned | fetched | generated | cost | ran to | runs to | ran at | runs at | "
        "bringing | brings | brought | made | equalled"
    ),
    "v_exceed": (
        "exceeds | exceeded | exceed | exceeding | surpasses | surpassed | surpass | tops | "
        "topped | top | topping | crossed | crosses | cross | crossing | passed | passes | "
        "went past | went beyond | broke through | eclipsed | breached"
    ),
    "v_rise": (
        "rose | rise | rises | risen | rising | grew | grow | grows | grown | growing | "
        "increased | increase | increases | increasing | climbed | climb | climbs | climbing | "
        "jumped | jump | jumps | jumping | surged | surge | surges | surging | soared | soar | "
        "soars | soaring | expanded | expand | expands | expanding | widened | widen | widens | "
        "widening | ballooned | balloon | ballooning | swelled | swell | swollen | swelling | "
        "rebounding | recovering | "
        "rebounded | rebound | recovered | recover | gained | gain | advanced | leapt | leaped | "
        "shot up | skyrocketed | mushroomed | accelerated | strengthened | improved | "
        "multiplied | up | picked up | went up | added | rocketed | spiked | boosted | boost | "
        "raised | raise | lift | lifted | raising | lifting | boosting | push | pushed | bring"
    ),
    "v_fall": (
        "fell | fall | falls | fallen | falling | dropped | drop | drops | dropping | declined | "
        "decline | declines | declining | decreased | decrease | decreases | decreasing | "
        "shrank | shrink | shrinks | shrunk | shrinking | plunged | plunge | plunges | plunging | "
        "slumped | slump | slumping | tumbling | slipping | sliding | slumps | slid | slide | "
        "slides | slipped | slip | slips | "
        "contracted | contract | contracts | contracting | tumbled | tumble | plummeted | "
        "plummet | plummets | dipped | dip | narrowed | narrow | narrows | narrowing | "
        "collapsed | collapse | crashed | sank | shed | lost | down | went down | "
        "reduced | reduce | reducing | cut | eased | weakened | diminished | nosedived"
    ),
    "n_rise": (
        "increase | rise | growth | jump | surge | gain | expansion | upturn | leap | uptick | "
        "growth rate | increases"
    ),
    "n_fall": (
        "decrease | drop | decline | fall | reduction | slump | contraction | dip | plunge | "
        "collapse | downturn | slide"
    ),
    "n_share": (
        "share | proportion | percentage | portion | weight | slice | dependence | reliance | "
        "export dependence | import dependence | export share | import share | shares | "
        "market share"
    ),
    "n_total": (
        "total | totals | whole | overall total | all | overall figure | grand total | "
        "its total | the total"
    ),
    "n_value": (
        "value | volume | amount | level | levels | figure | record | high | low | peak | "
        "record high | all-time high | new high | new record | mark | worth of | worth | "
        "sum | valued at | annual value | total value | combined value | flow | flows"
    ),
    "n_dest": (
        "destination | market | export market | export destination | outlet | customer | buyer"
    ),
    "n_source": "source | supplier | origin | provider | seller",
    "v_do": "conducts | conducted | conduct | does | did | carries out | carried out",
    "v_trade": "trade | traded | trades | trading | exchanged | exchange",
    "v_invest": (
        "invested | invest | invests | investing | has invested | pumped | poured | ploughed"
    ),
    "v_earn": "earned | earns | cost | costs | brought | brings | netted | gave",
    "v_lend": "lent | lends | lend | lending | loaned | loaning",
    "v_owe": "owes | owed | owe | owing",
    "v_give": (
        "gave | gives | give | given | giving | donated | donates | granted | grants | allocated | "
        "disbursed | extended | offered | committed"
    ),
    "v_pledge": (
        "pledged | pledge | pledges | promised | promises | promise | announced | announces | "
        "plans | plan | planned | intends"
    ),
    "v_spend": "spent | spends | spend | spending | devoted | devotes | allocates",
    "v_pay": "paid | pays | pay | paying",
    "v_hold": "holding | held | hold | owns | owned | owning",
    "v_have": "keeps | kept | stationed | stations | deployed | deploys | based | maintains | "
    "maintained | deploying | garrisoned | hosts | hosted | hosting | host | sent",
    "v_visit": "welcomed | welcomes | welcome | welcoming | "
    "visited | visits | visit | travelled | traveled | holidayed | flocked | arrived",
    "v_impose": (
        "imposed | imposes | impose | imposing | slapped | slaps | slapping | levied | levies | "
        "levy | charges | charged | placed | applied | applies | raised tariffs | introduced"
    ),
    "v_run": "ran | run | runs | running | posted | posts | post | recorded a | saw | sees | "
    "enjoys | "
    "enjoyed | had a | registered a | reported | has a | have a | incurred",
    "v_overtake": "overtook | overtakes | overtaken | replaced | replaces | displaced | "
    "dethroned | "
    "supplanted | surpassed china as | outstripped | ousted | overtake | replace",
    "v_depend": "depends | depended | depend | relies | relied | rely | relying | depending",
    "join_ly": "together | combined | jointly | collectively | between them",
    "respectively": "respectively",
    "mod_whole": (
        "total | overall | all | entire | combined | worldwide | global | aggregate | foreign | "
        "external | overall total | whole | world"
    ),
    "mod_pair": "bilateral | two-way | mutual | reciprocal | bi-lateral | two way",
    "mod_annual": "annual | yearly",
    "mod_plain": (
        "goods | merchandise | main | own | major | recorded | official | direct | net | gross | "
        "recent | big | large | growing | huge | record | export | import | trade | visible | "
        "commodity | principal | key | massive | sizeable | sizable | small | modest | nominal | "
        "reported | cross-border | current | post-war | pre-war | legal | outstanding | new | "
        "cumulative | inward | incoming | financial | military | bilateral goods | "
        "considerable | substantial | chronic | persistent | widening | growing | soaring"
    ),
    "mod_stock": "stock | stocks | accumulated | cumulative | stock of | total stock of",
    "mod_real": "real | inflation-adjusted",
}

MEASURES: dict[str, str] = {
    "exports": (
        "exports | export | sales | shipments | deliveries | goods exports | export sales | "
        "merchandise exports | exports of goods | exportations | supplies | export earnings | "
        "export revenue | export revenues"
    ),
    "imports": (
        "imports | import | purchases | goods imports | merchandise imports | imports of goods | "
        "import bill"
    ),
    "trade_turnover": (
        "trade | commerce | trade turnover | turnover | trade volume | trade volumes | "
        "volume of trade | value of trade | trade flows | trade exchange | trade exchanges | "
        "commercial exchanges | trade in goods | merchandise trade | goods trade | "
        "foreign trade turnover | trade value | trading volume | goods traded | "
        "exchange of goods | commodity turnover | exports and imports | imports and exports | "
        "foreign trade | external trade | overseas trade | international trade | "
        "foreign commerce | trading relationship | trade relationship"
    ),
    "trade_surplus": "trade surplus | surplus | surpluses | export surplus | trade surpluses",
    "trade_deficit": (
        "trade deficit | deficit | trade gap | deficits | trade deficits | trade imbalance | "
        "trade shortfall"
    ),
    "trade_balance": "balance of trade | trade balance | commercial balance | merchandise balance",
    "exports_gs": "exports of goods and services | goods and services exports",
    "imports_gs": "imports of goods and services | goods and services imports",
    "trade_turnover_gs": (
        "trade in goods and services | goods and services trade | total trade in goods and services"
    ),
    "services_exports": "exports of services | services exports | service exports",
    "services_imports": "imports of services | services imports | service imports",
    "arms_imports": (
        "arms imports | imports of arms | weapons imports | arms purchases | imported arms | "
        "imports of major arms | weapon imports | arms acquisitions | imported weapons | "
        "imports of weapons | imports of weaponry | weaponry imports | weapons purchases"
    ),
    "arms_exports": (
        "arms exports | exports of arms | weapons exports | arms sales | weapons sales | "
        "exports of major arms | arms deliveries | arms transfers | arms shipments | "
        "exports of weapons | exports of weaponry | weapon exports | weaponry exports"
    ),
    "fdi": (
        "fdi | foreign direct investment | direct investment | investment | investments | "
        "direct investments | foreign investment | foreign investments | fdi inflows | "
        "inward investment | fdi stock | investment stock | fdi flows | invested capital | "
        "capital inflows | foreign direct investment stock | direct investment stock | "
        "stock of foreign direct investment | stock of fdi | stock of direct investment"
    ),
    "aid": (
        "aid | development aid | foreign aid | assistance | development assistance | "
        "economic aid | economic assistance | humanitarian aid | oda | "
        "official development assistance | grants | financial assistance"
    ),
    "military_aid": "military aid | military assistance | security assistance | defence aid | "
    "security aid",
    "loans": "loans | loan | lending | credit | credits | credit line | line of credit | "
    "concessional loans",
    "debt_owed": "debt | external debt | foreign debt | public debt | sovereign debt | debts | "
    "public external debt | bilateral debt",
    "remittances": "remittances | remittance inflows | money transfers | workers' remittances",
    "military_spending": "military spending | defence spending | defense spending | "
    "defence expenditure | military expenditure | defense budget | defence budget | "
    "military budget | defense expenditure | military outlays",
    "gdp": "gdp | gross domestic product | economy | national output | economic output | "
    "national income | nominal gdp",
    "population": "population | inhabitants | residents",
    "troops": "troops | soldiers | service members | military personnel | servicemen | "
    "servicemembers | peacekeepers | us troops",
    "visitors": "visitors | tourists | tourist arrivals | arrivals | holidaymakers | "
    "visitor arrivals | tourist visits | vacationers | travellers | travelers",
    "refugees": "refugees | asylum seekers",
    "tariff": "tariff | tariffs | duty | duties | import duty | import duties | customs duties | "
    "import tariff | import tariffs | levy on",
    "goods": "goods | products | merchandise | commodities | wares | items",
}

PRODUCTS: dict[str, str] = {
    "crude_oil": "crude oil | crude | oil crude",
    "oil": "oil | petroleum | oil and oil products",
    "oil_products": "oil products | petroleum products | refined products | refined petroleum | "
    "refined oil | refined petroleum products",
    "diesel": "diesel", "petrol": "petrol | gasoline", "fuel_oil": "fuel oil",
    "jet_fuel": "jet fuel",
    "natural_gas": "gas | natural gas",
    "pipeline_gas": "pipeline gas | piped gas | pipelined gas",
    "lng": "lng | liquefied natural gas | liquefied gas | liquified natural gas",
    "coal": "coal", "coking_coal": "coking coal", "thermal_coal": "thermal coal | steam coal",
    "gold": "gold | bullion | gold bullion",
    "energy": "energy | mineral fuels | energy products",
    "hydrocarbons": "fuel | fuels | hydrocarbons | hydrocarbon | oil and gas",
    "metals": "metals | metal | base metals",
    "iron_ore": "iron ore | iron ores",
    "aluminium_ore": "bauxite | aluminium ore | aluminum ore", "lead_ore": "lead ore | lead ores",
    "chromium_ore": "chromium ore | chromium ores | chrome ore | chromite",
    "manganese_ore": "manganese ore | manganese ores", "tin_ore": "tin ore | tin ores",
    "nickel_ore": "nickel ore | nickel ores", "zinc_ore": "zinc ore | zinc ores",
    "molybdenum_ore": "molybdenum ore | molybdenum ores",
    "titanium_ore": "titanium ore | titanium ores", "uranium_ore": "uranium ore | uranium ores",
    "wheat": "wheat",
    "grain": "grain | grains | cereals | cereal",
    "garments": "garments | garment | clothing | apparel | ready-made garments | "
    "ready-made garment",
    "textiles": "textiles | textile",
    "electricity": "electricity | power | hydropower | hydroelectricity | electric power",
    "arms": "arms | weapons | weaponry | military equipment | defence equipment | armaments | "
    "defense equipment | defence hardware | military hardware | weapons systems | arm",
    "services": "services | service",
    "agricultural_products": "agricultural products | agricultural goods | farm products | "
    "farm goods | agri-food products | agrifood | agri-food | farm produce | "
    "agricultural produce",
    "food": "food | foodstuffs | foodstuff | food products",
    "machinery": "machinery | machines | machine tools | equipment",
    "cars": "cars | vehicles | automobiles | passenger cars | car | motor vehicles | vehicle",
    "steel": "steel | iron and steel | steel products",
    "copper": "copper", "copper_ore": "copper ore | copper ores | copper concentrate",
    "refined_copper": "refined copper", "palladium": "palladium", "barley": "barley",
    "aluminium": "aluminium | aluminum",
    "fertilisers": "fertilisers | fertilizers | fertiliser | fertilizer",
    "fish": "fish | seafood | fish products",
    "meat": "meat", "beef": "beef", "pork": "pork", "poultry": "poultry", "lamb": "lamb",
    "timber": "timber | wood | lumber",
    "pharmaceuticals": "pharmaceuticals | medicines | drugs | pharmaceutical products",
    "chemicals": "chemicals | chemical products",
    "electronics": "electronics | electronic goods | electronic products | consumer electronics",
    "semiconductors": "semiconductors | chips | microchips | integrated circuits",
    "rare_earths": "rare earths | rare earth",
    "uranium": "uranium | enriched uranium",
    "diamonds": "diamonds | rough diamonds",
    "soybeans": "soybeans | soya beans | soya | soy | soybean",
    "coffee": "coffee", "tea": "tea", "cocoa": "cocoa | cocoa beans", "sugar": "sugar",
    "rice": "rice", "cotton": "cotton", "wine": "wine | wines", "tobacco": "tobacco",
    "palm_oil": "palm oil", "sunflower_oil": "sunflower oil", "olive_oil": "olive oil",
    "maize": "maize | corn", "salmon": "salmon", "lithium": "lithium", "cobalt": "cobalt",
    "nickel": "nickel", "platinum": "platinum", "silver": "silver", "fruit": "fruit | fruits",
    "vegetables": "vegetables", "dairy": "dairy | dairy products", "cement": "cement",
    "manufactured_goods": "manufactured goods | manufactures | manufactured products | "
    "industrial goods",
    "raw_materials": "raw materials | minerals | mineral products | natural resources",
    "aircraft": "aircraft | planes | aeroplanes | airplanes",
}  # fmt: skip

SECTORS: dict[str, str] = {
    "defence": "defence | defense | military | arms | armaments | weapons | military-technical | "
    "security",
    "energy": "energy | nuclear energy | nuclear power | oil and gas | hydrocarbons",
    "agriculture": "agriculture | agricultural | agri-food | agrifood | farm | farming",
    "non_oil": "non-oil | non oil",
    "digital": "digital | e-commerce",
    "technology": "technology | high-tech | tech",
    "services": "services",
}

CHANGE_SIGNS: dict[str, int] = {"v_rise": 1, "n_rise": 1, "v_fall": -1, "n_fall": -1}
