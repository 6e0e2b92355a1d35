"""The frame in a real browser: headers, menu, sizes, languages, errors, and that nothing leaves the machine."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import ROOT, OpenBrowser, Visit, serving

# Records the size of every text that a data grid draws on its canvas.
RECORD_FONTS = """
window.fonts = [];
const fillText = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (...args) {
    window.fonts.push(parseFloat(this.font.match(/([\\d.]+)px/)[1]));
    return fillText.apply(this, args);
};
"""

# The contrast of an element's text with what lies behind it, as WCAG defines it.
CONTRAST = """element => {
    const parts = colour => {
        const canvas = document.createElement('canvas').getContext('2d');
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const behind = node => {
        if (!node) return [255, 255, 255];
        const [r, g, b, a] = parts(getComputedStyle(node).backgroundColor);
        if (a === 1) return [r, g, b];
        const below = behind(node.parentElement);
        return a ? [r, g, b].map((part, n) => part * a + below[n] * (1 - a)) : below;
    };
    const light = ([r, g, b]) => [r, g, b]
        .map(part => part / 255)
        .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n], 0);
    const inner = element.querySelector('p') || element;
    const [one, other] = [light(parts(getComputedStyle(inner).color)), light(behind(element))];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}"""


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with one person in it, so that Company draws a data grid."""
    folder: Path = tmp_path_factory.mktemp("staffed")
    database = f"sqlite:///{folder}/handslag.db"
    with serving(database, folder / "log") as address, pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", database)
        from sla_core.people import Role
        from tests.db.company import add_person

        add_person("Kari Nordmann", Role.ADMINISTRATOR)
        yield address


def ask(
    address: str, path: str, *, method: str = "GET", host: str | None = None
) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    body, headers = ("{}", {"Content-Type": "application/json"}) if method == "POST" else (None, {})
    connection.request(method, path, body, headers | ({"Host": host} if host else {}))
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def open_view(page: Page) -> None:
    page.get_by_test_id("stPopover").get_by_role("button").click()


def choose(window: Visit, label: str) -> None:
    window.page.get_by_test_id("stPopoverBody").get_by_text(label, exact=True).click()
    window.settled()


def root_size(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).fontSize"))


def test_pages_may_load_nothing_from_elsewhere_and_may_not_be_framed(server: str) -> None:
    status, headers, _ = ask(server, "/")
    policy = headers["content-security-policy"].split("; ")
    assert status == 200
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not any(
        "unsafe-eval" in rule or (rule.startswith("script-src") and "unsafe-inline" in rule)
        for rule in policy
    )
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


def test_a_foreign_host_name_is_refused(server: str) -> None:
    assert ask(server, "/", host="elsewhere.example")[0] == 400
    assert ask(server, "/_stcore/stream", host="elsewhere.example")[0] == 400


def test_no_program_can_act_through_the_agent_api(server: str) -> None:
    assert ask(server, "/_stcore/agent/interact", method="POST")[0] == 403


def test_healthz_tells_that_the_database_is_ready(server: str) -> None:
    status, headers, body = ask(server, "/healthz")
    told = json.loads(body)
    assert (status, headers["content-type"]) == (200, "application/json")
    assert (told["ok"], told["database"], told["schema"]) == (True, "reachable", "current")


def test_healthz_warns_when_the_database_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "handslag.db"
    file.touch()
    with serving(f"sqlite:///{file}", tmp_path / "log") as address:
        status, _, body = ask(address, "/healthz")
    assert status == 503
    assert json.loads(body)["ok"] is False
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_the_first_visitor_after_a_start_may_come_by_a_deep_link(tmp_path: Path, visit: OpenBrowser) -> None:
    with serving(f"sqlite:///{tmp_path}/handslag.db", tmp_path / "log") as address:
        page = visit(address).open("/company")
        expect(page).to_have_title("Company · Handslag")
        expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize(
    ("locale", "menu", "title"),
    [
        ("en-GB", ["Meeting", "Track", "Set up"], "Meeting · Handslag"),
        ("nb-NO", ["Møte", "Følg", "Oppsett"], "Møte · Handslag"),
    ],
)
def test_the_menu_speaks_the_browsers_language(
    server: str, visit: OpenBrowser, locale: str, menu: list[str], title: str
) -> None:
    page = visit(server, locale=locale).open()
    written = page.get_by_test_id("stTopNav").inner_text()
    assert [word for word in menu if word in written] == menu
    expect(page).to_have_title(title)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/follow-up", "/data", "/company", "/history"])
def test_no_page_asks_another_machine_or_breaks_the_policy(
    staffed: str, visit: OpenBrowser, path: str, dark: bool
) -> None:
    window = visit(staffed, dark=dark)
    window.open(path)
    assert window.outside == []
    assert window.complaints == []


