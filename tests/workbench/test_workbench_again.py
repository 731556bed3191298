"""Each line of a receipt can be asked again: a figure's own query gives the same figure."""

import pytest

from visavis.model.queries import Query
from visavis.store import Store, starter_folder
from visavis.workbench import Workbench


@pytest.fixture(scope="module")
def bench() -> Workbench:
    return Workbench(Store((starter_folder(),)))


@pytest.mark.parametrize(
    "asked",
    [
        "exports RUS CHN 2020 form=share",
        "exports RUS CHN 2020 form=share denominator=gdp",
        "trade_turnover IND CHN 2021 form=share",
        "imports DEU USA 2020 form=share",
        "oil_imports IND RUS 2023 form=share",
        "exports RUS CHN 2021 form=growth baseline=2020",
        "exports RUS EU 2020 form=share",
        "vote_agreement RUS VNM 2019",
        "trade_turnover IND CHN 2021 form=change_pp baseline=2019",
    ],
)
def test_a_figure_asked_again_by_its_own_query_says_the_same(bench: Workbench, asked: str):
    query = Query.parse(asked)
    first = bench.figure(query)
    others = [bench.figure(each) for each in bench.editions(query)]

    assert first.value is not None or first.lower_bound is not None
    for figure in (first, *others):
        again = bench.figure(Query.parse(str(figure.query)))
        assert (again.value, again.vintages) == (figure.value, figure.vintages), str(figure.query)


def test_a_total_beside_a_named_release_is_not_another_release_of_the_same_source(bench: Workbench):
    named = Query.parse("exports RUS CHN 2020 form=share vintage=V202601")

    figure = bench.figure(named)

    assert figure.query.source == "baci"
    assert dict(figure.vintages)["baci"] == "V202601"
    assert len(figure.vintages) == 2
