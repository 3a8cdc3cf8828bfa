"""What is shown and kept is at the rates that really apply."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from custom_components.octopus_ev.codec_evidence import PointEvidence, encode_month
from custom_components.octopus_ev.core.hourly import Part
from custom_components.octopus_ev.core.model import Direction
from custom_components.octopus_ev.core.session import SessionState
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.facts import Facts
from custom_components.octopus_ev.history import History
from custom_components.octopus_ev.search_window import repriced
from custom_components.octopus_ev.statistic_ids import Measure, Statistic
from custom_components.octopus_ev.statistic_work import Past, writings
from tests.unit.build import GB, SLOT, charge, even, span, utc
from tests.unit.nights import DAY, NIGHT, apart, classic, price, smart

EVENING = utc("2026-01-14 19:00")
NOW = utc("2026-01-16 12:00")
DISPATCHED = smart("2026-01-14 19:00", "2026-01-14 20:00", "7.0")


def paid_at(history: History, month: str, at: datetime) -> Decimal:
    window = Span(utc(month), utc(month) + SLOT)
    return price(history.used(window).book.house, at)


def test_the_past_is_at_the_rates_that_dispatches_made() -> None:
    known = Facts(
        readings=even(span("2026-01-12", "2026-01-16"), "1"),
        book=classic(),
        smart=DISPATCHED,
    )
    history = History(facts=known, stored={}, region=GB)

    assert paid_at(history, "2026-01-01", EVENING) == NIGHT
    assert paid_at(history, "2026-01-01", utc("2026-01-14 20:00")) == DAY


def test_a_dispatch_counts_in_the_month_that_it_reaches_into() -> None:
    window = span("2026-01-30", "2026-02-03")
    january = encode_month(
        PointEvidence(
            readings=even(span("2026-01-30", "2026-02-01"), "1"),
            book=apart(span("2026-01-30", "2026-02-01")),
            smart=smart("2026-01-31 18:00", "2026-02-01 02:00", "56"),
        ),
        SLOT,
    )
    known = Facts(
        readings=even(span("2026-02-01", "2026-02-03"), "1"), book=apart(window)
    )
    history = History(facts=known, stored={"2026-01": january}, region=GB)

    used = history.used(Span(utc("2026-02-01"), utc("2026-02-02")))

    # The six hours of the allowance were used up at midnight.
    assert price(used.book.vehicle, utc("2026-02-01 01:00")) == Decimal("0.30")
    assert price(used.book.vehicle, utc("2026-02-01 02:00")) == Decimal("0.06")
    assert used.book.house.at(utc("2026-01-31 23:30")) is None


def test_the_house_of_a_dispatch_is_as_cheap_in_the_statistics() -> None:
    known = Facts(
        readings=even(span("2026-01-14", "2026-01-16"), "1"),
        book=classic(),
        smart=DISPATCHED,
    )
    past = Past.of(Direction.IMPORT, History(facts=known, stored={}, region=GB), ())
    assert past is not None

    found = writings(past, utc("2026-01-01"), utc("2026-01-01"), {})

    costs = {
        row["start"]: row["state"]
        for writing in found
        if writing.statistic == Statistic(Part.HOUSE, Measure.COST)
        for row in writing.rows
    }
    assert costs[utc("2026-01-14 18:00")] == 0.52
    assert costs[EVENING] == 0.14


def test_a_late_report_names_the_hours_and_the_sessions_that_it_prices_anew() -> None:
    before = Facts(readings=even(span("2026-01-12", "2026-01-16"), "4"), book=classic())
    session = charge(
        "2026-01-14 18:00",
        "2026-01-14 20:00",
        rate="0.26",
        state=SessionState.SETTLED,
    )

    after = replace(before, smart=DISPATCHED)

    assert repriced(before, after, [session], GB, NOW) == (
        EVENING,
        {EVENING, EVENING + SLOT},
    )
    assert repriced(after, after, [], GB, NOW) == (None, set())


def test_without_a_car_nothing_is_worked_out() -> None:
    known = Facts(book=classic(), smart=SmartRecord())

    assert known.paid(GB, NOW) is known.book
