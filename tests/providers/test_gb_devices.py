"""What the supplier says of a car or a charge point."""

from dataclasses import replace
from datetime import time
from decimal import Decimal
from typing import Any

import pytest

from custom_components.octopus_ev.core.smart import (
    Device,
    DeviceKind,
    DeviceState,
    Target,
    TargetLimits,
)
from custom_components.octopus_ev.providers.gb_smart import GbSmartProvider
from tests.kraken.answers import fixture
from tests.kraken.conftest import ScriptedKraken

from .cars import ACCOUNT, CAR, ID, POINT

pytestmark = pytest.mark.usefixtures("minted")


def _said(**changes: Any) -> Any:
    answer = fixture("devices")
    answer["data"]["devices"][0] |= changes
    return answer


async def _device(
    provider: GbSmartProvider, kraken: ScriptedKraken, **changes: Any
) -> Device:
    kraken.say(_said(**changes))
    (device,) = await provider.devices(ACCOUNT)
    return device


async def test_a_car_is_known_by_a_key_and_all_that_is_said_of_it(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    device = await _device(provider, kraken)

    assert (device.key, device.device_id) == (CAR.key, ID)
    assert device.kind is DeviceKind.VEHICLE
    assert device.home == 1
    assert (device.make, device.model) == ("Tesla", "Model 3")
    assert (device.battery_kwh, device.charger_power_kw) == (
        Decimal(60),
        Decimal("7.4"),
    )
    assert device.state is DeviceState.PLUGGED_IN
    assert (device.suspended, device.retired) == (False, False)
    assert device.charge is not None
    assert device.charge.value == 41
    assert device.power is None
    assert [alert.message for alert in device.alerts] == ["Your charger is offline"]
    assert device.targets == (Target(weekday=0, ready_by=time(7), most=Decimal(80)),)
    assert device.limits == TargetLimits(
        least=Decimal(10),
        most=Decimal(100),
        step=Decimal(5),
        earliest=time(4),
        latest=time(11),
        step_minutes=30,
    )


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("SMART_CONTROL_NOT_AVAILABLE", DeviceState.UNPLUGGED),
        ("SMART_CONTROL_IN_PROGRESS", DeviceState.SMART_CHARGING),
        ("BOOSTING", DeviceState.BOOSTING),
        ("LOST_CONNECTION", DeviceState.LOST),
        ("AUTHENTICATION_PENDING", None),
        ("QUANTUM_CHARGING", None),
        (None, None),
    ],
)
async def test_a_state_that_nobody_knows_is_no_state(
    provider: GbSmartProvider,
    kraken: ScriptedKraken,
    word: str | None,
    state: DeviceState | None,
) -> None:
    status = {"current": "LIVE", "isSuspended": None, "currentState": word}
    device = await _device(provider, kraken, status=status)

    assert device.state is state
    assert not device.suspended
    assert not device.retired


@pytest.mark.parametrize(
    ("status", "suspended", "retired"),
    [
        ({"isSuspended": True, "currentState": "SMART_CONTROL_CAPABLE"}, True, False),
        ({"isSuspended": False, "currentState": "SMART_CONTROL_OFF"}, True, False),
        ({"current": "RETIRED", "isSuspended": False}, False, True),
        ({"isSuspended": False, "currentState": "RETIRED"}, False, True),
        (None, None, False),
    ],
)
async def test_smart_control_may_be_off_and_a_device_gone(
    provider: GbSmartProvider,
    kraken: ScriptedKraken,
    status: Any,
    suspended: bool | None,
    retired: bool,
) -> None:
    device = await _device(provider, kraken, status=status)

    assert (device.suspended, device.retired) == (suspended, retired)


async def test_only_cars_and_charge_points_are_devices_here(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    kraken.say(_said(__typename="SmartFlexInverter"))
    kraken.say(_said(__typename="SmartFlexChargePoint"))

    assert await provider.devices(ACCOUNT) == ()
    (charger,) = await provider.devices(ACCOUNT)
    assert charger.kind is DeviceKind.CHARGE_POINT


@pytest.mark.parametrize(
    ("changes", "targets", "limited"),
    [
        ({"preferences": None, "preferenceSetting": None}, 0, False),
        (
            {
                "preferences": {"unit": "CELSIUS", "mode": "HEAT", "schedules": []},
                "preferenceSetting": {"unit": "CELSIUS", "mode": "HEAT"},
            },
            0,
            False,
        ),
        (
            {
                "preferences": {
                    "unit": "PERCENTAGE",
                    "mode": "CHARGE",
                    "schedules": [
                        {"dayOfWeek": "TUESDAY", "time": "07:00", "max": 80},
                        {"dayOfWeek": "MONDAY", "time": "07:00", "max": 80},
                        {"dayOfWeek": "SOMEDAY", "time": "07:00", "max": 80},
                        {"dayOfWeek": "FRIDAY", "time": "07:00", "max": None},
                    ],
                },
                "preferenceSetting": {"unit": "PERCENTAGE", "mode": "CHARGE"},
            },
            2,
            False,
        ),
    ],
)
async def test_what_cannot_be_a_target_is_none(
    provider: GbSmartProvider,
    kraken: ScriptedKraken,
    changes: Any,
    targets: int,
    limited: bool,
) -> None:
    device = await _device(provider, kraken, **changes)

    assert [target.weekday for target in device.targets] == list(range(targets))
    assert (device.limits is not None) is limited


async def test_a_device_of_no_known_home_is_where_the_customer_lives(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    assert (await _device(provider, kraken, propertyId="0")).home == 1
    kraken.say(_said(propertyId=None))
    left = replace(ACCOUNT, points=(replace(POINT, occupied=False),))
    (device,) = await provider.devices(left)
    assert device.home == 0
