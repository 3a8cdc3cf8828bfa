"""What the supplier corrects is seen to change, without loading the page again."""

from decimal import Decimal
import time
from typing import Any

from playwright.sync_api import expect
import pytest

from .cards import card, wait_for_all
from .conftest import OpenPage
from .site import Site


def settled_charge(site: Site) -> tuple[int, dict[str, Any]]:
    """Wait for a settled charge of some half hours; return its place in the list, too."""
    for _ in range(120):
        for index, session in enumerate(site.sessions()):
            if session["state"] == "settled" and len(session["slots"]) > 4:
                return index, session
        time.sleep(1)
    pytest.fail("no charge has settled")


def test_a_correction_changes_a_settled_price_in_place(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page()
    wait_for_all(page)
    index, settled = settled_charge(site)
    cost = card(page, "history").locator("tbody tr").nth(index).locator("td").last
    expect(cost).to_have_text(f"£{Decimal(settled['cost']):.2f}")
    before = cost.inner_text()
    page.evaluate("window.notLoadedAgain = true")

    site.control("correct", start=settled["slots"][2]["start"], kwh=-3.0)
    site.reload()

    expect(cost).not_to_have_text(before)
    corrected = site.sessions()[index]
    assert corrected["session_id"] == settled["session_id"]
    assert corrected["state"] == "settled"
    assert corrected["revision"] > settled["revision"]
    expect(cost).to_have_text(f"£{Decimal(corrected['cost']):.2f}")
    assert page.evaluate("window.notLoadedAgain")
