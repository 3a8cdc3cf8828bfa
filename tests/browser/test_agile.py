"""A customer on Agile sees a rate for each half hour."""

from collections.abc import Iterator

from playwright.sync_api import expect
import pytest

from .cards import barriers, card, wait_for_all
from .conftest import NewSite, OpenPage
from .site import Site


@pytest.fixture(scope="module")
def site(new_site: NewSite) -> Iterator[Site]:
    """Return a home on Agile that exports as well."""
    with new_site("P3") as site:
        yield site


def test_every_half_hour_has_its_own_rate(open_page: OpenPage) -> None:
    page = open_page()
    wait_for_all(page)
    rates = card(page, "rates")
    rates.locator("summary").click()
    shown = rates.locator("tbody tr")

    # A local day has 46, 48 or 50 of them; tomorrow's may be there or not.
    expect(shown.nth(45)).to_be_visible()
    assert len(set(shown.locator("td:last-child").all_inner_texts())) > 20
    assert barriers(page) == []


def test_the_cheapest_hours_answer_to_the_energy_asked(open_page: OpenPage) -> None:
    page = open_page()
    wait_for_all(page)
    rates = card(page, "rates")
    energy = rates.locator("input[type=number]")
    answer = rates.get_by_text("Cheapest:")
    expect(answer).to_be_visible()
    before = answer.inner_text()

    energy.fill("5")
    expect(answer).not_to_have_text(before)
