"""What a flow was told is given to its entry: once, and only while it is fresh."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.model import (
    Account,
    Direction,
    Reading,
    SupplyPoint,
)
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.handover import Answers, Handover
from custom_components.octopus_ev.providers.gb_account import GB

NOW = datetime(2026, 5, 15, 12, tzinfo=UTC)
WINDOW = Span(NOW - timedelta(days=60), NOW)
POINT = SupplyPoint(
    key="aaaa000001",
    mpan="1012345678903",
    direction=Direction.IMPORT,
    meters=(),
    agreements=Timeline(),
)
ACCOUNT = Account(number="A-AAAA1111", region=GB, points=(POINT,))
READINGS = (
    Reading(WINDOW.start, Decimal("0.1")),
    Reading(NOW - timedelta(hours=12), Decimal("0.2")),
)


@pytest.fixture
def handover(freezer: TickingDateTimeFactory) -> Handover:
    """Return what a flow left behind just now."""
    freezer.move_to(NOW)
    handover = Handover()
    handover.put(
        Answers(
            at=NOW,
            account=ACCOUNT,
            has_telemetry={POINT.key: False},
            window=WINDOW,
            readings={POINT.key: READINGS},
        )
    )
    return handover


def test_each_answer_is_given_once(handover: Handover) -> None:
    assert handover.account(ACCOUNT.number) == ACCOUNT
    assert handover.account(ACCOUNT.number) is None
    assert handover.has_telemetry(POINT) is False
    assert handover.has_telemetry(POINT) is None
    assert handover.readings(POINT, WINDOW) == READINGS
    assert handover.readings(POINT, WINDOW) is None


def test_another_account_is_not_given(handover: Handover) -> None:
    assert handover.account("A-BBBB2222") is None


def test_a_shorter_window_is_given_its_part(handover: Handover) -> None:
    later = Span(WINDOW.start + timedelta(seconds=5), NOW + timedelta(seconds=5))

    assert handover.readings(POINT, later) == READINGS[1:]


def test_a_longer_window_is_asked_anew(handover: Handover) -> None:
    longer = Span(WINDOW.start - timedelta(seconds=1), NOW)

    assert handover.readings(POINT, longer) is None


def test_what_grew_old_in_an_open_form_is_asked_anew(
    handover: Handover, freezer: TickingDateTimeFactory
) -> None:
    freezer.move_to(NOW + timedelta(minutes=16))

    assert handover.account(ACCOUNT.number) is None
    assert handover.has_telemetry(POINT) is None
    assert handover.readings(POINT, WINDOW) is None


def test_nothing_is_given_where_nothing_was_left() -> None:
    handover = Handover()

    assert handover.account(ACCOUNT.number) is None
    assert handover.has_telemetry(POINT) is None
    assert handover.readings(POINT, WINDOW) is None


def test_nothing_secret_is_in_what_is_printed(handover: Handover) -> None:
    answers = Answers(
        at=NOW, account=ACCOUNT, has_telemetry={}, window=WINDOW, readings={}
    )

    assert ACCOUNT.number not in repr(answers)
    assert POINT.mpan not in repr(answers)
