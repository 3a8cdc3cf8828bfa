"""Whatever the charger's sensor misses, and in whatever order all is heard of."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, strategies as st

from custom_components.octopus_ev.core.detectors import ChargerDetector
from custom_components.octopus_ev.core.evidence import Detection, Evidence
from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.model import ChargerReports, Report
from custom_components.octopus_ev.core.session import Session, SessionState, Source
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, SLOT, utc
from .chargers import hearing
from .claims import HOUSE, claim, found

START = utc("2026-07-15")
END = START + timedelta(hours=36)
WINDOW = Span(START, END)
WATTS = Decimal(7200)


@st.composite
def charges(draw: st.DrawFn) -> list[Span]:
    """Return charges with whole minutes, four hours apart."""
    found: list[Span] = []
    at = START + timedelta(minutes=draw(st.integers(60, 400)))
    for _ in range(draw(st.integers(1, 3))):
        end = at + timedelta(minutes=draw(st.integers(65, 240)))
        found.append(Span(at, end))
        at = end + timedelta(minutes=draw(st.integers(240, 400)))
    return found


gaps = st.lists(
    st.tuples(st.integers(10, 34 * 60), st.integers(1, 300)).map(
        lambda pair: Span(
            START + timedelta(minutes=pair[0]),
            START + timedelta(minutes=pair[0] + pair[1]),
        )
    ),
    max_size=3,
)


def drawn(charged: list[Span], slot: datetime) -> Decimal:
    """Return what the car drew in a slot."""
    where = Span(slot, slot + SLOT)
    hours = sum(
        (
            both.duration / timedelta(hours=1)
            for charge in charged
            if (both := charge.clip(where)) is not None
        ),
        start=0.0,
    )
    return (Decimal(hours) * WATTS / 1000).quantize(Decimal("0.001"))


def meter(charged: list[Span]) -> dict[datetime, Decimal]:
    return {slot: HOUSE + drawn(charged, slot) for slot in WINDOW.slots(SLOT)}


def by_charger(charged: list[Span], away: list[Span]) -> Detection:
    """Return what a power sensor told that was away at times."""
    minutes = [START + timedelta(minutes=minute) for minute in range(36 * 60)]
    power = tuple(
        Report(
            at,
            None
            if any(at in gap for gap in away)
            else WATTS * any(at in charge for charge in charged),
        )
        for at in minutes
    )
    return ChargerDetector().detect(
        Evidence(region=GB, window=WINDOW, charger=ChargerReports(power=power))
    )


def by_half_hours(charged: list[Span]) -> Detection:
    """Return what half-hours show: the energies exactly, the edges as they can."""
    claims = []
    for charge in charged:
        slots = {slot: drawn(charged, slot) for slot in charge.slots(SLOT)}
        slots = {slot: energy for slot, energy in slots.items() if energy}
        made = claim(charge)
        claims.append(
            type(made)(
                source=Source.HALF_HOURLY,
                blocks=made.blocks,
                slots=slots,
                confidence=made.confidence,
            )
        )
    return found(*claims, window=WINDOW)


def shown(sessions: tuple[Session, ...]) -> list[Session]:
    return [session for session in sessions if session.state.shown]


@given(charges(), gaps, st.permutations(["charger", "half_hours", "charger"]))
def test_no_charge_is_lost_doubled_or_beyond_the_meter(
    charged: list[Span], away: list[Span], order: list[str]
) -> None:
    readings = meter(charged)
    detections = {
        "charger": by_charger(charged, away),
        "half_hours": by_half_hours(charged),
    }
    told = Timeline[None]()
    known: tuple[Session, ...] = ()
    for name in (*order, *order, "half_hours"):
        detection = detections[name]
        told = told.overlaid(detection.told).joined()
        known = fuse([detection], known, hearing(told, readings, END))
        sessions = shown(known)
        for first, second in pairwise(sessions):
            assert first.span.end <= second.span.start
        for slot, energy in readings.items():
            taken = sum(
                (s.energy for one in sessions for s in one.slots if s.start == slot),
                start=Decimal(0),
            )
            assert taken <= energy

    sessions = shown(known)
    assert len(sessions) == len(charged)
    for session, charge in zip(sessions, charged, strict=True):
        assert session.span.overlaps(charge)
        true = sum(drawn(charged, slot) for slot in charge.slots(SLOT))
        # Beside a gap, less than five minutes are nobody's.
        assert abs(session.energy - true) <= Decimal(2)
    again = fuse([detections["half_hours"]], known, hearing(told, readings, END))
    again = fuse([detections["charger"]], again, hearing(told, readings, END))
    for one, two in zip(known, again, strict=True):
        assert (one.session_id, one.span, one.slots) == (
            two.session_id,
            two.span,
            two.slots,
        )
    assert {session.state for session in shown(again)} <= {
        SessionState.PROVISIONAL,
        SessionState.SETTLED,
    }
