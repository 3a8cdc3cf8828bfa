"""A charger's energy counter, alone or beside its power."""

from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.detectors.stretches import (
    resolution,
    steps,
    stretches,
)
from custom_components.octopus_ev.core.model import ChargerReports, Report
from custom_components.octopus_ev.core.session import Leeway
from tests.unit.build import span

from .reports import DAY, NIGHT, at, energy, look, only, reports, spans, ticking


def test_the_counter_has_the_energy_and_the_power_the_minutes() -> None:
    counter = reports(("00:00", "100.00"), ("02:00", "109.66"), ("04:13", "125.00"))
    candidate = only(look(NIGHT, counter))

    assert spans(candidate) == [span(DAY + "00:37", DAY + "04:12")]
    assert energy(candidate) == pytest.approx(Decimal(25), abs=Decimal("0.004"))
    ratio = candidate.slots[at("01:00")] / candidate.slots[at("02:00")]
    assert ratio == 1


def test_while_it_charges_the_power_adds_what_the_counter_has_not_told() -> None:
    counter = reports(("00:00", "100.00"), ("01:37", "107.00"))
    power = (*NIGHT[:2], *reports(("01:40", "7200")))
    candidate = only(look(power, counter, now="01:47"))

    assert energy(candidate) == pytest.approx(Decimal("8.2"), abs=Decimal("0.004"))


def test_a_coarse_counter_does_not_correct_the_power() -> None:
    counter = reports(("00:00", "100"), ("02:00", "109"), ("04:13", "118"))

    assert energy(only(look(NIGHT, counter))) == Decimal("25.8")


def test_a_counter_that_tells_of_two_charges_at_once_corrects_neither() -> None:
    twice = reports(
        ("00:00", "0"),
        ("01:00", "7200"),
        ("01:30", "0"),
        ("02:00", "7200"),
        ("02:30", "0"),
    )
    counter = reports(("00:00", "100.00"), ("00:59", "100.00"), ("02:31", "109.00"))
    candidate = only(look(twice, counter))

    assert candidate.blocks[0].energy == Decimal("3.6")
    assert candidate.blocks[1].energy == Decimal("3.6")


def test_the_counter_alone_tells_start_and_end_by_its_steps() -> None:
    # 7.2 kW, read every five minutes; the first and the last step hold a part of it.
    counter = ticking("00:55", 60, 5, "0.6")
    last = counter[-1]
    assert last.value is not None
    counter += (
        Report(last.at + timedelta(minutes=5), last.value + Decimal("0.24")),
        Report(last.at + timedelta(minutes=10), last.value + Decimal("0.24")),
    )
    candidate = only(look(counter=counter))

    assert spans(candidate) == [span(DAY + "00:55", DAY + "01:57")]
    assert energy(candidate) == Decimal("7.44")
    assert candidate.leeway == Leeway(timedelta(minutes=5), timedelta(minutes=5))
    assert not candidate.open


def test_the_first_step_of_a_counter_is_dated_back_by_the_power_of_the_next() -> None:
    counter = reports(("00:00", "100.0"), ("03:05", "100.3"), ("03:10", "100.9"))
    candidate = only(look(counter=counter, now="03:12"))

    assert candidate.open
    assert candidate.span.start == at("03:02:30")
    assert energy(candidate) == Decimal("0.9")


def test_the_first_step_of_a_charge_is_not_the_end_of_the_last_one() -> None:
    morning = ticking("01:00", 30, 5, "0.6")
    # It stopped two minutes after it was last read, and goes on in the evening.
    more = reports(("01:35", "1003.84"), ("18:05", "1004.20"), ("18:10", "1004.80"))
    first, second = look(counter=(*morning, *more)).candidates

    assert first.span == span(DAY + "01:00", DAY + "01:32")
    assert energy(first) == Decimal("3.84")
    assert second.span.start == at("18:02")


def test_a_single_step_is_dated_back_by_the_power_given() -> None:
    counter = reports(("00:00", "100.0"), ("06:00", "107.2"), ("06:05", "107.2"))

    assert only(look(counter=counter, given="3.6")).span.start == at("04:00")
    assert only(look(counter=counter, given="7.2")).span.start == at("05:00")


