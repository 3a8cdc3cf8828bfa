"""What is told from how a load comes and goes."""

import pytest

from custom_components.octopus_ev.core.detectors.baseline import quiet_baseline
from custom_components.octopus_ev.core.detectors.belief import Belief
from custom_components.octopus_ev.core.detectors.habits import Habits, habits
from custom_components.octopus_ev.core.detectors.house import learn_house
from custom_components.octopus_ev.core.detectors.series import lay_out
from custom_components.octopus_ev.core.detectors.states import State, Stretch
from tests.unit.detectors.homes import Home, charges

KW = 7.2
DAYS = 20


def belief(
    starts: list[float],
    slots: list[int],
    *,
    level: float = 1.0,
    score: float = 5.0,
    state: State = State.FULL,
) -> Belief:
    """Return what would be believed of full slots at `starts`, in days."""
    home = Home(days=DAYS)
    home.loads = dict.fromkeys(home.loads, 0.1)
    charges(home, KW * level, starts, [count / 2 for count in slots])
    series = lay_out(home.evidence())
    house = learn_house(series, quiet_baseline(series), [0.0] * len(series))
    stretches = [
        Stretch(
            first=round(start * series.slots_a_day),
            states=(state,) * count,
            score=score,
        )
        for start, count in zip(starts, slots, strict=True)
    ]
    return Belief(
        series=series,
        stretches=stretches,
        sought=KW,
        power=KW,
        house=house,
        quiet=house,
    )


def told(believed: Belief) -> Habits:
    known = habits(believed)
    assert known is not None
    return known


def test_a_pause_below_two_hours_is_within_a_charge() -> None:
    starts = [1.0, 1 + 5 / 48, 4.0]

    known = told(belief(starts, [2, 2, 4]))

    assert known.often == pytest.approx(2 / DAYS)
    assert known.energy == pytest.approx(4 * KW / 2)


@pytest.mark.parametrize("score", [0.0, 0.6])
def test_what_is_doubtful_says_nothing(score: float) -> None:
    assert habits(belief([1.0, 4.0], [4, 4], score=score)) is None


def test_what_is_too_small_says_nothing() -> None:
    small = belief([1.0], [1], level=0.2, state=State.ONLY)

    assert habits(small) is None


def test_an_idle_charger_has_no_habits() -> None:
    assert habits(belief([], [])) is None


@pytest.mark.parametrize("level", [0.8, 1.0, 1.3])
def test_the_level_is_held_against_the_power(level: float) -> None:
    known = told(belief([1.0, 5.0, 9.0], [4, 4, 4], level=level))

    assert known.stray == pytest.approx(abs(level - 1), abs=0.01)


def test_a_charge_without_a_full_slot_shows_no_level() -> None:
    known = told(belief([1.0], [1], level=0.5, state=State.ONLY))

    assert known.stray == 1
    assert known.energy == pytest.approx(KW / 4, abs=0.05)


def test_the_longest_row_of_days_counts() -> None:
    days = [1, 2, 4, 5, 6, 7, 10]

    known = told(belief([float(day) for day in days], [4] * 7))

    assert known.row == 4
    assert known.lasting == pytest.approx(4 / DAYS)
    assert known.change == 0


def test_a_night_is_one_day_whatever_the_date() -> None:
    starts = [1.98, 3.02, 3.98]

    assert told(belief(starts, [4] * 3)).row == 3


def test_energies_that_change_from_day_to_day_are_seen() -> None:
    known = told(belief([1.0, 2.0, 3.0], [4, 8, 4]))

    assert known.change == pytest.approx(1)


def test_a_single_charge_is_no_row() -> None:
    known = told(belief([1.0], [4]))

    assert known.row == 1
    assert known.change == 1


def test_two_charges_of_a_day_are_added() -> None:
    known = told(belief([1.0, 1.2, 2.0], [2, 2, 4]))

    assert known.row == 2
    assert known.change == 0
    assert known.often == pytest.approx(3 / DAYS)
    assert known.again == pytest.approx(1 / 3)
