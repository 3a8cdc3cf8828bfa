"""What the supplier knows of a car, in nouns that keep its id to themselves."""

from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.identity import device_key, point_key
from custom_components.octopus_ev.core.smart import (
    Device,
    DeviceKind,
    DeviceState,
    DispatchType,
    PlannedDispatch,
    SeenPlan,
)

from .build import span, utc


def test_a_device_shows_its_key_and_never_its_id() -> None:
    key = device_key("gb", "A-0000DEMO", "00000000-0001")
    device = Device(key=key, device_id="00000000-0001", kind=DeviceKind.VEHICLE)

    assert key in repr(device)
    assert "00000000-0001" not in repr(device)
    assert key != point_key("gb", "A-0000DEMO", "00000000-0001")


@pytest.mark.parametrize(
    ("state", "plugged_in"),
    [
        (DeviceState.UNPLUGGED, False),
        (DeviceState.PLUGGED_IN, True),
        (DeviceState.SMART_CHARGING, True),
        (DeviceState.BOOSTING, True),
        (DeviceState.SUSPENDED, None),
        (DeviceState.LOST, None),
    ],
)
def test_only_some_states_tell_whether_a_car_is_connected(
    state: DeviceState, plugged_in: bool | None
) -> None:
    assert state.plugged_in is plugged_in


@pytest.mark.parametrize(
    ("last_seen", "started"),
    [("2026-03-01 01:58", False), ("2026-03-01 02:00", True)],
)
def test_a_planned_dispatch_started_if_it_still_stood_at_its_time(
    last_seen: str, started: bool
) -> None:
    dispatch = PlannedDispatch(
        span=span("2026-03-01 02:00", "2026-03-01 03:00"),
        type=DispatchType.SMART,
        energy=Decimal("7.2"),
    )
    plan = SeenPlan(
        device_key="0123456789",
        dispatch=dispatch,
        first_seen=utc("2026-02-28 19:00"),
        last_seen=utc(last_seen),
    )

    assert plan.started is started
