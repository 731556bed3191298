"""What `check` refuses, each in one sentence."""

import pytest

import visavis as vv
from visavis.errors import UsageError


@pytest.mark.parametrize(
    ("source", "fields", "named"),
    [
        (None, {}, "text: found None"), (5, {}, "text: found 5"), ([], {}, "text: found []"),
        (b"x", {}, "text: found b'x'"), ("A text.", {"as_of": "x"}, "as_of: found 'x'"),
        ("A text.", {"as_of": 5}, "as_of: found 5"),
        ("A text.", {"db": "/nope"}, "db /nope: found no such folder"),
    ],
)  # fmt: skip
def test_what_is_no_text_day_or_folder_is_refused(source, fields, named):
    with pytest.raises(UsageError) as refused:
        vv.check(source, **fields)

    assert str(refused.value).startswith(named)
