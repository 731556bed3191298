"""Namesakes of leaders: "Michelle Obama" and "Senator Clinton" travel for no state.

The trap is the first word of a sentence, which has a capital too: "When Obama visited" means him.
"""

from visavis.reading.facts_scene import Scene
from visavis.reading.patterns import lazy
from visavis.reading.plain_words import PLAIN

__all__ = ["is_namesake"]

_WORD_BEFORE = lazy(r"(?:^|[\s(])([A-Z][\w'\u2019-]*)\.?\s+$")
_WORDS = """
president prime minister premier chancellor secretary state mr mrs ms king queen us and but or if
yes no not both neither had has did does
"""
_NO_FIRST_NAMES = frozenset(_WORDS.split()) | PLAIN["en"]
"""Offices, and words that may open a sentence."""


def is_namesake(scene: Scene, start: int) -> bool:
    """Whether another first name or office stands before the surname that begins at `start`."""
    found = _WORD_BEFORE.search(scene.text, 0, start)
    if found is None:
        return False
    word = found[1].lower()
    if any(m.start - scene.base <= found.start(1) < m.end - scene.base for m in scene.mentions):
        return False
    return word not in _NO_FIRST_NAMES
