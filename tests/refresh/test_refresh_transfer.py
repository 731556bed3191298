"""One file from a server with faults: resumed, checked, or not kept and the cause named."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publisher import Answer, Publisher, http_date, publisher

from visavis.errors import FetchError, StoreError, UsageError
from visavis.refresh.manners import Manners, retry_after
from visavis.refresh.transfer import Received, Server
from visavis.sources.getting import Getting, Kind, Request

QUICK = Manners(pause=0.0, first_wait=0.001, longest_wait=3.0, timeout=5.0)
GETTING = Getting(
    module="none", brings="a file", key_variable="A_KEY", key_page="https://keys.example"
)
TABLE = b"a,b\n" + b"".join(b"%d,%d\n" % (n, n * n) for n in range(2000))


@pytest.fixture
def server():
    with publisher() as found:
        yield found


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("table.csv", TABLE)
    return packed.getvalue()


def request(name: str, kind: Kind = "csv", **more) -> Request:
    return Request(url=f"https://publisher.example/{name}", file=name, kind=kind, **more)


def fetch(
    server: Publisher, folder: Path, wanted: Request, manners: Manners = QUICK, **how
) -> Received:
    with Server.opened(GETTING, server.url, manners, **how) as at:
        return at.fetch(wanted, folder / wanted.file)


def refused(server: Publisher, folder: Path, wanted: Request) -> str:
    """The sentence; nothing of the file may be left under its name."""
    with pytest.raises(FetchError) as caught:
        fetch(server, folder, wanted)
    assert not (folder / wanted.file).exists()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file_arrives_unchanged_with_its_hash(server: Publisher, tmp_path: Path) -> None:
    server.routes["/t.csv"] = [Answer(TABLE, "text/csv")]

    got = fetch(server, tmp_path, request("t.csv"))

    assert (tmp_path / "t.csv").read_bytes() == TABLE
    assert got == Received(hashlib.sha256(TABLE).hexdigest(), len(TABLE), '"one"')
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
    assert server.asked[0].headers["user-agent"].startswith("visavis/")


def test_a_cut_file_is_continued_where_it_stopped(server: Publisher, tmp_path: Path) -> None:
    server.routes["/t.csv"] = [
        Answer(TABLE, cut_after=5000),
        Answer(TABLE, cut_after=3000),
        Answer(TABLE),
    ]

    got = fetch(server, tmp_path, request("t.csv"))

    assert (tmp_path / "t.csv").read_bytes() == TABLE
    assert got.bytes == len(TABLE)
    ranges = [each.headers.get("range") for each in server.asked]
    assert ranges == [None, "bytes=5000-", "bytes=8000-"]
    assert server.asked[1].headers["if-range"] == '"one"'


def test_a_file_that_changed_in_between_is_begun_again(server: Publisher, tmp_path: Path) -> None:
    newer = b"a,b\n" + b"9,9\n" * 4000
    server.routes["/t.csv"] = [Answer(TABLE, cut_after=5000), Answer(newer, etag='"two"')]

    fetch(server, tmp_path, request("t.csv"))

    assert (tmp_path / "t.csv").read_bytes() == newer


def test_a_server_that_does_not_vouch_for_its_file_is_asked_for_all_of_it(
    server: Publisher, tmp_path: Path
) -> None:
    for weak in ("", 'W/"one"'):
        server.routes["/t.csv"] = [Answer(TABLE, cut_after=5000, etag=weak), Answer(TABLE)]
        fetch(server, tmp_path, request("t.csv"))

    assert all("range" not in each.headers for each in server.asked)
    assert (tmp_path / "t.csv").read_bytes() == TABLE


def test_a_server_without_ranges_sends_all_of_it_again(server: Publisher, tmp_path: Path) -> None:
    server.routes["/t.csv"] = [Answer(TABLE, cut_after=5000), Answer(TABLE, ranges=False)]

    fetch(server, tmp_path, request("t.csv"))

    assert (tmp_path / "t.csv").read_bytes() == TABLE


def test_a_cut_in_a_chunked_answer_is_noticed(server: Publisher, tmp_path: Path) -> None:
    server.routes["/t.csv"] = [
        Answer(TABLE, chunked=True, cut_after=4000), Answer(TABLE, chunked=True)
    ]  # fmt: skip

    fetch(server, tmp_path, request("t.csv"))

    assert (tmp_path / "t.csv").read_bytes() == TABLE


def test_a_length_that_is_never_reached_is_a_cut(server: Publisher, tmp_path: Path) -> None:
    server.routes["/t.csv"] = [Answer(TABLE, length=len(TABLE) + 100, etag="")]

    words = refused(server, tmp_path, request("t.csv"))

    assert "a connection that was cut in 5 attempts" in words
    assert "the same command goes on from there" in words


def test_a_table_without_announced_length_is_refused(server: Publisher, tmp_path: Path) -> None:
    server.routes["/t.csv"] = [Answer(TABLE, length=-1)]

    assert "no length announced for t.csv" in refused(server, tmp_path, request("t.csv"))


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_trouble_is_waited_out(server: Publisher, tmp_path: Path, status: int) -> None:
    trouble = Answer(b"busy", "text/plain", status)
    server.routes["/t.csv"] = [trouble, trouble, Answer(TABLE)]

    fetch(server, tmp_path, request("t.csv"))

    assert (tmp_path / "t.csv").read_bytes() == TABLE
    assert len(server.asked) == 3


def test_the_wait_that_a_server_asks_for_is_kept(server: Publisher, tmp_path: Path) -> None:
    busy = Answer(b"", "text/plain", 429, {"Retry-After": "1"})
    server.routes["/t.csv"] = [busy, Answer(TABLE)]

    fetch(server, tmp_path, request("t.csv"))

    assert server.asked[1].at - server.asked[0].at >= 1


def test_a_wait_too_long_ends_with_the_quota_the_time_and_the_key(
    server: Publisher, tmp_path: Path
) -> None:
    server.routes["/t.csv"] = [Answer(b"", "text/plain", 429, {"Retry-After": "3600"})]

    words = refused(server, tmp_path, request("t.csv"))

    assert "the quota is used up" in words
    assert "in 60 minutes" in words
    assert "A_KEY" in words
    assert len(server.asked) == 1


def test_a_quota_that_stays_used_up_is_named_after_a_few_attempts(
    server: Publisher, tmp_path: Path
) -> None:
    server.routes["/t.csv"] = [Answer(b"", "text/plain", 429)]

    assert "status 429, the quota is used up" in refused(server, tmp_path, request("t.csv"))
    assert len(server.asked) == QUICK.attempts


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(b'{"message": "Access denied due to invalid key."}', "application/json", 401),
         r"status 401 \(Access denied due to invalid key\); expected a valid key in A_KEY"),
        (Answer(b"", "text/plain", 403), r"status 403; expected a valid key in A_KEY, from https"),
        (Answer(b'{"message": "Out of call volume quota."}', "application/json", 403),
         r"the quota is used up \(Out of call volume quota\)"),
        (Answer(b"<html>gone", "text/html", 404), r"status 404 .*moved or closed"),
        (Answer(b"", "text/plain", 410), r"status 410 .*`visavis data add`"),
        (Answer(b'{"title": "One or more validation errors"}', "application/json", 400),
         r"status 400 \(One or more validation errors\)"),
        (Answer(b"<!DOCTYPE html><title>Log in", "text/html; charset=utf-8"),
         r"found a web page for t.csv; expected a table as .csv at https://publisher"),
        (Answer(b"\n <!DOCTYPE html><title>Log in", "text/csv"), "found a web page for t.csv"),
        (Answer(b'{"error": "no such table"}', "application/json"), "found a message in JSON"),
        (Answer(b'{"error": "no such table"}', "text/csv"), "a message in place of rows"),
        (Answer(b"", "text/csv"), "an empty file for t.csv"),
        (Answer(b"   \n", "text/csv"), "an empty file for t.csv"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_at_once_with_its_cause(
    server: Publisher, tmp_path: Path, answer: Answer, words: str
) -> None:
    import re

    server.routes["/t.csv"] = [answer]

    assert re.search(words, refused(server, tmp_path, request("t.csv")))
    assert len(server.asked) == 1


def test_a_changed_header_names_the_columns_that_came_and_went(
    server: Publisher, tmp_path: Path
) -> None:
    server.routes["/t.csv"] = [Answer(TABLE.replace(b"a,b", b"a,c", 1), "text/csv")]

    words = refused(server, tmp_path, request("t.csv", first_lines=("a,b", "x,y,z")))

    assert "unknown columns c and no column b in t.csv" in words


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("zip", archive()[:-30], "an archive that is cut short"),
        ("zip", TABLE, "a file that is not packed"),
        ("xlsx", b"<html></html>", "a web page"),
        ("json", b'{"a": [1, 2', "JSON that is cut short"),
        ("json", b"a,b\n1,2\n", "a file that is not JSON"),
        ("xml", b"<a><b></b", "XML that is cut short"),
        ("xml", b"a,b\n1,2\n", "a file that is not XML"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_name(
    server: Publisher, tmp_path: Path, kind: Kind, body: bytes, words: str
) -> None:
    server.routes["/t"] = [Answer(body)]

    assert words in refused(server, tmp_path, request("t", kind))


def test_the_key_goes_to_the_publisher_and_not_where_it_redirects(
    server: Publisher, tmp_path: Path
) -> None:
    with publisher() as elsewhere:
        away = Answer(status=302, headers={"Location": f"{elsewhere.url}/t.csv"})
        server.routes["/t.csv"] = [away]
        elsewhere.routes["/t.csv"] = [Answer(TABLE)]
        words = refused(server, tmp_path, request("t.csv", headers=(("Key", "secret"),)))

        assert "a redirect to http://127.0.0.1" in words
        assert server.asked[0].headers["key"] == "secret"
        assert elsewhere.asked == []


def test_a_redirect_within_the_mirror_is_followed(server: Publisher, tmp_path: Path) -> None:
    server.routes["/t.csv"] = [Answer(status=301, headers={"Location": "/moved"})]
    server.routes["/moved"] = [Answer(status=302, headers={"Location": f"{server.url}/there"})]
    server.routes["/there"] = [Answer(TABLE)]

    fetch(server, tmp_path, request("t.csv"))

    assert (tmp_path / "t.csv").read_bytes() == TABLE


def test_redirects_without_end_are_left(server: Publisher, tmp_path: Path) -> None:
    server.routes["/t.csv"] = [Answer(status=302, headers={"Location": "/t.csv"})]

    assert "more than 5 redirects" in refused(server, tmp_path, request("t.csv"))


def test_a_key_that_a_server_repeats_is_not_printed(server: Publisher, tmp_path: Path) -> None:
    server.routes["/t.csv"] = [Answer(b'{"message": "key s3cret is bad"}', "text/json", 401)]

    words = refused(server, tmp_path, request("t.csv", headers=(("Key", "s3cret"),)))

    assert "s3cret" not in words


def test_no_network_says_so_with_the_next_step(tmp_path: Path) -> None:
    with publisher() as gone:
        pass

    words = refused(gone, tmp_path, request("t.csv"))

    assert "no connection" in words
    assert "--mirror" in words


def test_a_mirror_that_is_no_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--mirror"), Server.opened(GETTING, "mirror.example"):
        pass


def test_a_mirror_may_lie_under_a_path_of_its_own(server: Publisher, tmp_path: Path) -> None:
    server.routes["/copies/t.csv"] = [Answer(TABLE)]
    with Server.opened(GETTING, f"{server.url}/copies/", QUICK) as at:
        at.fetch(request("t.csv"), tmp_path / "t.csv")

    assert (tmp_path / "t.csv").read_bytes() == TABLE


def test_a_proxy_of_the_environment_is_asked(
    server: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name of the mirror exists nowhere: only the proxy can answer for it."""
    monkeypatch.setenv("HTTP_PROXY", server.url)
    server.routes["/t.csv"] = [Answer(TABLE)]
    with Server.opened(GETTING, "http://newsroom.invalid", QUICK) as at:
        at.fetch(request("t.csv"), tmp_path / "t.csv")

    assert server.asked[0].headers["host"] == "newsroom.invalid"


