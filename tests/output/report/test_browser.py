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
    assert tip.text.startswith("Kent: George W. Bush by 13.76 points (7,703 votes); shift 11.08 points")
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
