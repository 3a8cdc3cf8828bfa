"""A chatty sensor is thinned out; no step and no silence is lost by it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.model import Report
from custom_components.octopus_ev.own_sensor_feed import Feed, thinned
from custom_components.octopus_ev.own_sensors import ENERGY, POWER, Quantity

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def integration() -> None:
    """Look at rows of reports alone, without a running Home Assistant."""


def report(second: float, value: str | int | None) -> Report:
    at = NOON + timedelta(seconds=second)
    return Report(at, None if value is None else Decimal(value))


def kept(*said: Report, quantity: Quantity = POWER) -> list[Report]:
    return [*thinned(said, quantity)]


def test_one_in_ten_seconds_is_kept_and_the_newest() -> None:
    row = [report(second, 7000 + 50 * (second % 9)) for second in range(25)]

    assert kept(*row) == [row[0], row[10], row[20], row[24]]


def test_what_hardly_changes_is_kept_every_five_minutes() -> None:
    row = [report(second, 4 + second % 3) for second in range(0, 1000, 5)]

    assert [one.at for one in kept(*row)] == [
        NOON + timedelta(seconds=second) for second in (0, 300, 600, 900, 995)
    ]


def test_a_step_is_kept_with_what_was_said_before_it() -> None:
    row = [report(0, 300), report(1, 310), report(2, 7500), report(3, 7510)]

    assert kept(*row) == row


def test_a_silence_is_kept_with_both_its_ends() -> None:
    row = [report(0, 300), report(1, 310), report(2, None), report(3, 310)]

    assert kept(*row) == row
    assert kept(report(0, None), report(60, None), report(90, None)) == [
        report(0, None),
        report(90, None),
    ]


def test_a_counter_that_begins_to_count_is_a_step() -> None:
    feed = Feed("sensor.total", ENERGY)

    assert feed.hear(report(0, "10.0"))
    assert not feed.hear(report(100, "10.0"))
    assert not feed.hear(report(200, "10.1"))
    assert feed.hear(report(501, "10.2"))
    assert not feed.hear(report(561, "10.3"))
    assert [one.value for one in feed.take()] == [
        Decimal(value) for value in ("10.0", "10.1", "10.2", "10.3")
    ]


def test_what_was_handed_over_is_not_handed_over_again() -> None:
    feed = Feed("sensor.power", POWER)
    feed.hear(report(0, 300))

    assert feed.take() == (report(0, 300),)
    assert feed.take() == ()


def test_what_is_older_than_the_last_word_is_left_out() -> None:
    feed = Feed("sensor.power", POWER)
    feed.hear(report(10, 300))

    assert not feed.hear(report(5, 9000))
    assert feed.last == report(10, 300)
    assert feed.take() == (report(10, 300),)
