"""What a supply point shows of smart charging."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.octopus_ev.binary_sensor import BINARY_SENSORS
from custom_components.octopus_ev.core.cap import CapUse
from custom_components.octopus_ev.core.session import SessionType
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.sensor_smart import SMART_SENSORS

from .conftest import Settle
from .views import LAST, VIEW, at

BY_KEY = {description.key: description for description in SMART_SENSORS}
NEARLY = {description.key: description for description in BINARY_SENSORS}[
    "allowance_nearly_used"
]
MINUTE = timedelta(minutes=1)
CAP = CapUse(
    day=Span(at("12:00"), at("23:59")),
    used=123 * MINUTE,
    at_most=150 * MINUTE,
    planned=300 * MINUTE,
)
CAPPED = replace(VIEW, cap=CAP)


def test_an_allowance_is_shown_to_five_minutes_and_as_an_estimate() -> None:
    shown = {
        key: BY_KEY[key].value_fn(CAPPED)
        for key in ("allowance_used", "allowance_left", "plan_beyond_allowance")
    }

    assert shown == {
        "allowance_used": 125,
        "allowance_left": 235,
        "plan_beyond_allowance": 65,
    }
    assert all(BY_KEY[key].attributes_fn(CAPPED) == {"estimate": True} for key in shown)


def test_where_nothing_is_limited_no_allowance_is_shown() -> None:
    limited = [key for key, sensor in BY_KEY.items() if not sensor.exists_fn(VIEW)]

    assert limited == list(BY_KEY)
    assert not NEARLY.exists_fn(VIEW)
    assert NEARLY.value_fn(VIEW) is None
    assert BY_KEY["allowance_used"].value_fn(VIEW) is None


@pytest.mark.parametrize(("used", "nearly"), [(287, False), (288, True), (400, True)])
def test_four_fifths_of_the_allowance_are_a_warning(used: int, nearly: bool) -> None:
    assert (
        NEARLY.value_fn(replace(VIEW, cap=replace(CAP, used=used * MINUTE))) is nearly
    )


def test_the_type_of_the_last_session_is_shown_where_there_is_one() -> None:
    kind = BY_KEY["last_session_type"]
    slots = tuple(replace(slot, type=SessionType.BOOST) for slot in LAST.slots)
    boosted = replace(VIEW, last_session=replace(LAST, slots=slots))

    assert kind.exists_fn(boosted)
    assert kind.value_fn(boosted) == "boost"
    assert not kind.exists_fn(replace(VIEW, last_session=None))
    assert kind.value_fn(VIEW) is None


@pytest.mark.parametrize(("persona", "capped"), [("P1", True), ("P11", False)])
async def test_only_a_tariff_that_bills_the_car_apart_has_an_allowance(
    settle: Settle, persona: str, capped: bool
) -> None:
    home = await settle(persona)
    home.world.plug()
    assert await home.set_up()
    await home.hass.async_block_till_done(wait_background_tasks=True)
    await home.pass_time(minutes=15)

    left = home.hass.states.get("sensor.octopus_ev_smart_charging_allowance_left")
    assert (left is not None) is capped
    if left is not None:
        assert 0 <= float(left.state) <= 360