@pytest.mark.parametrize(("size", "root"), [("desk", 16), ("room", 26), ("hall", 36)])
@pytest.mark.parametrize("path", ["/company", "/history"])
def test_nothing_is_cut_off_at_any_size(
    staffed: str, visit: OpenBrowser, path: str, size: str, root: int
) -> None:
    window = visit(staffed)
    page = window.open(f"{path}?size={size}")
    assert root_size(page) == f"{root}px"
    assert not window.is_cut_off()
    title, view = page.locator("h1").bounding_box(), page.get_by_test_id("stPopover").bounding_box()
    assert title is not None
    assert view is not None
    assert title["y"] < view["y"] + view["height"] / 2 < title["y"] + title["height"], (
        "the first row broke in two"
    )


def test_a_phone_shows_pages_without_scrolling_sideways(staffed: str, visit: OpenBrowser) -> None:
    for path in ("/company", "/history"):
        window = visit(staffed, width=390, height=844, locale="nb-NO")
        window.open(path)
        assert not window.is_cut_off()


def test_the_text_of_data_grids_has_the_chosen_size_at_once_and_after_every_change(
    staffed: str, visit: OpenBrowser
) -> None:
    window = visit(staffed)
    window.page.add_init_script(RECORD_FONTS)
    page = window.open("/company?size=room")
    assert drawn_sizes(page) == {26 * 0.875}
    for label, root in (("Hall", 36), ("Desk", 16), ("Room", 26)):
        open_view(page)
        choose(window, label)
        assert root_size(page) == f"{root}px"
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
        assert drawn_sizes(page) == {root * 0.875}


def drawn_sizes(page: Page) -> set[float]:
    """Make the grid draw anew by passing the pointer over it, and return the sizes of its texts."""
    grid = page.get_by_test_id("stDataFrame")
    expect(grid).to_be_visible()
    page.wait_for_timeout(400)
    page.evaluate("window.fonts = []")
    box = grid.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + box["height"] * 0.75)
    page.mouse.move(box["x"] + 80, box["y"] + box["height"] * 0.8)
    page.wait_for_timeout(400)
    return set(page.evaluate("window.fonts"))


def test_size_and_language_go_along_to_other_pages_and_back(server: str, visit: OpenBrowser) -> None:
    window = visit(server)
    page = window.open()
    open_view(page)
    choose(window, "Room")
    choose(window, "Norsk")
    assert dict(pair.split("=") for pair in urlsplit(page.url).query.split("&")) == {
        "size": "room",
        "lang": "nb",
    }
    page.keyboard.press("Escape")
    page.get_by_test_id("stTopNav").get_by_text("Oppsett").click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text="Historikk").click()
    window.settled()
    expect(page).to_have_title("Historikk · Handslag")
    assert urlsplit(page.url).path == "/history"
    assert {"size=room", "lang=nb"} <= set(urlsplit(page.url).query.split("&"))
    page.reload()
    window.settled()
    expect(page).to_have_title("Historikk · Handslag")
    assert root_size(page) == "26px"
    page.go_back()
    window.settled()
    expect(page).to_have_title("Møte · Handslag")
    assert root_size(page) == "26px"


def test_the_chosen_segment_follows_the_address(server: str, visit: OpenBrowser) -> None:
    window = visit(server)
    page = window.open("/?size=hall&lang=nb")
    open_view(page)
    expect(page.get_by_test_id("stPopoverBody").get_by_role("radio", checked=True)).to_have_text(
        ["Sal", "Norsk"]
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_chosen_segment_can_be_read(server: str, visit: OpenBrowser, dark: bool) -> None:
    page = visit(server, dark=dark).open("/?size=room")
    open_view(page)
    chosen = page.get_by_test_id("stPopoverBody").get_by_role("radio", checked=True)
    expect(chosen).to_have_count(2)
    for segment in chosen.all():
        assert segment.evaluate(CONTRAST) >= 4.5


def test_an_error_shows_a_sentence_and_no_trace(tmp_path: Path, visit: OpenBrowser) -> None:
    log = tmp_path / "log"
    script = "tests/browser/failing_app.py"
    with serving(f"sqlite:///{tmp_path}/x.db", log, script, PYTHONPATH=str(ROOT)) as address:
        window = visit(address)
        for where in ("callback", "fragment", "page"):
            page = window.open()
            page.get_by_role("button", name=where).click()
            expect(page.get_by_test_id("stAlert")).to_contain_text("Something went wrong in the app")
            shown = page.get_by_test_id("stMain").inner_text()
            assert "secret" not in shown
            assert "Traceback" not in shown
        page = window.open()
        page.get_by_role("button", name="mendable").click()
        window.settled()
        expect(page.get_by_test_id("stAlert")).to_have_text("The file <b>*x*.csv is empty.")
    assert log.read_text().count("Fault ") == 3
