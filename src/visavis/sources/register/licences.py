"""Licences that several publishers use."""

from visavis.model.origins import License

__all__ = ["CC0", "CC_BY", "US_GOVERNMENT"]

CC_BY = License(
    "CC-BY-4.0", "Creative Commons Attribution 4.0",
    "https://creativecommons.org/licenses/by/4.0/", may_redistribute=True,
)  # fmt: skip
CC0 = License(
    "CC0-1.0", "Creative Commons Zero 1.0 (public domain)",
    "https://creativecommons.org/publicdomain/zero/1.0/", may_redistribute=True,
)  # fmt: skip
US_GOVERNMENT = License(
    "US-Public-Domain", "work of the United States government, in the public domain",
    "https://www.usa.gov/government-copyright", may_redistribute=True,
)  # fmt: skip
