"""A car that is plugged in is seen to charge, without loading the page again."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from .cards import card, wait_for_all
from .conftest import OpenPage
from .site import Site


def test_a_car_that_is_plugged_in_appears(
    site: Site, open_page: OpenPage, picture: Callable[[Page, str], None]
) -> None:
    page = open_page(width=1400)
    wait_for_all(page)
    session = card(page, "session")
    expect(session).to_contain_text("Last charge")

    site.plug(minutes_ago=40)

    expect(session).to_contain_text("Charging now")
    expect(session.locator(".power dd")).to_contain_text("kW")
    expect(session.locator(".rate_now dd")).to_contain_text("p/kWh")
    expect(session.locator(".bars span").first).to_be_visible()
    picture(page, "cards-live")
