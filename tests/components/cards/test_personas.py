"""Whatever a customer has, the cards are told of it without a gap in the form."""

from typing import Any, get_type_hints

import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.octopus_ev.card_feed import CardFeed
from custom_components.octopus_ev.card_wire import CardPoint
from tests.components.conftest import Settle


@pytest.mark.parametrize("persona", ["P1", "P3", "P11", "P13"])
async def test_every_customer_has_a_whole_point(
    settle: Settle, hass_admin_user: MockUser, persona: str
) -> None:
    home = await settle(persona)
    assert await home.set_up()
    sent: list[Any] = []

    CardFeed(home.hass, hass_admin_user, sent.append).async_start()()

    (point,) = sent[0]["points"]
    assert point.keys() == get_type_hints(CardPoint).keys()
    assert point["rates"]
    assert point["last_session"] is not None
    assert sum(slot["energy_kwh"] for slot in point["last_slots"]) == pytest.approx(
        point["last_session"]["energy_kwh"], abs=1e-4
    )
