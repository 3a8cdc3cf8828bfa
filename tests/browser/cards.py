"""Find the cards on a page, and look into them."""

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Locator, Page, expect

CARDS: Final = ("session", "rates", "savings", "history")
AXE: Final = (
    Path(__file__).parents[2] / "card" / "node_modules" / "axe-core" / "axe.min.js"
)

_AXE_RUN: Final = """
async (prefix) => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.localName.startsWith(prefix)) found.push(element);
      else if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  const bad = [];
  for (const element of found) {
    const { violations } = await axe.run(element, { resultTypes: ["violations"] });
    for (const { id, impact, nodes } of violations) {
      if (impact === "serious" || impact === "critical")
        bad.push(`${element.localName}: ${id}: ${nodes.map((node) => node.html).join(" ")}`);
    }
  }
  return { cards: found.length, bad };
}
"""


def card(page: Page, name: str) -> Locator:
    """Return a card of the page."""
    return page.locator(f"octopus-ev-{name}-card")


def wait_for_all(page: Page) -> None:
    """Wait until every card shows what it is for."""
    expect(card(page, "session").locator(".cost")).to_be_visible()
    expect(card(page, "rates").locator(".current")).to_be_visible()
    expect(card(page, "savings").locator(".headline")).to_be_visible()
    expect(card(page, "history").locator("button.row").first).to_be_visible()


def barriers(page: Page) -> list[str]:
    """Return what keeps someone from using the cards: serious and critical findings."""
    page.add_script_tag(path=AXE)
    told: dict[str, Any] = page.evaluate(_AXE_RUN, "octopus-ev-")
    assert told["cards"] == len(CARDS)
    bad: list[str] = told["bad"]
    return bad
