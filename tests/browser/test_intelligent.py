"""A customer on Intelligent Octopus Go sees the plan, the allowance and the car."""

from collections.abc import Callable, Iterator
import re

from playwright.sync_api import Page, expect
import pytest

from .cards import CARDS, barriers, card, wait_for_all
from .conftest import NewSite, OpenPage
from .site import Site


@pytest.fixture(scope="module")
def site(new_site: NewSite) -> Iterator[Site]:
    """Return a home whose car the supplier controls, billed apart from the house."""
    with new_site("P1") as site:
        yield site


def test_a_plan_appears_when_the_car_is_plugged_in(
    site: Site, open_page: OpenPage, picture: Callable[[Page, str], None]
) -> None:
    page = open_page(width=1400, height=1250)
    wait_for_all(page)
    session, rates = card(page, "session"), card(page, "rates")
    expect(session.locator(".plan")).to_have_count(0)

    # The supplier plans within five minutes of the plug.
    site.plug(minutes_ago=40)

    expect(session.locator(".plan li").first).to_contain_text("–")
    expect(rates).to_contain_text("Planned")
    expect(page.get_by_text("Plugged in").first).to_be_visible()
    picture(page, "cards-intelligent")
    assert barriers(page) == []


def test_the_allowance_is_a_meter_for_a_screen_reader_too(open_page: OpenPage) -> None:
    page = open_page()
    wait_for_all(page)
    meter = card(page, "savings").get_by_role("meter")

    expect(meter).to_be_visible()
    expect(meter).to_have_attribute(
        "aria-valuetext", re.compile("of 6 hrs used since noon")
    )


def test_bars_tell_why_the_car_drew(open_page: OpenPage) -> None:
    page = open_page()
    wait_for_all(page)
    history = card(page, "history")
    legend = history.locator("figcaption")
    expect(legend).not_to_contain_text("Smart")

    history.locator("summary").first.click()
    history.locator("select[name=stack]").select_option("type")

    expect(legend).to_contain_text("Smart")


def test_a_narrow_phone_shows_the_car_as_well(open_page: OpenPage) -> None:
    page = open_page(width=360, height=780)
    wait_for_all(page)

    for name in CARDS:
        box = card(page, name).locator("ha-card")
        assert box.evaluate("card => card.scrollWidth <= card.clientWidth"), name
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
