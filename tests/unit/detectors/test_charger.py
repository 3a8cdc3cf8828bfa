"""The charger's own sensors: what they tell is taken at its word, and no more."""

from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.detectors import ChargerDetector
from custom_components.octopus_ev.core.detectors.charger import told_by
from custom_components.octopus_ev.core.detectors.stretches import stretches, told_until
from custom_components.octopus_ev.core.evidence import Evidence
from custom_components.octopus_ev.core.model import ChargerReports, Report
from custom_components.octopus_ev.core.session import Confidence, Leeway, Source
from custom_components.octopus_ev.core.span import Span
from tests.unit.build import GB, span, utc

from .reports import DAY, NIGHT, at, energy, look, only, reports, spans, ticking


def test_the_power_sensor_tells_the_minutes_and_the_energy_of_each_slot() -> None:
    detection = look(NIGHT)
    candidate = only(detection)

    assert detection.source is ChargerDetector().source is Source.CHARGER
    assert spans(candidate) == [span(DAY + "00:37", DAY + "04:12")]
    assert energy(candidate) == Decimal("25.8")
    assert candidate.slots[at("00:30")] == Decimal("2.76")
    assert candidate.slots[at("01:00")] == Decimal("3.6")
    assert candidate.slots[at("04:00")] == Decimal("1.44")
    assert candidate.sure == frozenset(candidate.slots)
    assert candidate.confidence is Confidence.CONFIRMED
    assert candidate.leeway == Leeway()
    assert not candidate.open
    assert [entry for entry, _ in detection.told] == [
        span(DAY + "00:00", DAY + "20:00")
    ]


def test_nothing_reported_is_nothing_known() -> None:
    detection = look()

    assert not detection.candidates
    assert not detection.told
    assert not ChargerReports()


@pytest.mark.parametrize(("now", "pending"), [("00:37:30", True), ("00:36", False)])
def test_a_charge_too_young_to_be_claimed_is_pending(now: str, pending: bool) -> None:
    detection = look(NIGHT[:2] if pending else NIGHT[:1], now=now)

    assert not detection.candidates
    assert detection.pending is pending


def test_the_electronics_of_a_charger_are_no_charge() -> None:
    assert not look(
        reports(("00:00", "5"), ("03:00", "450"), ("06:00", "5"))
    ).candidates


def test_what_only_wakes_the_car_up_is_no_charge() -> None:
    blip = reports(("00:00", "0"), ("03:00", "7000"), ("03:00:40", "0"))

    assert not look(blip).candidates


def test_it_ends_below_the_lower_threshold_not_below_the_upper() -> None:
    tail = reports(
        ("00:00", "0"), ("01:00", "7200"), ("02:00", "400"), ("02:10", "150")
    )

    assert spans(only(look(tail))) == [span(DAY + "01:00", DAY + "02:10")]


def test_a_charge_under_way_is_open_as_far_as_it_has_come() -> None:
    candidate = only(look(NIGHT[:2], now="01:00"))

    assert candidate.open
    assert spans(candidate) == [span(DAY + "00:37", DAY + "01:00")]
    assert energy(candidate) == Decimal("2.76")


@pytest.mark.parametrize(("now", "is_open"), [("04:16", True), ("04:17", False)])
def test_a_pause_that_has_just_begun_is_no_end(now: str, is_open: bool) -> None:
    assert only(look(NIGHT, now=now)).open is is_open


def test_a_short_pause_stays_within_the_block_a_longer_one_within_the_charge() -> None:
    pausing = reports(
        ("00:00", "0"),
        ("00:30", "7200"),
        ("01:00", "0"),
        ("01:04", "7200"),
        ("01:30", "0"),
        ("03:30", "7200"),
        ("04:00", "0"),
        ("06:01", "7200"),
        ("06:30", "0"),
    )

    first, second = look(pausing).candidates
    assert spans(first) == [
        span(DAY + "00:30", DAY + "01:30"),
        span(DAY + "03:30", DAY + "04:00"),
    ]
    assert spans(second) == [span(DAY + "06:01", DAY + "06:30")]


def test_no_charge_lasts_longer_than_a_day() -> None:
    # A car that sips every other hour.
    row = [
        Report(at("00:00") + timedelta(hours=hour), Decimal(1400 * (hour % 2)))
        for hour in range(60)
    ]
    end = at("00:00") + timedelta(hours=60)
    detection = ChargerDetector().detect(
        Evidence(
            region=GB,
            window=Span(at("00:00"), end),
            charger=ChargerReports(
                power=tuple(
                    Report(report.at + timedelta(minutes=part), report.value)
                    for report in row
                    for part in (0, 20, 40)
                )
            ),
        )
    )

    assert len(detection.candidates) == 3
    assert max(c.span.duration for c in detection.candidates) <= timedelta(hours=24)


