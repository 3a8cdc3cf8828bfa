"""How a run of slots is told to be a charge."""

from math import isfinite

import pytest

from custom_components.octopus_ev.core.detectors.baseline import quiet_baseline
from custom_components.octopus_ev.core.detectors.house import learn_house
from custom_components.octopus_ev.core.detectors.prior import first_prior
from custom_components.octopus_ev.core.detectors.runs import Run, find_runs
from custom_components.octopus_ev.core.detectors.series import lay_out
from custom_components.octopus_ev.core.detectors.states import Charger, State
from tests.unit.detectors.homes import Home, charges

KW = 7.2
NOON = 10.5
"""The day of the charge, counted from the first."""


def weighed(hours: float) -> tuple[Charger, Run]:
    """Return a charger, and the run of a charge of so many hours."""
    home = Home(days=28)
    charges(home, KW, [NOON], [hours])
    series = lay_out(home.evidence())
    house = learn_house(series, quiet_baseline(series), [0.0] * len(series))
    charger = Charger(KW * series.hours, house, first_prior(series), 0.05)
    runs = find_runs(series, house, KW * series.hours / 2)
    return charger, max(runs, key=lambda run: len(run.slots))


@pytest.mark.parametrize("hours", [2, 12, 24 * 10])
def test_the_odds_of_the_charges_in_a_run_are_its_support(hours: float) -> None:
    charger, run = weighed(hours)

    found = list(charger.decode(run))

    assert isfinite(charger.support(run))
    assert sum(stretch.score for stretch in found) == pytest.approx(
        charger.support(run)
    )
    drawn = sum(stretch.states.count(State.FULL) for stretch in found)
    assert drawn == pytest.approx(2 * hours, abs=1)


def test_the_longer_a_charge_the_surer_it_is() -> None:
    supports = [
        charger.support(run) for charger, run in map(weighed, (1, 3, 10, 24 * 10))
    ]

    assert supports == sorted(supports)
    assert supports[-1] > 300
