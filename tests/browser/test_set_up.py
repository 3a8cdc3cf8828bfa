"""From nothing to a card: the integration is added by hand, and a card picked."""

from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Error, Page, expect

from .cards import card, wait_for_all
from .conftest import OpenPage
from .site import Site


def press(page: Page, name: str) -> None:
    """Press the button of the open dialogue."""
    page.get_by_role("button", name=name, exact=True).last.click()


def test_the_integration_is_added_by_hand(site: Site, open_page: OpenPage) -> None:
    site.remove()
    page = open_page("/config/integrations/dashboard/add?domain=octopus_ev")
    # Home Assistant asks whether it was the user who came here.
    press(page, "OK")
    key = page.locator("step-flow-form input[type=password]")
    key.fill("sk_live_wrong")
    press(page, "Submit")
    expect(page.locator("step-flow-form ha-alert").first).to_be_visible()
    key.fill(site.api_key())

    # The other forms are accepted as they are, and so is the end.
    submit = page.get_by_role("button", name="Submit", exact=True)
    while not site.take_up():
        # A form may be gone by the time that its button is pressed.
        with suppress(Error):
            submit.filter(visible=True).last.click(timeout=2_000)
        page.wait_for_timeout(500)

    wait_for_all(open_page())


def test_a_card_comes_from_the_picker(site: Site, open_page: OpenPage) -> None:
    site.make_dashboard("ev-picker", {"views": [{"type": "masonry", "cards": []}]})
    page = open_page("/ev-picker/0?edit=1")
    page.get_by_role("button", name="Add card").first.click()
    page.get_by_role("tab", name="By card").click()
    page.locator("hui-card-picker input").first.fill("EV charging session")
    page.locator("hui-card-picker .card").first.click()
    expect(page.locator("ha-selector-device")).to_be_visible()
    press(page, "Save")

    expect(card(page, "session").locator(".cost").first).to_be_visible()


def test_a_vehicle_is_added_by_hand_and_charges_are_its_own(
    open_page: OpenPage, picture: Callable[[Page, str], None]
) -> None:
    page = open_page("/config/integrations/integration/octopus_ev", width=360)
    page.get_by_role("button", name="Add vehicle").first.click()
    form = page.locator("dialog-data-entry-flow")
    # By what it holds: the form draws its fields one after the other.
    form.locator("ha-selector-text input").filter(visible=True).fill("Kona")
    picture(page, "vehicle-phone-en")
    # What tells of it, and what it is compared with, are left empty.
    for heading in ("The vehicle", "What tells of the vehicle", "Compared with petrol"):
        expect(form).to_contain_text(heading)
        press(page, "Next" if heading != "Compared with petrol" else "Submit")
    press(page, "Finish")

    # The dialogue goes back in this page's history as it closes.
    page = open_page()
    wait_for_all(page)
    history = card(page, "history")
    history.locator("button.row").nth(1).click()
    expect(history.locator("tr.detail")).to_contain_text("Kona")