def test_silence_is_no_end_and_its_energy_is_unknown() -> None:
    gone = reports(("00:00", "0"), ("01:00", "7200"), ("01:40", None))
    detection = look(gone, now="03:00")
    candidate = only(detection)

    # The power was believed for half an hour.
    assert spans(candidate) == [span(DAY + "01:00", DAY + "01:30")]
    assert candidate.open
    assert [entry for entry, _ in detection.told] == [
        span(DAY + "00:00", DAY + "01:30")
    ]


def test_a_power_that_stayed_the_same_for_hours_is_believed_once_it_changes() -> None:
    steady = reports(("00:00", "0"), ("01:00", "7200"), ("06:00", "0"))

    assert only(look(steady[:2], now="04:00")).span.end == at("01:30")
    assert only(look(steady)).span.end == at("06:00")


def test_a_power_that_stayed_the_same_for_half_a_day_is_not() -> None:
    stuck = reports(("00:00", "0"), ("01:00", "7200"), ("12:00", "0"))

    assert only(look(stuck)).span.end == at("07:00")


def test_a_charge_goes_on_behind_a_gap_and_the_cut_slots_are_not_sure() -> None:
    gap = reports(
        ("00:00", "0"),
        ("01:00", "7200"),
        ("01:20", None),
        ("02:10", "7200"),
        ("02:40", "0"),
    )
    candidate = only(look(gap))

    assert spans(candidate) == [
        span(DAY + "01:00", DAY + "01:20"),
        span(DAY + "02:10", DAY + "02:40"),
    ]
    assert candidate.sure == {at("02:30")}


def test_a_charger_that_is_silent_for_a_day_may_be_dead() -> None:
    told = told_by(
        ChargerReports(power=reports(("00:00", "0"))),
        span("2026-07-15", "2026-07-20"),
        None,
    )

    assert [entry for entry, _ in told] == [span("2026-07-15", "2026-07-16")]


def test_a_rest_of_days_is_believed_once_something_follows() -> None:
    power = (*reports(("00:00", "0")), Report(utc("2026-07-19"), Decimal(7200)))
    told = told_by(
        ChargerReports(power=power), span("2026-07-15", "2026-07-19 00:10"), None
    )

    assert [entry for entry, _ in told] == [span("2026-07-15", "2026-07-19 00:10")]


def test_what_lies_before_the_window_is_not_reported() -> None:
    detection = look(NIGHT, since="05:00")

    assert not detection.candidates
    assert [entry for entry, _ in detection.told] == [
        span(DAY + "05:00", DAY + "20:00")
    ]


def test_power_below_nothing_is_nothing() -> None:
    assert not look(reports(("00:00", "-7200"), ("04:00", "0"))).candidates


def test_what_was_drawn_in_a_gap_continues_the_charge_before_it() -> None:
    counter = (
        *ticking("01:00", 30, 10, "1.2"),
        Report(at("01:35"), None),
        *reports(("05:30", "1006.0"), ("05:40", "1006.0")),
    )
    candidate = only(look(counter=counter))

    assert spans(candidate) == [span(DAY + "01:00", DAY + "01:50")]


def test_a_report_of_this_very_moment_has_told_nothing_yet() -> None:
    now = ChargerReports(power=reports(("02:00", "9")), counter=reports(("02:00", "9")))

    assert stretches(now, at("02:00"), None) == []


@pytest.mark.parametrize(
    ("power", "counter", "until"),
    [
        ("7200", None, "01:30"),
        ("4", None, "2026-07-16 01:00"),
        (None, "5", "2026-07-16 01:00"),
        (None, None, None),
    ],
)
def test_the_newest_report_is_believed_for_a_while(
    power: str | None, counter: str | None, until: str | None
) -> None:
    said = ChargerReports(
        power=reports(("01:00", power)), counter=reports(("01:00", counter))
    )
    end = until and (utc(until) if " " in until else at(until))

    assert told_until(said, at("01:10")) == end
    assert told_until(said, utc("2026-07-16 01:00")) is None


def test_where_nothing_is_reported_nothing_is_believed() -> None:
    assert told_until(ChargerReports(), at("01:10")) is None