def test_a_folder_that_cannot_be_written_is_named(server: Publisher, tmp_path: Path) -> None:
    server.routes["/t.csv"] = [Answer(TABLE)]
    (tmp_path / "t.csv.part").mkdir()

    with pytest.raises(StoreError, match=r"t\.csv\.part"):
        fetch(server, tmp_path, request("t.csv"))


def test_requests_to_one_host_are_kept_apart(server: Publisher, tmp_path: Path) -> None:
    server.routes["/a"] = server.routes["/b"] = [Answer(TABLE)]
    manners = Manners(pause=0.2)
    with Server.opened(GETTING, server.url, manners) as at:
        at.fetch(request("a"), tmp_path / "a")
        at.fetch(request("b"), tmp_path / "b")

    assert server.asked[1].at - server.asked[0].at >= 0.15


def test_progress_is_told_with_the_whole_length(server: Publisher, tmp_path: Path) -> None:
    server.routes["/t.csv"] = [Answer(TABLE)]
    told: list[tuple[str, int, int | None]] = []

    fetch(server, tmp_path, request("t.csv"), progress=lambda *words: told.append(words))

    assert told[-1] == ("t.csv", len(TABLE), len(TABLE))


@given(attempt=st.integers(1, 12), address=st.text(max_size=30))
def test_waits_grow_and_are_the_same_each_time(attempt: int, address: str) -> None:
    manners = Manners(first_wait=1.0, longest_wait=1e9)

    wait = manners.wait(address, attempt)

    assert wait == manners.wait(address, attempt)
    assert 0.5 * 2 ** (attempt - 1) <= wait <= 1.5 * 2 ** (attempt - 1)


def test_a_wait_is_read_as_seconds_or_as_a_date() -> None:
    assert retry_after("7") == 7
    assert 50 < (retry_after(http_date(60)) or 0) <= 60
    assert retry_after(http_date(-60)) == 0
    assert retry_after("soon") is None
    assert retry_after("") is None


@settings(max_examples=15)
@given(cuts=st.lists(st.integers(0, len(TABLE)), max_size=4))
def test_any_cuts_give_the_same_file(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("cuts")
    with publisher() as at:
        at.routes["/t.csv"] = [*(Answer(TABLE, cut_after=cut) for cut in cuts), Answer(TABLE)]
        fetch(at, folder, request("t.csv"))

    assert (folder / "t.csv").read_bytes() == TABLE


def test_a_name_that_nobody_knows_is_tried_twice_only(tmp_path: Path) -> None:
    with (
        Server.opened(GETTING, "http://no-such-host.invalid", QUICK) as at,
        pytest.raises(FetchError, match="in 2 attempts"),
    ):
        at.fetch(request("a.csv"), tmp_path / "a.csv")
