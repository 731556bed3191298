"""How long texts take that were made to be slow, as ratios to plain prose of the same length.

Prints seconds for 20,000 characters of each kind, and the ratio to prose; with a number as
argument, for that many characters. Run from the repository root: `python benchmarks/hostile.py`.
"""

import sys
import time

PROSE = "China accounted for 14.6% of Russia's exports in 2020. Trade with India grew by 5.2%. "
NAMES = "Russia, China, Vietnam, Laos, India, Germany, Kenya, the United States, ASEAN, Brunei, "
PIECES = {
    "digits": "1", "digits and commas": "1,", "numbers and points": "1.2.3.4,5,6.7 ",
    "per cents": "5% ", "thin spaces": "1\u2009", "spaces": " ", "no-break spaces": "\u00a0",
    "years": "2020 ", "days": "12 October 2021, ", "spans": "from 2010 to 2020 ",
    "capitals": "A", "small letters": "a", "words": "Aa ", "Roman numbers": "IIII",
    "names": NAMES, "names joined": "Russia-China-", "owners": "Russia's ",
    "claims joined": PROSE.replace(". ", " and "), "shares": "14.6% of its exports, ",
    "steps down": "of ", "pronouns": "its exports and its imports ", "words of number": "twenty-",
    "hundreds": "one hundred and ", "ordinals": "first second third ", "halves": "a half ",
    "votes": "voted against and ", "resolutions": "68/262/", "members": "member of ",
    "sayings": "said that ", "links": "[](", "hashes": "#", "stars": "*", "brackets": "(",
    "square brackets": "[", "pipes": "|", "quotes": '"', "dashes": "-", "full stops": ".",
    "commas": ",", "semicolons": ";", "dollars": "$", "billions": "billion ", "at signs": "a@",
    "underscores": "_", "points and letters": "a.", "line breaks": "a\n", "paragraphs": "a\n\n",
    "bullets": "- 5%\n", "table rows": "|1|2|\n", "notes": "[^1] ", "tags": "<p>",
    "less thans": "<",
    "Russian": "Россия ", "Chinese": "中国", "marks": "e\u0301", "capital sentences": "Aa. ",
    "questions": "Who? ", "front matter": "---\n", "colons": "a: ", "addresses": "www.a ",
}  # fmt: skip


def seconds(text: str) -> float:
    """Seconds of one check of `text` and of its three forms of output."""
    import visavis

    start = time.perf_counter()
    report = visavis.check(text)
    for form in (visavis.to_text, visavis.to_html, visavis.to_json):
        form(report)
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    chosen = sys.argv[2:] or list(PIECES)
    seconds(PROSE)
    plain = seconds((PROSE * length)[:length])
    print(f"{'kind':<22}{'seconds':>9}{'to prose':>10}")
    print(f"{'prose':<22}{plain:>9.2f}{1:>10.2f}")
    for kind in chosen:
        taken = seconds("Trade:\n\n" + (PIECES[kind] * length)[:length])
        print(f"{kind:<22}{taken:>9.2f}{taken / plain:>10.2f}", flush=True)


if __name__ == "__main__":
    main()
