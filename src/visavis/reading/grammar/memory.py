"""What is carried from sentence to sentence: the pair, the subject, the period last stated."""

from dataclasses import dataclass, field

__all__ = ["Memory", "Stated"]


@dataclass(frozen=True, slots=True)
class Stated:
    """A period that a claim stated, and of what."""

    period: str
    owner: str | None
    partner: str | None
    family: str
    sentence: int


@dataclass(slots=True)
class Memory:
    """The state of reading at the start of a sentence."""

    pair: tuple[str, str] | None = None
    """The two states last spoken of as a pair, within the paragraph or the one before."""
    subject: str | None = None
    """The grammatical subject of the sentence before."""
    actors: tuple[str, ...] = ()
    """The distinct states of the sentence before, in order."""
    stated: list[Stated] = field(default_factory=list)
    topic: str | None = None
    """The one state that the document's title or most of its names are about."""
    section_states: tuple[str, ...] = ()
    """The distinct states named since the last heading, its own included."""
    sentence: int = 0
    """Number of the sentence being read, headings not counted."""
    paragraph: int = -1
    section: int = 0
    date: str | None = None
    last: object | None = None
    """The last draft of a figure, or a flow spoken of without one, for "it" in what follows."""

    def enter(self, paragraph: int) -> None:
        """Starts a sentence of `paragraph`."""
        self.sentence += 1
        self.paragraph = paragraph

    def forget(self) -> None:
        """Ends a section: nothing is carried over a heading."""
        self.pair = self.subject = None
        self.actors = ()
        self.stated = []
        self.last = None
        self.section_states = ()
        self.section += 1
