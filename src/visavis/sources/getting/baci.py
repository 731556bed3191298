"""CEPII's BACI: the archive of one release, 2.4 GB, in the edition HS92 that reaches furthest back.

A release's address names it (January 2026), so a later one needs a later version of this module.
"""

from visavis.sources.getting import Asked, Request

__all__ = ["RELEASE", "requests"]

RELEASE = "202601"


def requests(asked: Asked) -> tuple[Request, ...]:
    """The whole archive; nothing smaller is published."""
    del asked
    name = f"BACI_HS92_V{RELEASE}.zip"
    url = f"https://www.cepii.fr/DATA_DOWNLOAD/baci/data/{name}"
    return (Request(url=url, file=name, kind="zip"),)
