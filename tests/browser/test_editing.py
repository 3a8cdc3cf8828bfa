"""Charges are corrected in the list, and what changes changes everywhere at once."""

from playwright.sync_api import expect

from .cards import card, wait_for_all
from .conftest import OpenPage


def test_an_edit_changes_the_price_in_place_and_undo_takes_it_back(
    open_page: OpenPage,
) -> None:
    page = open_page()
    wait_for_all(page)
    history = card(page, "history")
    cost = history.locator("tbody tr").nth(1).locator("td").last
    total = history.locator("dd.cost")
    before, sum_before = cost.inner_text(), total.inner_text()

    # The first one may be under way, which is not to be edited.
    history.locator("button.row").nth(1).click()
    history.locator("button.edit").click()
    history.locator("input[name=energy]").fill("1.000")
    history.locator("input[name=note]").fill("<b>guest</b>")
    history.locator("button.main").click()
    expect(history.locator(".status")).to_contain_text("Saved.")
    expect(cost).not_to_have_text(before)
    expect(total).not_to_have_text(sum_before)
    history.locator("button.row").nth(1).click()
    expect(history.locator("tr.detail")).to_contain_text("<b>guest</b>")

    history.locator("button.undo").click()
    expect(history.locator(".status")).to_contain_text("Undone.")
    expect(cost).to_have_text(before)
    expect(total).to_have_text(sum_before)


def test_a_deleted_charge_is_gone_until_that_is_undone(open_page: OpenPage) -> None:
    page = open_page()
    wait_for_all(page)
    history = card(page, "history")
    first = history.locator("button.row").nth(1)
    day = first.inner_text()

    first.click()
    history.locator("button.delete").click()
    expect(history.locator(".status")).to_contain_text("Deleted.")
    expect(first).not_to_have_text(day)

    history.locator("button.undo").click()
    expect(first).to_have_text(day)


def test_a_charge_is_added_and_split_and_a_refusal_says_why(
    open_page: OpenPage,
) -> None:
    page = open_page()
    wait_for_all(page)
    history = card(page, "history")
    history.locator("button.row").nth(1).click()
    history.locator("button.edit").click()
    taken = [
        history.locator(f"form.edit input[name={name}]").input_value()
        for name in ("start", "end")
    ]
    history.locator("form.edit button[type=button]").click()

    history.locator("button.add").click()
    form = history.locator("form.add")
    form.locator("input[name=energy]").fill("5")
    form.locator("input[name=start]").fill(taken[0])
    form.locator("input[name=end]").fill(taken[1])
    form.locator("button.main").click()
    expect(history.locator(".status")).to_contain_text("another charge at that time")

    day = taken[0].split("T")[0]
    form.locator("input[name=start]").fill(f"{day}T06:30")
    form.locator("input[name=end]").fill(f"{day}T07:30")
    form.locator("button.main").click()
    expect(history.locator(".status")).to_contain_text("Added.")
    expect(history.locator(".chip")).to_have_text("by hand")
    history.locator("button.undo").click()
    expect(history.locator(".chip")).to_have_count(0)

    # The first charge is still open.
    history.locator("button.split").click()
    history.locator("form.split button.main").click()
    expect(history.locator(".status")).to_contain_text("Split.")
    expect(history.locator("button.undo:focus")).to_be_visible()
    history.locator("button.undo").click()
    expect(history.locator(".status")).to_contain_text("Undone.")


def test_a_keyboard_is_enough(open_page: OpenPage) -> None:
    page = open_page()
    wait_for_all(page)
    history = card(page, "history")
    history.locator("button").first.focus()

    for _ in range(12):
        page.keyboard.press("Tab")
        if history.locator("button.row:focus").count():
            break
    page.keyboard.press("Enter")
    expect(history.locator("table.slots")).to_be_visible()
    page.keyboard.press("Tab")
    expect(history.locator("button.edit:focus")).to_be_visible()
    page.keyboard.press("Enter")
    expect(history.locator("input[name=energy]:focus")).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        if history.locator("form button[type=button]:focus").count():
            break
    page.keyboard.press("Enter")
    expect(history.locator("form")).to_have_count(0)
