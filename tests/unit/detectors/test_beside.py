"""What goes on beside a charging car goes off again, alone or together."""

import pytest

from custom_components.octopus_ev.core.detectors.beside import Beside


def on(*rises: float) -> Beside:
    beside = Beside()
    for rise in rises:
        beside.went_on(rise)
    return beside


def test_small_changes_are_no_appliances() -> None:
    assert on(0.3, 0.39).total == 0
    assert on().least == 0


def test_what_went_on_goes_off() -> None:
    beside = on(2.0, 3.0)

    assert beside.went_off(2.1, house=5.2)
    assert beside.total == beside.least == 3.0
    assert not beside.went_off(2.1, house=3.2)


def test_several_may_go_off_at_once() -> None:
    beside = on(2.0, 3.0, 1.2)

    assert beside.went_off(4.2, house=6.4)
    assert beside.total == pytest.approx(2.0)


def test_they_are_no_more_than_the_house_draws() -> None:
    assert not on(7.2).went_off(7.2, house=2.0)


def test_much_may_change_with_a_shower() -> None:
    assert on(8.5).went_off(6.2, house=8.6)
    assert not on(4.0).went_off(2.9, house=4.1)


def test_what_is_too_much_for_the_car_was_theirs() -> None:
    beside = on(8.5, 2.0)

    assert beside.fell_with(5.6, house=10.6) == 8.5
    assert beside.fell_with(1.9, house=10.6) == 2.0
    assert beside.fell_with(12.0, house=10.6) == 0


def test_an_unknown_fall_is_taken_from_the_least_that_is_enough() -> None:
    beside = on(3.0, 9.0)

    beside.lessen(4.0)
    assert sorted((beside.least, beside.total - beside.least)) == [3.0, 5.0]

    beside.lessen(6.0)
    assert beside.total == 0
