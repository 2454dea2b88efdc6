"""The report in a real browser: Debian's chromium, headless, from disk, without network."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver: apt-get install chromium chromium-driver"
)
SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
LOOK = "return [...document.querySelectorAll('%s tbody tr')].filter(r => !r.hidden).map(r => r.cells[%d].textContent)"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('browser')}", "--window-size=1200,900"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def show(browser, report):
    """Opens a page of the report; at the end nothing may have been said on the console."""

    def open_page(file="report.html", *, scheme="light", width=1200):
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        browser.get((Path(report) / file).as_uri())
        return browser

    yield open_page
    assert browser.get_log("browser") == []


def find(page, selector):
    """The first element of a CSS selector."""
    return page.find_element("css selector", selector)


ARTICLE = "report/page-8.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("file", ["report.html", ARTICLE])
def test_axe_finds_nothing(show, file, scheme):
    from axe_core_python.selenium import Axe

    told = Axe().run(show(file, scheme=scheme))
    assert len(told["passes"]) > 20
    found = told["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in found] == []


def test_search_narrows_and_says_how_many(show):
    page = show()
    find(page, "[data-filter=articles-table]").send_keys("2004 DELAWARE")
    assert page.execute_script(LOOK % ("#articles-table", 1)) == ["2004"]
    assert find(page, "[data-shown=articles-table]").text == "1 of 2 rows"
    find(page, "[data-flag=articles-table] option[value=partial]").click()
    assert find(page, "[data-shown=articles-table]").text == "0 of 2 rows"


def test_sorting_by_click_and_by_key(show):
    from selenium.webdriver.common.keys import Keys

    page = show(ARTICLE)
    heading = find(page, "#areas-1 thead th:nth-child(3)")
    button = find(heading, "button")
    button.click()
    assert page.execute_script(LOOK % ("#areas-1", 0)) == ["New Castle", "Sussex", "Kent"]
    assert heading.get_attribute("aria-sort") == "descending"
    button.send_keys(Keys.ENTER)
    assert page.execute_script(LOOK % ("#areas-1", 0)) == ["Kent", "Sussex", "New Castle"]
    assert find(page, "#areas-1 tfoot th").text == "Totals"


def test_the_map_names_a_county_and_marks_its_row(show):
    from selenium.webdriver.common.action_chains import ActionChains

    page = show(ARTICLE)
    kent = find(page, "[data-map] path[data-row='areas-1-0']")
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", kent)
    ActionChains(page).move_to_element(kent).perform()
    tip = find(page, ".tip")
    assert tip.is_displayed()
    said = ["Kent", "George W. Bush by 13.76 points (7,703 votes)", "George W. Bush 56.40 %", "John Kerry 42.64 %"]
    assert tip.text.splitlines()[:4] == said
    assert tip.text.endswith("shift 11.08 points towards Republican")
    assert "marked" in find(page, "#areas-1-0").get_attribute("class")


def test_the_map_changes_to_the_shift(show):
    page = show(ARTICLE)
    before = find(page, "[data-row='areas-1-1']").get_attribute("class")
    find(page, "[value=shift]").click()
    after = find(page, "[data-row='areas-1-1']").get_attribute("class")
    # New Castle: a Democratic lead of 20.66 points, 2.32 less than before.
    assert (before, after) == ("p-0 m4", "p-1 m2")
    assert find(page, "[data-legend=shift]").is_displayed()
    assert not find(page, "[data-legend=margin]").is_displayed()


def test_the_map_is_walked_by_keys(show):
    from selenium.webdriver.common.keys import Keys

    page = show(ARTICLE)
    kent = find(page, "[data-map] path[data-row='areas-1-0']")
    assert page.execute_script("return document.querySelectorAll('[data-row][tabindex=\"0\"]').length") == 1
    page.execute_script("arguments[0].focus()", kent)
    kent.send_keys(Keys.ARROW_DOWN)
    assert page.switch_to.active_element.get_attribute("aria-label").startswith("Sussex: George W. Bush by ")
    assert find(page, ".tip strong").text == "Sussex"
    page.switch_to.active_element.send_keys(Keys.ENTER)
    assert "marked" in find(page, "#areas-1-2").get_attribute("class")


def test_the_table_is_filtered_by_leader_and_the_map_with_it(show):
    page = show(ARTICLE)
    if not page.find_elements("css selector", "[data-flag=areas-1]"):
        pytest.fail("no list of leaders")
    find(page, "[data-flag=areas-1] option[value=l1]").click()
    assert page.execute_script(LOOK % ("#areas-1", 0)) == ["New Castle"]
    faint = page.find_elements("css selector", "path.faint")
    assert {path.get_attribute("data-row") for path in faint} == {"areas-1-0", "areas-1-2"}


def test_hatching_lies_over_the_second_of_the_legend(show):
    page = show(ARTICLE)
    find(page, "[data-hatch]").click()
    assert len(page.find_elements("css selector", ".over path")) == 1
    assert "hatched" in find(page, "[data-map]").get_attribute("class")


def test_charts_are_drawn_and_their_marks_tell(show):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.support.wait import WebDriverWait

    page = show(ARTICLE)
    WebDriverWait(page, 10).until(lambda page: len(page.find_elements("css selector", ".chart.drawn svg")) == 2)
    marks = page.find_elements("css selector", "[data-chart=polls] path[aria-roledescription=point]")
    assert len(marks) == 26
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", marks[0])
    ActionChains(page).move_to_element(marks[0]).perform()
    told = WebDriverWait(page, 5).until(lambda page: find(page, "#vg-tooltip-element.visible"))
    assert "Zogby" in told.text


def test_of_thousands_of_rows_the_first_are_shown(show, report):
    head, begin, rest = (report / "report.html").read_text().partition("<tbody>")
    body, end, tail = rest.partition("</tbody>")
    (report / "many.html").write_text(head + begin + body * 400 + end + tail)
    page = show("many.html")
    (report / "many.html").unlink()
    count = "return document.querySelectorAll('#articles-table tbody tr:not([hidden])').length"
    assert page.execute_script(count) == 300
    assert find(page, "[data-shown=articles-table]").text == "800 rows, the first 300 are shown"
    find(page, "#articles-table thead th:nth-child(2) button").click()
    assert set(page.execute_script(LOOK % ("#articles-table", 1))) == {"2004"}
    assert page.execute_script(count) == 300
    find(page, ".more").click()
    assert page.execute_script(count) == 800


def test_dark_mode_changes_the_colours(show):
    paper = "return getComputedStyle(document.body).backgroundColor"
    light = show(ARTICLE).execute_script(paper)
    assert show(ARTICLE, scheme="dark").execute_script(paper) != light


@pytest.mark.parametrize("file", ["report.html", ARTICLE])
def test_a_narrow_screen_scrolls_tables_and_not_the_page(show, file):
    page = show(file, width=360)
    assert page.execute_script("return document.documentElement.scrollWidth") <= 360


def test_the_whole_way_by_links(show):
    page = show()
    find(page, "#articles-table tbody tr:nth-child(2) a").click()
    assert find(page, "h1").text == "2004 presidential election in Delaware"
    find(page, ".facts a").click()
    assert find(page, "h1").text == "2000 presidential election in Delaware"
    find(page, ".brand a").click()
    assert find(page, "h1").text == "Election results from Wikipedia"


def test_on_a_phone_a_table_s_title_wraps_at_the_edge(show, report):
    page = show(next(Path(report).glob("report/*.html")).relative_to(report), width=400)
    right = "return [...document.querySelectorAll('caption > div')].map(d => d.getBoundingClientRect().right)"
    edges = page.execute_script(right)
    assert edges
    assert max(edges) <= 400
