"""Facts are kept until newer ones replace them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from custom_components.octopus_ev.core.model import (
    Band,
    PowerSample,
    Rate,
    RateBook,
    Reading,
)
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.facts import (
    NO_RATES,
    Facts,
    chained,
    clipped,
    news,
    years_changed,
)

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
DAY = timedelta(days=1)
WINDOW = Span(NOW - DAY, NOW)


def _book(*entries: tuple[datetime, datetime, str]) -> RateBook:
    house = Timeline(
        (Span(start, end), Rate(Decimal(price), Band.STANDARD))
        for start, end, price in entries
    )
    return RateBook(house=house, vehicle=house, standing=Timeline())


def _prices(facts: Facts) -> list[tuple[datetime, datetime, str]]:
    return [
        (span.start, span.end, str(rate.unit_rate)) for span, rate in facts.book.house
    ]


def test_only_new_and_corrected_readings_are_news() -> None:
    known = {NOW - DAY: Decimal("0.1"), NOW - DAY + HALF_HOUR: Decimal("0.2")}
    answer = [
        Reading(NOW - DAY + 2 * HALF_HOUR, Decimal("0.3")),
        Reading(NOW - DAY + HALF_HOUR, Decimal("0.25")),
        Reading(NOW - DAY, Decimal("0.100")),
    ]
    assert news(known, answer, WINDOW, HALF_HOUR) == {
        NOW - DAY + HALF_HOUR: Decimal("0.25"),
        NOW - DAY + 2 * HALF_HOUR: Decimal("0.3"),
    }


def test_what_no_meter_measures_is_no_news() -> None:
    answer = [
        Reading(NOW - HALF_HOUR, Decimal("-0.1")),
        Reading(NOW - timedelta(minutes=20), Decimal(1)),
        Reading(NOW - 2 * DAY, Decimal(1)),
        Reading(NOW, Decimal(1)),
    ]
    assert news({}, answer, WINDOW, HALF_HOUR) == {}


def test_a_hole_that_is_filled_later_leaves_the_newest_reading_the_newest() -> None:
    first, hole, last = NOW - DAY, NOW - DAY + HALF_HOUR, NOW - DAY + DAY / 2
    facts = Facts().with_readings({first: Decimal(1), last: Decimal(3)})
    filled = facts.with_readings({hole: Decimal(2)})
    assert filled.readings == {first: 1, hole: 2, last: 3}
    assert filled.newest == last
    assert hole not in facts.readings


def test_nothing_is_known_at_first() -> None:
    assert Facts().newest is None


def test_past_rates_outlive_an_answer_that_is_silent_of_them() -> None:
    known = Facts().with_rates(_book((NOW - 3 * DAY, NOW + DAY, "0.2")), NOW)
    later = known.with_rates(_book((NOW - DAY, NOW + 2 * DAY, "0.3")), NOW)
    assert _prices(later) == [
        (NOW - 3 * DAY, NOW - DAY, "0.2"),
        (NOW - DAY, NOW + 2 * DAY, "0.3"),
    ]


def test_future_rates_are_the_last_answer_alone() -> None:
    known = Facts().with_rates(_book((NOW - DAY, NOW + 9 * DAY, "0.2")), NOW)
    later = known.with_rates(_book((NOW - DAY, NOW + DAY, "0.2")), NOW)
    assert _prices(later) == [(NOW - DAY, NOW + DAY, "0.2")]


def test_no_rates_in_an_answer_forget_no_past_ones() -> None:
    known = Facts().with_rates(_book((NOW - DAY, NOW + DAY, "0.2")), NOW)
    assert _prices(known.with_rates(_book(), NOW)) == [(NOW - DAY, NOW, "0.2")]


def test_telemetry_is_joined_by_minute_and_forgotten_after_a_day_or_so() -> None:
    minute = timedelta(minutes=1)
    facts = Facts().with_samples(
        [PowerSample(at=NOW - minute * n, demand_w=Decimal(n)) for n in (1, 0)], NOW
    )
    again = facts.with_samples([PowerSample(at=NOW, demand_w=Decimal(7))], NOW)
    assert [sample.demand_w for sample in again.samples] == [Decimal(1), Decimal(7)]
    later = NOW + timedelta(hours=30)
    assert [sample.at for sample in again.with_samples([], later).samples] == [NOW]


def test_only_years_that_are_rated_differently_are_named() -> None:
    newyear = datetime(2026, 1, 1, tzinfo=UTC)
    facts = Facts().with_readings({newyear - DAY: Decimal(1), newyear: Decimal(1)})
    before = facts.with_rates(_book((newyear - DAY, NOW, "0.2")), NOW)
    after = before.with_rates(_book((newyear, NOW, "0.3")), NOW)
    assert years_changed(before, after) == {2026}


def test_the_same_rates_again_change_nothing() -> None:
    known = Facts().with_rates(_book((NOW - 9 * DAY, NOW + 2 * DAY, "0.2")), NOW)
    later = NOW + HALF_HOUR
    again = known.with_rates(_book((NOW - 2 * DAY, NOW + 2 * DAY, "0.2")), later)
    assert again == known


def test_the_tax_is_kept_like_the_prices_that_it_is_in() -> None:
    def taxed(start: datetime, end: datetime, tax: str) -> RateBook:
        nothing: Timeline[Rate] = Timeline()
        return RateBook(
            house=nothing,
            vehicle=nothing,
            standing=Timeline(),
            tax=Timeline([(Span(start, end), Decimal(tax))]),
        )

    facts = Facts().with_rates(taxed(NOW - 3 * DAY, NOW, "0.05"), NOW)
    facts = facts.with_rates(taxed(NOW - DAY, NOW + DAY, "0.2"), NOW)

    assert list(clipped(facts.book, Span(NOW - 2 * DAY, NOW)).tax) == [
        (Span(NOW - 2 * DAY, NOW - DAY), Decimal("0.05")),
        (Span(NOW - DAY, NOW), Decimal("0.2")),
    ]
    assert chained([facts.book, NO_RATES]).tax == (facts.book.tax)
