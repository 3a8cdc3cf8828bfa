"""When it is off-peak, and when the car charges."""

from dataclasses import replace

import pytest

from custom_components.octopus_ev.binary_sensor import BINARY_SENSORS

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


def test_whether_the_car_charges_is_unknown_without_fresh_telemetry() -> None:
    charging = BY_KEY["charging"]
    without = replace(VIEW, point=replace(VIEW.point, has_telemetry=False))

    assert not charging.available_fn(replace(VIEW, sample=None))
    assert charging.available_fn(VIEW)
    assert not charging.exists_fn(without)
