"""One card as HTML: the answer first, the working in a fold that needs no script."""

from collections.abc import Iterator

from visavis.briefs.cards import Card
from visavis.briefs.evidence import Evidence
from visavis.briefs.safe import markup, unbroken
from visavis.briefs.tables import Table
from visavis.model.verdicts import Verdict

__all__ = ["card_html", "table_html", "tone"]

_TONES = {
    Verdict.SUPPORTED: "good", Verdict.ROUNDING: "good", Verdict.TARGET_MET: "good",
    Verdict.SUPPORTED_BY_ONE_BOOK: "fair", Verdict.CLOSE: "fair",
    Verdict.DEPENDS_ON_DEFINITION: "fair", Verdict.DEPENDS_ON_WINDOW: "fair",
    Verdict.TARGET_MISSED: "fair", Verdict.CONTRADICTED: "bad", Verdict.INCONSISTENT: "bad",
}  # fmt: skip


_FOLD = "Figures, sources, working"
_FACE_ROWS = 6
"""Longer tables go into the fold."""


def tone(verdict: Verdict) -> str:
    """The class of a verdict: `good`, `fair`, `bad` or `open`; each has its own underline."""
    return _TONES.get(verdict, "open")


def card_html(card: Card, prefix: str = "") -> str:
    """The card as an article whose heading leads back to the words."""
    anchor = f"{prefix}card-{card.number}"
    return "\n".join(
        [
            f'<article class="card {tone(card.verdict)}" id="{anchor}" '
            f'aria-labelledby="{anchor}-title">',
            f'<h3 id="{anchor}-title">'
            f'<span class="badge"><span aria-hidden="true">{card.sign.symbol}</span> '
            f"{card.sign.words}</span> "
            f'<a href="#{prefix}claim-{card.number}">{card.number}. '
            f"“<bdi>{markup(card.quote)}</bdi>”</a></h3>",
            *_face(card),
            f"<details><summary>{_FOLD}</summary>",
            *_working(card),
            "</details>",
            "</article>",
        ]
    )


def _face(card: Card) -> Iterator[str]:
    yield f'<p class="said"><bdi>{markup(card.understood)}</bdi></p>'
    if not card.asserted:
        yield '<p class="said">Not the author\'s own assertion: it does not fail the text.</p>'
    yield f"<p>{_words(card.sentence)}</p>"
    for finding in card.findings:
        yield f"<p>{_words(finding)}</p>"
    if card.diagnosis:
        yield f"<p>The figure in the text {_words(card.diagnosis)}.</p>"
    if card.suggestion:
        label = '<span class="label">Could read</span>'
        yield f'<p class="instead">{label} {_words(card.suggestion)}</p>'
    for remark in card.remarks:
        yield f"<p>{_words(remark)}</p>"
    for need in card.needs:
        shown = f"<code>{markup(need)}</code>" if need.startswith("visavis ") else markup(need)
        yield f'<p><span class="label">Would settle it</span> {shown}</p>'
    for tally in card.tallies:
        yield f'<p><span class="label">The whole Assembly on</span> {_words(tally)}</p>'
    yield from (table_html(table) for table in card.tables if len(table.rows) <= _FACE_ROWS)
    for line in (*card.brief, *card.brief_sources):
        yield f'<p class="paper">{_words(line)}</p>'


def _working(card: Card) -> Iterator[str]:
    yield from (table_html(table) for table in card.tables if len(table.rows) > _FACE_ROWS)
    yield "<dl>"
    for each in card.evidence:
        yield from _evidence(each)
    yield from _entries("The words admit", [card.interval])
    yield from _entries("Source", card.sources)
    yield from _entries("Nearest reading", [card.nearest])
    yield from _entries("Also tried", card.others)
    rule = f", decided by rule {markup(card.rule)}" if card.rule else ""
    yield f"<dt>Claim</dt><dd>line {card.line}, id <code>{markup(card.id)}</code>{rule}</dd>"
    yield "</dl>"


def _evidence(each: Evidence) -> Iterator[str]:
    yield from _entries("Figure", ["; ".join([each.value, *each.facts])])
    yield from _entries("Worked out", [each.working])
    yield from _entries("Coverage", [each.coverage])


def _entries(label: str, texts: list[str] | tuple[str, ...]) -> Iterator[str]:
    known = [text for text in texts if text]
    if known:
        yield f"<dt>{label}</dt>" + "".join(f"<dd>{_words(text)}</dd>" for text in known)


def _words(sentence: str) -> str:
    return markup(unbroken(sentence))


def table_html(table: Table) -> str:
    """The table with its title as caption, every cell escaped."""
    head = "".join(f'<th scope="col">{markup(cell)}</th>' for cell in table.header)
    body = "".join(
        "<tr>" + "".join(f"<td>{markup(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return (
        f"<table><caption>{markup(table.title)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