@pytest.mark.parametrize(("now", "is_open"), [("03:29", True), ("03:30", False)])
def test_a_counter_is_waited_for_as_long_as_it_took_before(
    now: str, is_open: bool
) -> None:
    counter = ticking("02:00", 70, 10, "1.2")

    assert only(look(counter=counter, now=now)).open is is_open


@pytest.mark.parametrize(
    ("rise", "found"), [("0.1", False), ("0.2", False), ("0.3", True)]
)
def test_a_tick_of_a_coarse_counter_is_no_charge(rise: str, found: bool) -> None:
    counter = reports(
        ("00:00", "100.0"), ("06:00", str(100 + Decimal(rise))), ("07:00", "110.0")
    )[:2]

    assert bool(look(counter=counter).candidates) is found


def test_a_counter_tells_what_was_drawn_while_it_was_away() -> None:
    away = reports(
        ("00:00", "100.0"), ("00:30", None), ("06:00", "121.6"), ("06:30", "121.6")
    )
    detection = look(counter=away)
    candidate = only(detection)

    assert energy(candidate) == Decimal("21.6")
    # When in those hours cannot be told: half-hours may say.
    assert not candidate.sure
    assert [entry for entry, _ in detection.told] == [
        span(DAY + "06:00", DAY + "20:00")
    ]


def test_a_counter_that_stood_still_while_it_was_away_tells_that_nothing_was() -> None:
    away = reports(("00:00", "100.0"), ("00:30", None), ("06:00", "100.0"))
    detection = look(counter=away)

    assert not detection.candidates
    assert [entry for entry, _ in detection.told] == [
        span(DAY + "00:00", DAY + "20:00")
    ]


def test_the_counter_fills_the_gaps_of_the_power_sensor() -> None:
    power = reports(
        ("00:00", "0"),
        ("01:00", "6000"),
        ("01:20", None),
        ("01:50", "6000"),
        ("02:00", "0"),
    )
    counter = ticking("01:00", 60, 10, "1.0")
    candidate = only(look(power, counter))

    assert spans(candidate) == [span(DAY + "01:00", DAY + "02:00")]
    assert candidate.sure == frozenset(candidate.slots)
    assert energy(candidate) == pytest.approx(Decimal(6), abs=Decimal("0.01"))


@pytest.mark.parametrize(
    ("said", "rises"),
    [
        ([("00:00", "10.0"), ("00:10", "11.0")], [1.0]),
        # Rounding makes it waver; the mark is not taken back.
        ([("00:00", "10.0"), ("00:05", "9.95"), ("00:10", "10.5")], [0.5]),
        # A counter for each session starts again from nothing.
        ([("00:00", "25.0"), ("00:10", "0.2"), ("00:20", "1.2")], [0.2, 1.0]),
        # Corrected downwards: what it shows is no energy.
        ([("00:00", "25.0"), ("00:10", "20.0"), ("00:20", "21.0")], [0.0, 1.0]),
        # It fell to nothing for a moment.
        ([("00:00", "9000"), ("00:01", "0"), ("00:02", "9000")], [0.0]),
        # No charger is so quick.
        ([("00:00", "10.0"), ("00:10", "30.0")], []),
        ([("00:00", "10.0"), ("00:00", "10.5"), ("00:10", "11.0")], [0.5]),
    ],
)
def test_a_counter_that_resets_or_jumps(
    said: list[tuple[str, str | None]], rises: list[float]
) -> None:
    assert [step.energy for step in steps(reports(*said))] == pytest.approx(rises)


def test_the_smallest_difference_is_told_by_the_figures() -> None:
    assert resolution(reports(("00:00", "12.5"), ("00:10", "12.55"))) == 0.01
    assert resolution(reports(("00:00", None))) == 1.0


def test_a_step_without_a_neighbour_that_meets_it_stands_alone() -> None:
    jump = reports(
        ("00:00", "10.0"), ("01:00", "90.0"), ("01:10", "91.2"), ("01:20", "91.2")
    )
    row = stretches(ChargerReports(counter=jump), at("02:00"), None)

    assert [stretch.energy for stretch in row if stretch.power] == pytest.approx([1.2])
