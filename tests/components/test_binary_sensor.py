"""When it is off-peak, and when the car charges."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.binary_sensor import BINARY_SENSORS
from custom_components.octopus_ev.core.model import PowerSample

from .views import VIEW

BY_KEY = {description.key: description for description in BINARY_SENSORS}


@pytest.fixture(autouse=True)
def integration() -> None:
    """Look at descriptions alone, without a running Home Assistant."""


@pytest.mark.parametrize("off_peak", [True, False])
def test_off_peak_follows_the_rate(off_peak: bool) -> None:
    view = replace(VIEW, off_peak=off_peak)

    assert BY_KEY["off_peak"].value_fn(view) is off_peak


def test_a_flat_tariff_has_no_off_peak() -> None:
    assert not BY_KEY["off_peak"].exists_fn(replace(VIEW, off_peak=None))


def test_the_car_charges_while_a_session_is_live() -> None:
    charging = BY_KEY["charging"]

    assert charging.value_fn(VIEW) is True
    assert charging.value_fn(replace(VIEW, live_session=None)) is False


def test_a_charge_that_pauses_draws_nothing() -> None:
    charging = BY_KEY["charging"]
    assert VIEW.live_session is not None
    end = VIEW.live_session.span.end

    def drawn(minutes: int) -> bool | None:
        sample = PowerSample(at=end + timedelta(minutes=minutes), demand_w=Decimal(300))
        return charging.value_fn(replace(VIEW, sample=sample))

    assert drawn(4) is True
    assert drawn(5) is False
    assert charging.value_fn(replace(VIEW, sample=None)) is True


def test_whether_the_car_charges_is_unknown_without_fresh_telemetry() -> None:
    charging = BY_KEY["charging"]
    without = replace(VIEW, point=replace(VIEW.point, has_telemetry=False))

    assert not charging.available_fn(replace(VIEW, sample=None))
    assert charging.available_fn(VIEW)
    assert not charging.exists_fn(without)
