"""A charger comes and goes by its own power, whatever else is on."""

import pytest

from custom_components.octopus_ev.core.detectors.baseline import quiet_baseline
from custom_components.octopus_ev.core.detectors.belief import strangers, without
from custom_components.octopus_ev.core.detectors.edges import bluntness, shows_step
from custom_components.octopus_ev.core.detectors.house import learn_house
from custom_components.octopus_ev.core.detectors.series import Series, lay_out
from custom_components.octopus_ev.core.detectors.states import State, Stretch
from tests.unit.detectors.homes import DAY, HALF_HOUR, Home, charges

FULL = 3.6
BEGIN = 48


def laid_out(*loads: tuple[float, float, float]) -> Series:
    """Return two days with loads of some kW, from an hour of day 1, for some hours."""
    home = Home(days=2)
    for kw, hour, hours in loads:
        charges(home, kw, [1 + hour / 24], [hours])
    return lay_out(home.evidence())


def stretch(first: int, *states: State) -> Stretch:
    return Stretch(first=first, states=states, score=9.0)


def test_a_charger_shows_its_power_in_a_quiet_house() -> None:
    assert shows_step(
        laid_out((7.2, 2, 2)), stretch(BEGIN + 4, *[State.FULL] * 4), FULL
    )


def test_a_charger_shows_its_power_beside_what_is_on_before_and_after() -> None:
    series = laid_out((10, 0, 6), (7.2, 2, 2))

    assert shows_step(series, stretch(BEGIN + 4, *[State.FULL] * 4), FULL)


def test_one_edge_is_enough() -> None:
    series = laid_out((10, 0, 4), (7.2, 2, 2))

    assert shows_step(series, stretch(BEGIN + 4, *[State.FULL] * 4), FULL)


def test_a_slot_in_part_is_no_edge() -> None:
    series = laid_out((7.2, 2.25, 1.5))
    states = (State.START, *[State.FULL] * 2, State.END)

    assert shows_step(series, stretch(BEGIN + 4, *states), FULL)


def test_another_power_shows() -> None:
    series = laid_out((9, 2, 2))

    assert not shows_step(series, stretch(BEGIN + 4, *[State.FULL] * 4), FULL)


def test_what_warms_up_by_degrees_shows_no_power_of_a_charger() -> None:
    series = laid_out((2.4, 2, 3), (2.4, 2.5, 2), (2.4, 3, 1))

    assert not shows_step(series, stretch(BEGIN + 5, *[State.FULL] * 4), FULL)


@pytest.mark.parametrize("states", [(State.ONLY,), (State.START, State.END)])
def test_without_a_full_slot_nothing_shows(states: tuple[State, ...]) -> None:
    assert not shows_step(laid_out((7.2, 2, 1)), stretch(BEGIN + 4, *states), FULL)


def test_beside_a_gap_nothing_shows() -> None:
    home = Home(days=2)
    charges(home, 7.2, [1 + 2 / 24], [2])
    begin = home.start + DAY + 4 * HALF_HOUR
    for slot in (begin - HALF_HOUR, begin + 4 * HALF_HOUR):
        del home.loads[slot]

    series = lay_out(home.evidence())

    assert not shows_step(series, stretch(BEGIN + 4, *[State.FULL] * 4), FULL)


def test_at_the_ends_of_the_readings_nothing_shows() -> None:
    home = Home(days=1)
    charges(home, 7.2, [0], [24])

    series = lay_out(home.evidence())

    assert not shows_step(series, stretch(0, *[State.FULL] * 48), FULL)


@pytest.mark.parametrize(
    ("loads", "states", "expected"),
    [
        ([(7.2, 2, 2)], (State.FULL,) * 4, 0),
        ([(9, 2, 2)], (State.FULL,) * 4, 0),
        ([(5.4, 2, 2)], (State.FULL,) * 4, 0.25),
        ([(2.4, 1.5, 2.5), (4.8, 2, 2)], (State.FULL,) * 4, 1 / 6),
        ([(7.2, 2.25, 0.2)], (State.ONLY,), 0),
        ([(7.2, 1.9, 0.6)], (State.ONLY,), 0.1),
    ],
    ids=["whole", "more", "less", "by degrees", "in part", "in part and before"],
)
def test_a_load_is_blunt_by_what_its_edges_lack_of_the_charger_s_power(
    loads: list[tuple[float, float, float]],
    states: tuple[State, ...],
    expected: float,
) -> None:
    one = stretch(BEGIN + 4, *states)

    assert bluntness(laid_out(*loads), [one], FULL) == pytest.approx(expected, abs=0.1)


def test_what_nobody_knows_is_not_blunt() -> None:
    home = Home(days=1)
    series = lay_out(home.evidence())

    assert bluntness(series, [stretch(0, *[State.FULL] * 48)], FULL) == 0


@pytest.mark.parametrize(
    ("loads", "kept"),
    [([(12.2, 2, 2)], False), ([(5, 0, 6), (7.2, 2, 2)], True), ([(7.2, 2, 2)], True)],
    ids=["another load", "the car beside it", "the car"],
)
def test_what_draws_too_much_is_a_stranger_unless_the_car_shows(
    loads: list[tuple[float, float, float]], kept: bool
) -> None:
    series = laid_out(*loads)
    house = learn_house(series, quiet_baseline(series), [0.0] * len(series))
    one = stretch(BEGIN + 4, *[State.FULL] * 4)

    strange = strangers(series, house, [one], 7.2)

    assert without(strange, series, [one], 7.2) == ([one] if kept else [])
