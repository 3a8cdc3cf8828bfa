"""Every card is there whenever a page is loaded."""

from playwright.sync_api import expect

from .cards import wait_for_all
from .conftest import OpenPage
from .site import Site


def test_all_cards_are_there_on_eight_loads_cold_and_warm(open_page: OpenPage) -> None:
    for _ in range(4):
        page = open_page()
        wait_for_all(page)
        page.reload()
        wait_for_all(page)
        expect(page.locator("hui-error-card")).to_have_count(0)
        page.context.close()


def test_a_page_asks_no_other_host(open_page: OpenPage) -> None:
    page = open_page("/config")
    # It asks for the cards' files too, and on a busy machine late.
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.url.split("/config")[0] + Site.DASHBOARD)
    wait_for_all(page)

    cards = [url for url in asked if "/octopus_ev/" in url]
    assert len(cards) == 2
    assert [
        url
        for url in asked
        if not url.startswith(("http://127.0.0.1", "blob:", "data:"))
    ] == []
