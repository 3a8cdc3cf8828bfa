"""The cards are to be read by everyone: dark, narrow, in Japanese, by a screen reader."""

from collections.abc import Callable
import re

from playwright.sync_api import Page, expect
import pytest

from .cards import CARDS, barriers, card, wait_for_all
from .conftest import OpenPage

type Keep = Callable[[Page, str], None]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_keeps_anyone_out(
    open_page: OpenPage, picture: Keep, dark: bool
) -> None:
    page = open_page(dark=dark, width=1400, height=1250)
    wait_for_all(page)
    picture(page, "cards-dark" if dark else "cards-light")
    # The first one may be under way, which is not to be edited.
    card(page, "history").locator("button.row").nth(1).click()
    card(page, "history").locator("button.edit").click()
    for summary in page.locator("octopus-ev-session-card summary").all():
        summary.click()

    assert barriers(page) == []


@pytest.mark.parametrize("language", ["en-GB", "ja"])
def test_a_narrow_phone_shows_all_of_it(
    open_page: OpenPage, picture: Keep, language: str
) -> None:
    page = open_page(width=360, height=780, language=language)
    wait_for_all(page)
    picture(page, f"cards-phone-{language[:2]}")
    card(page, "history").locator("button.row").first.click()
    expect(card(page, "history").locator("table.slots")).to_be_visible()

    for name in CARDS:
        box = card(page, name).locator("ha-card")
        assert box.evaluate("card => card.scrollWidth <= card.clientWidth"), name
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_japanese_is_all_japanese(open_page: OpenPage) -> None:
    page = open_page(language="ja")
    wait_for_all(page)

    expect(card(page, "session").locator("h2")).to_have_text(
        re.compile("前回の充電|充電中")
    )
    expect(card(page, "history")).to_contain_text("充電履歴")
    expect(card(page, "rates")).to_contain_text("料金単価")
    expect(card(page, "savings")).to_contain_text("節約")
    shown = page.locator("octopus-ev-history-card").inner_text()
    assert "Charg" not in shown
    offered = page.evaluate(
        "[...customCards, ...customStrategies].map((one) => one.name)"
    )
    assert {name[:4] for name in offered} == {"EV充電"}
