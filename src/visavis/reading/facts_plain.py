"""Words that a sentence about a vote, a membership or a journey may hold and mean nothing else by.

As with figures, the trap is generosity: "almost", "amendment" or "council" make another fact of the
sentence, so a word stands here only if the sentence without it would state the very same one.
"""

from visavis.reading.plain_words import PLAIN

__all__ = ["FACT_ALTERING", "FACT_PLAIN", "FRONTED_ALTERING"]

_VOTES = """
abstain abstained abstaining abstains abstention abstentions absent adopt adopted adopting adopts
adoption ambassador assembly ballot ballots body brought called calling calls cast chamber charter
condemn condemned condemning condemns consensus delegate delegates delegation delegations demand
demanded demanding demands deplore deplored deploring diplomat diplomats draft drafts emergency
envoy favor favour general join joined joining meeting mission nays oppose opposed opposes
opposing overwhelmingly pass passage passed passes passing plenary present recorded reject
rejected rejecting representative representatives resolution resolutions roll-call rollcall seat
session sessions special sponsored tabled text texts unanimously united vote voted voter voters
votes voting world yes backed backing back supported supporting support supports approve approved
approving approves endorse endorsed endorsing un unga u.n adopts member members measure hall new
york regular november october
"""
_TOPICS = """
act acts aggression annex annexation annexed annexing anniversary armed army attack attacks attempt
attempted blockade capital ceasefire cessation civilian civilians conflict crimea crimea's
crisis denounce denounced denouncing economic embargo end ending entirety expel expelled expelling
expulsion financial force forces full-scale hostilities human humanitarian illegal illegally
immediate immediately independence independent integrity invade invaded invading invasion kremlin
legal military nuclear occupation occupied occupying peace peninsula people peoples permanent
principles prohibition recognise recognising recognition recognize recognizing referendum referenda
referendums regions register reparation reparations remedy rights sanction sanctions settlement
settlements sovereign sovereignty status suspend suspended suspending suspension territorial
territory transfer treaty troops truce unconditional unconditionally violation violations war
weapons withdraw withdrawal withdrawing withdrawn withdraws council remove removal removing
removed membership moscow's necessity complete completely all
"""
_MEMBERSHIP = """
accede acceded accedes acceding accepted accession admission admit admitted alliance application
applications approval association becomes belongs belong bloc bloc's body century ceremony club
community completed crisis decade decades enlargement enter entered entering entry expansion
founder founders founding formal formally full-fledged fully grouping join joined joining joins
member member's members membership memberships months month negotiation negotiations newly
observer official organisation organisation's organization pact parliament ratified ratification
round signed status successfully summit talks treaty wait waiting wave way week weeks club's
candidate candidates partner partners dialogue associate proudly regional intergovernmental
peacefully proud
"""
_VISITS = """
abroad aboard airport arrive arrived arriving attend attended bilateral brief briefly capital city
day days departed during flew fly flying hold held host hosted hosts journey journeyed journeys
leader leaders meet meeting meetings met office officially official person personally presidency
president president's presidential prime minister secretary state summit talks term tour toured
toured travel traveled travelled traveling travelling travels trip trips visit visited visiting
visits week weeks ever time tenure
"""
_NEVER_PLAIN = """
almost nearly virtually practically except excepting but former formerly once only alone no none
neither few hardly barely all every each would could might may should trade like versus without
suggest suggests suggested
"""
_EXTRA = frozenset((_VOTES + _TOPICS + _MEMBERSHIP + _VISITS).split())

_FRONTED_ALTERING = """
if unless whether myth myths untrue false falsehood fake rumour rumours rumor rumors lie lies hoax
wrong wrongly mistaken committee subcommittee contrary imagine suppose supposing hypothetically
mock simulated fictional provided novel model scenario film game story dream joke jokes joked joking
jested quipped pretend pretends pretended
"""
FRONTED_ALTERING = frozenset(_FRONTED_ALTERING.split())
"""Words that, even in an opening phrase or an aside, make another statement of the sentence."""

_ALTERING = """
almost nearly virtually practically hardly barely scarcely except excepting excluding instead only
solely alone amendment amendments paragraph paragraphs clause section preamble motion procedural
adjourn adjournment committee committees subcommittee speech debate rehearsal version separate
separately initially originally provisionally nominally supposedly allegedly denied denies
disputes disputed incorrect not never nobody nothing none neither nor would could might
half part partially partly de but informally unofficially symbolically
"""
FACT_ALTERING = FRONTED_ALTERING | frozenset(_ALTERING.split())
"""Words that turn even a vote, membership or journey that is borne out into another statement."""

FACT_PLAIN = (PLAIN["en"] | _EXTRA) - frozenset(_NEVER_PLAIN.split()) - FACT_ALTERING
"""The plain words of such sentences, lower case."""
