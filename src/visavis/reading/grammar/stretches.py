"""The stretch of a sentence that belongs to one number, and the dates in it."""

from visavis.reading.grammar import words_plain
from visavis.reading.grammar.items import Item
from visavis.reading.grammar.scan import Draft, Scan

__all__ = ["CLOSERS", "closing_word", "own_dates"]

CLOSERS = frozenset(words_plain.CLOSERS.split())


def own_dates(scan: Scan, draft: Draft) -> list[int]:
    """Indices of the dates that follow the number before the next number or clause."""
    found: list[int] = []
    at = (draft.at if draft.since is None else draft.since) + 1
    while (item := scan.at(at)) is not None:
        if item.lower == "(" and (closing := _short_bracket(scan, at)):
            at = closing
        elif item.kind == "when":
            found.append(at)
        elif (item.kind == "qty" and _is_amount(item)) or _closes(scan, at, found):
            break
        at += 1
    if found and _opens_next(scan, found[-1], draft.at):
        found.pop()
    return found


def _short_bracket(scan: Scan, at: int) -> int:
    """Index of the bracket that closes the one at `at` where only a number stands in it, else 0."""
    inner, closing = scan.at(at + 1), scan.at(at + 2)
    tight = inner is not None and inner.kind == "qty" and closing is not None
    return at + 2 if tight and closing is not None and closing.lower == ")" else 0


def _is_amount(item: Item) -> bool:
    return item.quantity is not None and item.quantity.kind not in ("rank", "bare")


def _closes(scan: Scan, at: int, found: list[int]) -> bool:
    """Whether the item at `at` ends the number's own stretch."""
    item = scan.items[at]
    if item.has("relative"):
        return True
    if item.lower in (";", ".", "(", "—"):
        return item.lower != "(" or not _when_next(scan, at)
    if item.lower == ")":
        return True
    if item.lower == "," and not _when_next(scan, at):
        return True
    if item.lower == "," and _when_next(scan, at):
        return bool(found)
    if closing_word(scan, at):
        return True
    return item.has("sub", "rel") and item.kind == "word" and item.lower != "that"


def closing_word(scan: Scan, at: int) -> bool:
    """ "after the war broke out" closes a stretch, "after China," does not."""
    item = scan.items[at]
    if item.kind != "word" or item.lower not in CLOSERS:
        return False
    after, then = scan.at(at + 1), scan.at(at + 2)
    named = after is not None and after.kind == "actor"
    return not (named and (then is None or then.kind == "punct" or then.has("and")))


def _when_next(scan: Scan, at: int) -> bool:
    after = scan.at(at + 1)
    return after is not None and after.kind == "when"


def _opens_next(scan: Scan, at: int, number: int) -> bool:
    """Whether a date after a comma introduces the next statement: "$5bn, in 2021 $6bn"."""
    before, after = scan.at(at - 1), scan.at(at + 1)
    if before is None or before.lower not in (",", "and") or at - 1 <= number:
        return False
    return after is not None and (after.kind in ("qty", "noun", "actor") or after.has("det"))
