"""What the house is expected to draw from one half-hour to the next."""

import pytest

from custom_components.octopus_ev.core.detectors.house import House


def house() -> House:
    return House(
        residuals=[0.0],
        spreads=[0.1],
        tail_weights=[0.1],
        tail_means=[0.5],
        carry=0.5,
    )


def lasting(residual: float, before: float) -> float:
    return house().lasting(residual, before, house().carried_scale(0, before))


@pytest.mark.parametrize("before", [0.6, 1.5, 3.6])
def test_a_load_that_lasts_mostly_holds_its_power(before: float) -> None:
    assert lasting(before, before) > lasting(0.9 * before, before)
    assert lasting(before, before) > lasting(1.1 * before, before)


def test_a_small_load_wanes() -> None:
    assert lasting(0.85 * 0.2, 0.2) > lasting(0.2, 0.2)


@pytest.mark.parametrize("before", [0.2, 3.6])
def test_what_a_load_may_become_adds_up_to_one(before: float) -> None:
    step = 0.001
    places = [step * (at + 0.5) for at in range(-30_000, 30_000)]

    total = sum(lasting(place, before) for place in places) * step

    assert total == pytest.approx(1, abs=0.001)
