"""What others wrote, made harmless: invisible characters shown, HTML escaped.

The trap is characters that are neither letters nor markup: an override (U+202E) makes a terminal
or a browser show other words than the file holds, and an escape character steers a terminal.
"""

import html
import re

__all__ = ["attribute", "markup", "one_line", "shown", "unbroken"]

_BEFORE_UNIT = re.compile(r"(?<=\d) (?=%|trillion|billion|million|percentage|times)")

_INVISIBLE = frozenset(
    [
        *range(0x09), 0x0B, 0x0C, 0x0D, *range(0x0E, 0x20), *range(0x7F, 0xA0),
        0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070),
        *range(0xD800, 0xE000), 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080),
    ]
) - {0x200C, 0x200D}  # fmt: skip
"""Controls, direction marks, zero-width characters, tags; joiners are letters' business."""
_HIDDEN = re.compile(f"[{''.join(map(chr, sorted(_INVISIBLE)))}]")


def shown(text: str) -> str:
    """`text` with each invisible character as `<U+202E>`; tabs and newlines stay."""
    return _HIDDEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def one_line(text: str) -> str:
    """The same with all white space as single blanks, for a terminal's line."""
    return shown(" ".join(text.split()))


def markup(text: str) -> str:
    """`text` as HTML content: escaped, each invisible character as a marked code."""
    escaped = html.escape(text)
    return _HIDDEN.sub(lambda match: f'<span class="ctl">U+{ord(match[0]):04X}</span>', escaped)


def unbroken(text: str) -> str:
    """`text` with no line break between a number and its unit."""
    return _BEFORE_UNIT.sub("\u00a0", text)


def attribute(text: str) -> str:
    """`text` as the value of an HTML attribute in double quotes."""
    return html.escape(shown(text), quote=True)
