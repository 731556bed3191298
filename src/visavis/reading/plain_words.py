"""Words that a sentence about figures may hold without meaning anything else by them.

The trap is generosity: a word belongs here only if the sentence without it would state the very
same figure. "Daily", "working", "Siberian" or "banned" do not, whatever else they stand beside.
"""

__all__ = ["ALTERING", "PLAIN", "TAGS", "UNPLAIN"]

_TAGS_TEXT = """
p_of p_to p_from p_with p_between p_in p_by p_for p_as p_at p_on p_than cmp_up cmp_down p_versus
p_ahead p_behind but and det other v_be v_aux v_account v_take v_buy v_sell v_supply v_go v_come
v_level v_exceed v_rise v_fall n_rise n_fall n_share n_total n_value n_dest n_source v_do v_trade
v_pay v_run v_have v_hold v_overtake v_depend join_ly respectively mod_pair mod_annual att rel
"""
TAGS = frozenset(_TAGS_TEXT.split())
"""Tags of the grammar whose phrases are plain in every language, but for those in `UNPLAIN`."""

_UNPLAIN_TEXT = """
cover covers covered covering couvre couvert couvrent lost lose loses losing shed cut average
averaged averages averaging cost costs would could might should must if unless without stationed
stations deployed deploys deploying garrisoned hosted hosts hosting host nor not never other
others rest offset offsets replace replaced boost boosted boosting
"""
UNPLAIN = frozenset(_UNPLAIN_TEXT.split())
"""Words that are never plain, although a tag above holds some of them."""

_ALTERING_TEXT = """
excluding exclude excludes excluded without except excepting excepted instead forecast forecasts
planned target daily weekly monthly quarterly hourly per each every not never no nobody none
neither nor contrary if whether unless covered covers covering far hardly scarcely nowhere untrue
false hors sauf sans jamais aucun aucune кроме без исключая никогда ежемесячно ежедневно
"""
ALTERING = frozenset(_ALTERING_TEXT.split())
"""Words that turn even what seems borne out into another statement."""

_FUNCTION = """
a about above across after again against ago albeit all almost alone along alongside already also
although altogether am amid among amongst an and another any anyway apart approximately are around
as aside at away back be became because become becomes becoming been before behind being below
beneath beside besides between beyond both broadly but by came can chiefly clearly come comes
coming compared comparison consequently considerably currently despite did do does done doing down
due during easily either else especially essentially even eventually ever exactly fairly few
finally first firstly following for former formerly from further furthermore generally given had
has have having he hence her here hers him his how however i in indeed initially into is it its
itself just largely last lastly later latest latter least less like likewise little mainly many
markedly meanwhile merely more moreover most mostly much my namely near nearly nevertheless next
nonetheless notably now of off officially often on once one ones only onto or otherwise our out
over overall own particularly partly past plus precisely presumably previously primarily
principally quite rapidly rather really recently regarding relatively respectively roughly said
same second secondly seen sharply she significantly similarly simply since slightly slowly so some
somewhat soon steadily steeply still strongly subsequently substantially such suddenly than thanks
that the their theirs them themselves then there thereafter thereby therefore these they third
this those though through throughout thus to today together too toward towards truly twice under
until up upon us usually versus very via vis-a-vis was we well were what when where whereas
whereby which whichever while whilst who whom whose why will with within yet you dramatically
drastically noticeably visibly massively hugely vastly enormously greatly heavily modestly
moderately gradually abruptly abroad surprisingly unsurprisingly remarkably strikingly
incidentally importantly interestingly unfortunately fortunately certainly obviously evidently
naturally accordingly additionally conversely correspondingly equally ultimately effectively
barely
"""

