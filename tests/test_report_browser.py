"""The evidence page in a real browser, opened from a file: links and the way back, filters, copying, no request.

Skipped where Chromium or its driver is missing (Debian: apt install chromium chromium-driver).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select
from small_project import wait_until
from test_browser import MISSING, run_browser

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"the page needs a browser here: {MISSING} not installed"),
]

TARGET = "return document.querySelector(':target')"
IN_VIEW = """
const box = document.querySelector(':target').getBoundingClientRect();
return box.top >= 0 && box.bottom <= innerHeight;
"""
LOADED = "return performance.getEntriesByType('resource').map(entry => entry.name)"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with run_browser(tmp_path_factory.mktemp("browser")) as browser:
        browser.execute_cdp_cmd("Network.enable", {})
        off = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
        browser.execute_cdp_cmd("Network.emulateNetworkConditions", off)
        yield browser


@pytest.fixture
def page(browser, reports) -> Chrome:
    browser.get("about:blank")
    browser.get(reports["report_zh.html"].as_uri())
    return browser


def find(page, selector):
    return page.find_elements(By.CSS_SELECTOR, selector)


def find_mark(page, quote):
    return page.find_element(By.XPATH, f"//a[contains(@class, 'quantity')][.='{quote}']")


def get_hash(page):
    return unquote(page.execute_script("return location.hash"))


def get_shown(page):
    return [row for row in find(page, ".numbers tbody tr") if row.is_displayed()]


def read_cells(row):
    return [cell.text for cell in row.find_elements(By.CSS_SELECTOR, "td")]


def test_page_opens_from_a_file_without_request_or_error(page):
    assert page.execute_script(LOADED) == []
    assert page.get_log("browser") == []
    assert len(get_shown(page)) == len(find(page, ".numbers tbody tr")) > 0


def test_a_click_on_a_bar_lands_on_the_marked_sentence_and_back(page, two_places):
    quotes = {f"{row.doc_id}:{row.start}": row.quote for row in two_places.tables["observations"].itertuples()}
    links = find(page, "figure svg a")
    assert len(links) >= 4
    for number in range(len(links)):
        link = find(page, "figure svg a")[number]
        ref = unquote(link.get_dom_attribute("href")[1:])
        link.find_element(By.CSS_SELECTOR, "path").click()
        assert get_hash(page) == f"#{ref}"
        assert page.execute_script(TARGET).text == quotes[ref]
        assert page.execute_script(IN_VIEW)
        page.back()
        assert wait_until(lambda: get_hash(page) == "")
    assert page.get_log("browser") == []


def test_the_button_leads_back_to_the_number_of_the_report(page):
    (back,) = find(page, "#return")
    assert not back.is_displayed()
    number = find(page, "#report .number")[0]
    number.click()
    assert wait_until(back.is_displayed)
    assert page.execute_script(TARGET).text in number.text + "所人%"
    back.click()
    assert wait_until(lambda: get_hash(page) == "")
    assert wait_until(lambda: not back.is_displayed())


def test_the_list_leads_from_a_number_to_its_sentence_and_to_the_report(page):
    cited = find(page, ".numbers a[href^='#cite-']")[0]
    cited.click()
    assert page.execute_script(TARGET).get_attribute("class") == "number"
    page.execute_script(TARGET).click()
    mark = page.execute_script(TARGET)
    assert mark.get_attribute("class") == "quantity"
    mark.click()
    assert page.execute_script(TARGET).tag_name == "tr"


def test_filters_and_search_leave_what_was_asked_for(page):
    everything = len(get_shown(page))
    Select(find(page, "select[name=place]")[0]).select_by_value("德阳市")
    assert wait_until(lambda: 0 < len(get_shown(page)) < everything)
    rows = [read_cells(row) for row in get_shown(page)]
    assert {row[0] for row in rows} == {"德阳市"}
    Select(find(page, "select[name=verdict]")[0]).select_by_value("comparable")
    find(page, "input[type=search]")[0].send_keys("巩固率")
    assert [read_cells(row)[2] for row in get_shown(page)] == ["98.7%"]
    assert find(page, "#shown")[0].text.startswith("显示1个")
    assert "off" not in page.find_element(By.XPATH, "//a[contains(@class, 'quantity')][.='98.7%']").get_attribute(
        "class"
    )
    assert "off" in page.find_element(By.XPATH, "//a[contains(@class, 'quantity')][.='312所']").get_attribute("class")
    find(page, "#filters button")[0].click()
    assert wait_until(lambda: len(get_shown(page)) == everything)


def test_a_link_to_a_row_that_is_filtered_out_shows_it(page):
    find(page, "input[type=search]")[0].send_keys("no such words")
    assert get_shown(page) == []
    find_mark(page, "312所").click()
    assert wait_until(lambda: page.execute_script(TARGET).is_displayed())


def test_the_line_for_a_correction_is_shown_or_copied(page):
    button = find(page, ".copy")[0]
    line = button.get_attribute("data-copy")
    button.click()
    assert wait_until(lambda: line in find(page, "#message")[0].text)


def test_keys_alone_lead_to_a_sentence(page):
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    assert page.switch_to.active_element.get_attribute("class") == "skip"
    number = find(page, "#report .number")[0]
    page.execute_script("arguments[0].focus()", number)
    page.switch_to.active_element.send_keys(Keys.ENTER)
    assert wait_until(lambda: page.switch_to.active_element.get_attribute("class") == "quantity")
    assert page.switch_to.active_element == page.execute_script(TARGET)


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_is_wider_than_the_window(page, width):
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    assert page.execute_script("return document.documentElement.scrollWidth") <= width
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
