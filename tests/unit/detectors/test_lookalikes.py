"""A charge is less sure where the house by itself draws as much."""

from collections.abc import Sequence

import pytest

from custom_components.octopus_ev.core.detectors.baseline import quiet_baseline
from custom_components.octopus_ev.core.detectors.belief import Belief
from custom_components.octopus_ev.core.detectors.house import learn_house
from custom_components.octopus_ev.core.detectors.lookalikes import Lookalikes
from custom_components.octopus_ev.core.detectors.series import lay_out
from custom_components.octopus_ev.core.detectors.states import State, Stretch
from tests.unit.detectors.homes import Home, charges, cheap_nights

DAY = 48
BEGIN, END = 10 * DAY, 10 * DAY + 6


def doubt(
    heating: Sequence[float] = (),
    *,
    kw: float = 7.2,
    drawn_kw: float | None = None,
    scores: Sequence[float] = (9.0,),
    window: bool = True,
) -> float:
    """Return how much less sure a charge on day 10 is, by hours of heating at `kw`.

    `drawn_kw` is what is drawn there, if not the power that is believed in.
    """
    home = Home(days=28)
    charges(home, kw, heating, [1.0] * len(heating))
    charges(home, drawn_kw or kw, [10.0], [3.0])
    rates = cheap_nights(home.window) if window else None
    series = lay_out(home.evidence(rates=rates))
    car = [0.0] * len(series)
    car[BEGIN:END] = [kw / 2] * (END - BEGIN)
    house = learn_house(series, quiet_baseline(series), car)
    belief = Belief(
        series=series,
        stretches=[
            Stretch(first=BEGIN, states=(State.FULL,) * (END - BEGIN), score=score)
            for score in scores
        ],
        sought=kw,
        power=kw,
        house=house,
        quiet=house,
    )
    return Lookalikes(belief).doubt(BEGIN, END)


def test_a_quiet_house_raises_no_doubt() -> None:
    assert doubt() == pytest.approx(1, abs=0.2)


def test_what_the_house_draws_on_the_same_day_counts_by_the_root_of_its_slots() -> None:
    elsewhere, near = doubt([20.0]), doubt([10.4])

    assert near == pytest.approx(3**0.5 * elsewhere, rel=0.05)


def test_a_house_that_often_draws_as_much_raises_doubt_on_every_day() -> None:
    often = doubt([day + 0.7 for day in (2, 4, 6, 14, 16, 18, 20, 22)])

    assert often > 1.5 * doubt()


@pytest.mark.parametrize(("drawn_kw", "raises"), [(5.0, True), (8.5, False)])
def test_edges_that_fall_short_raise_doubt(drawn_kw: float, *, raises: bool) -> None:
    assert (doubt(drawn_kw=drawn_kw) > 1.5 * doubt()) == raises


def test_beside_a_small_charger_edges_say_nothing() -> None:
    assert doubt(kw=3.6, drawn_kw=2.4) == doubt(kw=3.6)


def test_every_house_draws_what_a_small_charger_does() -> None:
    heating = [day + 0.4 for day in range(28)]

    assert doubt(heating, kw=2.2) == doubt(kw=2.2) == 1


@pytest.mark.parametrize(("kw", "window"), [(7.2, True), (3.6, True), (3.6, False)])
def test_where_much_may_as_well_be_the_house_nothing_is_sure(
    kw: float, *, window: bool
) -> None:
    some = doubt(kw=kw, window=window, scores=(9, 9, 9, 2))
    most = doubt(kw=kw, window=window, scores=(9, 2, 2, 2))

    assert some == doubt(kw=kw, window=window)
    assert most == pytest.approx((2**1.5 if kw > 5 else 2) * some)


def test_a_large_charger_that_is_used_at_will_has_weak_charges() -> None:
    assert doubt(window=False, scores=(9, 2, 2, 2)) == doubt(window=False)
