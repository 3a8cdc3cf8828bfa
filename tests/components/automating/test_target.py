"""Which cars a session is about, before and after the supplier tells."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.octopus_ev.automating.target import about_session, about_view
from custom_components.octopus_ev.core.plan import DeviceReport
from custom_components.octopus_ev.core.smart import DeviceState
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.vehicle import Vehicle
from custom_components.octopus_ev.device_view import device_views
from custom_components.octopus_ev.view import PointView
from tests.components.garages import CAR, OTHER_CAR, device
from tests.components.views import LIVE, VIEW

OUT, IN, CHARGES, LOST = (
    DeviceState.UNPLUGGED,
    DeviceState.PLUGGED_IN,
    DeviceState.SMART_CHARGING,
    DeviceState.LOST,
)


def seen(*states: DeviceState) -> PointView:
    """Return a view of a charge in which the supplier's cars are in these states."""
    reports = [
        DeviceReport(
            device=replace(device(), key=key, state=state),
            told=VIEW.as_of,
        )
        for key, state in zip((CAR, OTHER_CAR), states, strict=False)
    ]
    return replace(VIEW, devices=device_views(reports, SmartRecord(), VIEW.as_of))


@pytest.mark.parametrize(
    ("states", "cars"),
    [
        ((), set()),
        ((OUT,), set()),
        ((IN,), {CAR}),
        ((LOST,), {CAR}),
        ((IN, OUT), {CAR}),
        ((IN, IN), set()),
        ((IN, CHARGES), {OTHER_CAR}),
        ((CHARGES, CHARGES), {CAR, OTHER_CAR}),
    ],
)
def test_while_nobody_tells_it_is_the_car_that_charges_or_the_only_one(
    states: tuple[DeviceState, ...], cars: set[str]
) -> None:
    assert about_session(LIVE, seen(*states)) == {LIVE.point_key, *cars}


def test_what_is_told_counts_and_nothing_else() -> None:
    told = replace(LIVE, device=CAR)

    assert about_session(told, seen(OUT, CHARGES)) == {LIVE.point_key, CAR}


def test_of_a_charge_that_is_long_over_the_plug_tells_nothing() -> None:
    view = seen(IN)
    later = replace(view, as_of=view.as_of + timedelta(hours=2))

    assert about_session(LIVE, later) == {LIVE.point_key}


def test_a_vehicle_of_the_users_own_is_the_car_that_it_is() -> None:
    vehicle = Vehicle(key="0a1b2c3d4e", name="Zoe", device=CAR)
    other = Vehicle(key="5f6a7b8c9d", name="Leaf")
    view = replace(seen(IN), vehicles=(vehicle, other))

    assert about_session(LIVE, view) == {LIVE.point_key, CAR, vehicle.key}
    assert about_view(view) == {LIVE.point_key, CAR, vehicle.key, other.key}