_LEVEL = """
account accounted accounting accounts add added adding adds advance advanced advances advancing
amount amounted amounts approach approached approaching bounce bounced bought bring brings
bringing brought buy buying buys climb climbed climbing climbs close constitute constituted
constitutes continue continued continues continuing contract contracted contracts count counted
cross crossed decline declined declines declining decrease decreased decreases decreasing dip
dipped double doubled doubles doubling drop dropped dropping drops ease eased edged equal equalled
equals exceed exceeded exceeding exceeds exchange exchanged expand expanded expanding expands
export exported exporting fall fallen falling falls fell find follow followed follows found gain
gained gains get gets go goes going gone got grew grow growing grown grows growth halved head
heading held high higher highest hit hits hitting hold holding holds import imported importing
increase increased increases increasing increasingly jump jumped jumping jumps keep keeps kept
known leap leapt level levels low lower lowest maintain maintained maintains make makes making
made mark marked marking marks meaning means moved obtain obtained outpace overtake overtaken
overtook pass passed passing peak peaked plunge plunged plunging plummeted point points post
posted put quadrupled reach reached reaches reaching rebound rebounded receive received receives
record recorded recover recovered recovering register registered registers remain remained
remaining remains report reported reporting represent represented representing represents retain
retained return returned rise risen rises rising rose run running runs ran saw see seeing sees
sell selling sells sent shipped ship ships shipping show showed showing shown shows shrank shrink
shrinking shrunk sit sits slide slid slip slipped slump slumped slumping soar soared soaring sold
spike spiked stand standing stands start started stay stayed stays stood strengthen strengthened
supplied supplies supply supplying surge surged surges surging surpass surpassed surpasses swell
swelled take taken takes taking top topped tops total totaled totaling totalled totalling totals
touch touched trade traded trades trading tripled tumble tumbled turned turning use valued went
widen widened widening worth narrow narrowed narrowing send sends absorbed absorb absorbs deliver
delivered delivers provide provided provides providing ranked ranking ranks rank lead leading
leads led purchase purchased purchases source sourced sources destined bound enjoyed enjoy enjoys
enjoying grossed say saying says indicate indicates indicated suggest suggests suggested reveal
revealed reveals state stated states noted notes note according cited citing based published
publish publishes estimate estimates compile compiled contribute contributed contributes form
formed forms end ended begin began begun flow flowed flows serve served serves
"""

_THINGS = """
agency annual annually balance bilateral billion bloc bn book books bulletin bureau business buyer
buyers calendar change changes commerce commercial commission commodities commodity comtrade
countries country country's customer customers customs data database delivery destination
destinations difference dollar dollars economic euro euros eurostat exchanges exporter exporters
fact figure figures fob cif fund good goods government governments importer importers increase
institute international kind large larger largest main major market markets matter merchandise
million ministry monetary mn mutual nation nation's nations number numbers office official origin
outlet outlets pace part partner partners partnership percent percentage period place position
powerhouse power product products proportion provider publication ranking recent record-breaking
record-high relations relationship relationships release releases report reports reserve result
results rival rivals role scale seller sellers service share shares side sides significance
significant single size sizable sizeable small smaller smallest statistic statistical statistics
strong stronger sum sums supplier suppliers survey terms tie ties time times tn top trader traders
trading-partner trillion turnover two two-way union usd value values vendor volume volumes weight
year year's years yuan rouble roubles ruble rubles yen pound pounds rupee rupees important big
bigger biggest great greater greatest considerable substantial key principal chief overwhelming
huge giant massive mere modest sheer full whole entire new old long longstanding traditional close
closest closer deep deeper all-time historic unprecedented impressive notable remarkable stark
sharp steep rapid brisk steady slow slight dramatic marked clear stable unchanged similar
different certain impact crisis pandemic covid covid-19 recession boom recovery slowdown collapse
upturn downturn direction trend trends dynamic dynamics tendency course contrast example instance
addition particular general view light wake face end start beginning basis account accounts spite
exchange interest cooperation co-operation development developments expansion reduction
contraction drop fall rise jump surge decline decrease leap gain gains slump plunge dip climb
thirds half halves quarter fifth tenth asymmetry asymmetric dependence dependent reliance reliant
dominant dominance dominated dominates dominate lion's leaving
"""

