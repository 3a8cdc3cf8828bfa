"""What a supply point shows of smart charging."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.binary_sensor_smart import SMART_BINARY_SENSORS
from custom_components.octopus_ev.core.cap import CapUse
from custom_components.octopus_ev.core.session import Estimate, Session, SessionType
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.sensor_smart import SMART_SENSORS

from .conftest import Settle
from .views import LAST, LIVE, VIEW, at

BY_KEY = {description.key: description for description in SMART_SENSORS}
BINARY = {description.key: description for description in SMART_BINARY_SENSORS}
NEARLY = BINARY["allowance_nearly_used"]
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


def of_type(charge: Session, kind: SessionType, rate: Decimal | None = None) -> Session:
    """Return a charge of one type, at its own rates or at another one."""
    slots = tuple(
        replace(slot, type=kind, unit_rate=slot.unit_rate if rate is None else rate)
        for slot in charge.slots
    )
    return replace(charge, slots=slots)


def test_a_charge_outside_the_plan_is_told_with_what_it_took_and_cost() -> None:
    outside = BINARY["outside_plan"]
    last = of_type(LAST, SessionType.UNPLANNED, Decimal("0.27"))
    view = replace(VIEW, live_session=None, last_session=last)

    assert outside.exists_fn(view)
    assert outside.value_fn(view) is True
    assert outside.attributes_fn(view) == {
        "energy_kwh": 16.0,
        "cost": 4.32,
        "average_rate": 0.27,
    }
    unpriced = replace(last.slots[0], unit_rate=None)
    unpriced_view = replace(view, last_session=replace(last, slots=(unpriced,)))
    assert outside.attributes_fn(unpriced_view) == {
        "energy_kwh": 3.6,
        "cost": None,
        "average_rate": None,
    }


def test_a_charge_by_the_plan_is_no_news() -> None:
    outside = BINARY["outside_plan"]
    smart = replace(
        VIEW, live_session=None, last_session=of_type(LAST, SessionType.SMART)
    )

    assert outside.value_fn(smart) is False
    assert outside.attributes_fn(smart) == {}
    untold = replace(VIEW, live_session=None)
    assert not outside.exists_fn(untold)
    assert outside.value_fn(untold) is None
    assert not outside.exists_fn(replace(untold, last_session=None))
    assert outside.value_fn(replace(untold, last_session=None)) is None


def test_a_charge_under_way_is_told_of_without_what_changes_each_minute() -> None:
    outside = BINARY["outside_plan"]
    live = replace(VIEW, live_session=of_type(LIVE, SessionType.UNPLANNED))

    assert outside.value_fn(live) is True
    assert outside.attributes_fn(live) == {}


def test_a_boost_says_what_it_cost_more() -> None:
    premium = BY_KEY["last_session_boost_premium"]
    boost = replace(of_type(LAST, SessionType.BOOST), boost_premium=Decimal("2.10"))

    assert premium.exists_fn(replace(VIEW, last_session=boost))
    assert premium.value_fn(replace(VIEW, last_session=boost)) == Decimal("2.10")
    assert premium.value_fn(VIEW) is None


def test_the_difference_to_the_bill_is_that_of_the_last_billed_session() -> None:
    difference = BY_KEY["billed_difference"]
    slot = LAST.slots[0]
    ours = Estimate(slot.energy, Decimal("0.075"), None)
    billed = replace(LAST, slots=(replace(slot, estimate=ours),))

    assert difference.exists_fn(replace(VIEW, billed=billed))
    assert difference.value_fn(replace(VIEW, billed=billed)) == Decimal("0.036")
    bare = replace(billed, slots=(replace(slot, unit_rate=None, estimate=ours),))
    assert difference.value_fn(replace(VIEW, billed=bare)) is None
    assert not difference.exists_fn(VIEW)


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
