"""The HTML page: the document itself, its claims marked, the cards beside it.

Self-contained: one file, no script, no request; the policy in its head forbids both. Whatever the
page did not write itself passes through `safe`.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import PurePath

from visavis.briefs.card_html import card_html, tone
from visavis.briefs.cards import Card, cards
from visavis.briefs.citations import source_lines
from visavis.briefs.marking import Block, Run, blocks
from visavis.briefs.safe import attribute, markup
from visavis.briefs.summary import summary_line
from visavis.briefs.verdicts import SIGNS
from visavis.errors import VisavisError
from visavis.model.verdicts import Report

__all__ = ["pages_html", "to_html"]

_ORDER = ("bad", "fair", "good", "open")
"""Which tone wins where claims overlap: what needs a look first."""
_PER_CARD = 300
"""Characters of a paragraph that are about as high as one card: more cards go below the text."""


def to_html(report: Report) -> str:
    """The page of one report."""
    return pages_html([report])


def pages_html(outcomes: Sequence[Report | VisavisError]) -> str:
    """One page with a section per document; an unreadable one is a section with its sentence."""
    reports = [outcome for outcome in outcomes if isinstance(outcome, Report)]
    title = _title(reports[0]) if len(outcomes) == 1 and reports else "Claims checked"
    language = reports[0].document.language if reports else "en"
    many = len(outcomes) > 1
    sections = [
        _section(outcome, f"d{place}-" if many else "") for place, outcome in enumerate(outcomes, 1)
    ]
    total = f'<p class="report"><strong>{markup(summary_line(reports))}</strong></p>'
    return "\n".join(
        [
            *_head(title, language),
            '<a class="skip" href="#text">To the text</a>',
            *([f"<h1>{markup(title)}</h1>", total] if many else []),
            '<main id="text">',
            *sections,
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _head(title: str, language: str) -> Iterator[str]:
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield "<!DOCTYPE html>"
    yield f'<html lang="{attribute(language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{markup(title)}: claims checked</title>"
    yield f"<style>{_style()}</style>"
    yield "</head>"
    yield "<body>"


@cache
def _style() -> str:
    return files("visavis.briefs").joinpath("page.css").read_text(encoding="utf-8")


def _title(report: Report) -> str:
    return report.document.title or PurePath(report.document.name).name


def _section(outcome: Report | VisavisError, prefix: str) -> str:
    if isinstance(outcome, VisavisError):
        return f"<section><h1>Not read</h1><p>{markup(str(outcome))}</p></section>"
    drawn = cards(outcome)
    spans = [(checked.claim.start, checked.claim.end) for checked in outcome.claims]
    rows = [_row(block, drawn, prefix) for block in blocks(outcome.document, spans)]
    return "\n".join(
        [
            f'<section aria-labelledby="{prefix}title">',
            *_header(outcome, drawn, prefix),
            *rows,
            *_footer(outcome),
            "</section>",
        ]
    )


def _header(report: Report, drawn: Sequence[Card], prefix: str) -> Iterator[str]:
    document = report.document
    yield "<header>"
    yield f'<h1 id="{prefix}title">{markup(_title(report))}</h1>'
    name = PurePath(document.name).name
    facts = [name] if name != _title(report) else []
    facts += [f"dated {document.date}"] if document.date else []
    facts += [f"as the data stood on {report.as_of}"] if report.as_of else []
    if facts:
        yield f'<p class="report">{markup(", ".join(facts))}</p>'
    yield f'<p class="report"><strong>{markup(summary_line([report]))}</strong></p>'
    counts = Counter(card.verdict for card in drawn)
    if counts:
        items = [
            f'<li class="{tone(verdict)}">{sign.symbol} {counts[verdict]} {sign.words}</li>'
            for verdict, sign in SIGNS.items()
            if counts[verdict]
        ]
        yield f'<ul class="verdicts" aria-label="Verdicts">{"".join(items)}</ul>'
        listed = "".join(
            f'<li><a href="#{prefix}card-{card.number}">“<bdi>{markup(card.quote)}</bdi>”</a> '
            f"{card.sign.symbol} {card.sign.words}</li>"
            for card in drawn
        )
        yield f'<details class="all"><summary>All claims</summary><ol>{listed}</ol></details>'
    yield "</header>"


def _row(block: Block, drawn: Sequence[Card], prefix: str) -> str:
    tag = {"heading": "h2", "quote": "blockquote"}.get(block.kind, "p")
    text = "".join(_run(run, drawn, prefix) for run in block.runs).strip("\n")
    if block.kind == "heading":
        text = text.lstrip("# ")
    inside = [drawn[number - 1] for number in block.claims]
    shown = f'<{tag} class="text {block.kind}">{text}</{tag}>'
    if not inside:
        return f'<div class="row bare">{shown}</div>'
    drawn_cards = "\n".join(card_html(card, prefix) for card in inside)
    written = sum(len(run.text) for run in block.runs)
    place = "beside" if len(inside) == 1 or len(inside) * _PER_CARD <= written else "below"
    return f'<div class="row {place}">{shown}\n<div class="cards">{drawn_cards}</div></div>'


def _run(run: Run, drawn: Sequence[Card], prefix: str) -> str:
    if not run.covering:
        return markup(run.text)
    tones = {tone(drawn[number - 1].verdict) for number in run.covering}
    worst = next(each for each in _ORDER if each in tones)
    anchors = "".join(
        f'<span class="anchor" id="{prefix}claim-{number}"></span>' for number in run.starting
    )
    links = "".join(_reference(drawn[number - 1], prefix) for number in run.ending)
    return f'{anchors}<mark class="{worst}">{markup(run.text)}</mark>{links}'


def _reference(card: Card, prefix: str) -> str:
    label = f"Claim {card.number}, {card.sign.words}"
    return (
        f'<a class="ref {tone(card.verdict)}" href="#{prefix}card-{card.number}" '
        f'aria-label="{label}">{card.number}{card.sign.symbol}</a>'
    )


def _footer(report: Report) -> Iterator[str]:
    yield "<footer>"
    if report.data:
        yield "<h2>Data used</h2><ul>"
        yield from (f"<li>{markup(line)}</li>" for line in source_lines(report.data))
        yield "</ul>"
    yield (
        "<p>Checked by visavis against the releases above. A claim that cannot be checked is "
        "neither right nor wrong. Text sha256 "
        f"<code>{markup(report.document.text_sha256)}</code></p>"
    )
    yield "</footer>"
