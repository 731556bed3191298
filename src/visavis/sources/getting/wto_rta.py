"""The WTO's database of trade agreements: the list of all of them, in one workbook."""

from visavis.sources.getting import Asked, Request

__all__ = ["requests"]


def requests(asked: Asked) -> tuple[Request, ...]:
    """The export of the whole list, as the button of its page asks for it."""
    del asked
    url = "https://rtais.wto.org/UI/ExportAllRTAList.aspx"
    return (Request(url=url, file="AllRTAs.xlsx", kind="xlsx"),)