_FRENCH = """
a à afin ai ailleurs ainsi alors an année années ans après assez atteignait atteignent atteignant
atteindre atteint atteints au aujourd'hui auparavant aussi autant autour autre autres aux avaient
avait avant avec avoir ayant baisse baissé beaucoup bien bilatéral bilatérale bilatéraux
bilatérales c'est car ce cela celle celles celui cependant ces cet cette ceux chez chiffre
chiffres client clients comme comparaison compte comptait commerce commercial commerciale
commerciaux commerciales contre croissance croître d'une d'un d'environ dans de déjà depuis
dernier dernière derniers dernières des deux devant devenu devenue devient dirigé diminué
diminution dollars donc donnait donnée données dont doublé douanes du durant échanges économie
économique élevait élevé élevée élevées élevaient élève élèvent elle elles en encore enfin
enregistré ensemble ensuite entre environ est et étaient était étant états été être euros eux
évolution exportateur exportateurs exportations exporté fait fois fournisseur fournisseurs fournit
grand grande grandes grands grâce hausse il ils importateur importations importé jusqu'à jusque
l'an l'année la le les leur leurs lors lorsque lui mais malgré marchandises marché marchés même
milliard milliards million millions mondial montant montants montent notamment nouveau nouvelle on
ont or ou où outre palier par parmi part partenaire partenaires parts passant passé passée passés
pays pendant période peu plus plusieurs pour pourtant pourcent pourcentage premier première près
presque principal principale principaux produits progressé progression puis qu'en qu'il quand
quant que quelque quelques qui quoi rang rapport recul reculé représentait représentaient
représente représentent représenté reste restait s'élevait s'élèvent s'élève s'est s'élevaient
s'établissait s'établissent s'établit sa second seconde selon ses seulement soit solde son sont
source statistiques sur surtout tandis tant taux tel telle total totale totales totalisé totaux
toujours tous tout toute toutefois toutes très trouvait un une union valeur vendu vers via
vis-à-vis voire volume y augmenté augmentation augmente acheté achète vend vendent bondi chuté
tombé tombées passées seul seule respectivement
"""

_RUSSIAN = """
а более был была были было в весь взаимная взаимной взаимный взаимного вместе внешнеторговый
внешней внешняя во возрос возросла возросли впервые всего всей всех вторая второй второе вторым
вырос выросла выросли выросло год года году годом годы годам лет данным данные данных два две двух
двусторонний двусторонней двусторонняя до доли долей доллар доллара долларах долларов долю доля
достиг достигла достигли достигло ее её его еще ещё же за и из или им именно импорт импорта
импорте импорту импортировала импортировал импортом итогам итоги их к как которая которые который
которых крупнейшая крупнейшие крупнейший крупнейшим крупный крупным лишь между меньше место
миллиард миллиарда миллиардов миллион миллиона миллионов млн млрд на наибольшая наибольший объем
объём объема объёма объему объёму объеме объёме однако около он она они оно от общего общей общем
общий общая опередив основной основным остается остаётся партнер партнёр партнера партнёра
партнером партнёром партнеров партнёров период по поставил поставила поставили поставки поставок
поставщик поставщиком после почти превысил превысила превысили превысило при примерно приходилась
приходилось приходится пришлось процент процента процентов против рост роста рубль рублей с
снизился снизилась снизилось снизились со согласно составил составила составили составило
составляет составлял составляла составляло составляют сократился сократилась сократилось
сократились статистика статистики страна стране страной страну страны стран стал стала стали стало
сумма сумму сумме так также там таможенной таможни таможня тем только товар товара товарами
товаров товарооборот товарооборота товарообороте товарообороту торговля торговле торговлей
торговли торговлю торговый торговым торгового тогда тот того третий третье три тысяч увеличился
увеличилась увеличилось увеличились удельный вес уже упал упала упало упали уровень уровня уровне
ушло фтс цифра цифры что эта эти это этого этой этом этот экспорт экспорта экспорте экспорту
экспортировал экспортировала экспортом является являются купил купила купили продал продала
продали закупил закупила закупили вдвое втрое раз раза стоимость стоимостью стоимости
"""

PLAIN = {
    "en": frozenset((_FUNCTION + _LEVEL + _THINGS).split()) - UNPLAIN - ALTERING,
    "fr": frozenset(_FRENCH.split()) - UNPLAIN - ALTERING,
    "ru": frozenset(_RUSSIAN.split()) - UNPLAIN - ALTERING,
}
"""The plain words of each language, lower case."""
