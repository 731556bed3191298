"""Patterns over any white space, and whole numbers in digits or words ("35", "thirty-five").

The trap is an ordinal or a fraction: "third" and "half" are no whole numbers and give None.
"""

import re

__all__ = ["digits_or_words", "spaced"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: number for number, word in enumerate(_ONES.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), start=2)
}


def spaced(pattern: str) -> re.Pattern[str]:
    """The pattern with every blank standing for any white space, upper and lower case alike."""
    return re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE)


def digits_or_words(text: str) -> int | None:
    """The whole number that `141`, `1,200`, `five` or `thirty-five` stands for, else None."""
    plain = text.lower().replace(",", "").strip()
    if plain.isdigit():
        return int(plain)
    tens, _, ones = plain.replace(" ", "-").partition("-")
    if tens not in _WORDS or (ones and ones not in _WORDS):
        return None
    return _WORDS[tens] + (_WORDS[ones] if ones else 0)
