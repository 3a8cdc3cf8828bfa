"""What half-hours claim is denied while every car of the account was seen unplugged."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.drawn import drawn
from custom_components.octopus_ev.core.evidence import Candidate, Evidence
from custom_components.octopus_ev.core.model import Household
from custom_components.octopus_ev.core.presence import Presence, believed
from custom_components.octopus_ev.core.session import Confidence
from custom_components.octopus_ev.core.smart_record import SmartRecord

from .build import GB, span
from .claims import DAYS, claim
from .smart import CAR, OTHER_CAR, drew, states

AWAY = SmartRecord(plugged=states(("2026-07-14 06:00", "2026-07-15 12:10", False)))
COMES = SmartRecord(
    plugged=states(
        ("2026-07-14 06:00", "2026-07-15 18:00", False),
        ("2026-07-15 18:15", "2026-07-16 07:00", True),
    )
)
NIGHT = span("2026-07-15 00:30", "2026-07-15 04:30")
OVEN = claim(NIGHT)
CHARGER = claim(NIGHT, confidence=Confidence.CONFIRMED)


def seen(record: SmartRecord) -> Presence:
    return Presence(record, drawn(record))


def _left(
    record: SmartRecord, *claims: Candidate, heat_pump: bool = False
) -> tuple[Candidate, ...]:
    evidence = Evidence(
        region=GB,
        window=DAYS,
        smart=record,
        household=Household(heat_pump=heat_pump),
    )
    return believed(claims, seen(record), evidence)


def test_what_looks_like_a_charge_while_the_car_is_away_is_none() -> None:
    assert _left(AWAY, OVEN) == ()


def test_a_guest_may_charge_while_the_car_is_away() -> None:
    assert _left(AWAY, CHARGER) == (replace(CHARGER, confidence=Confidence.POSSIBLE),)
    assert _left(AWAY, CHARGER, heat_pump=True) == ()


@pytest.mark.parametrize(
    "record",
    [
        SmartRecord(),
        SmartRecord(plugged=states(("2026-07-14 06:00", "2026-07-15 12:10", True))),
        replace(AWAY, plugged={**AWAY.plugged, **states(car=OTHER_CAR)}),
        replace(
            AWAY, charges=(drew("2026-06-20 01:00", "2026-06-20 03:00", car=OTHER_CAR),)
        ),
        replace(
            AWAY,
            charges=(
                drew(
                    "2026-07-14 09:00",
                    "2026-07-14 12:00",
                    ("2026-07-14 09:00", "2026-07-14 11:00", "14"),
                ),
            ),
        ),
    ],
    ids=[
        "nobody looked",
        "it is there",
        "another was never seen",
        "another is never looked at",
        "its state is wrong: it charged",
    ],
)
def test_a_claim_stands_unless_every_car_is_known_to_be_away(
    record: SmartRecord,
) -> None:
    assert _left(record, OVEN) == (OVEN,)


def test_all_cars_are_away_only_while_each_of_them_is() -> None:
    other = states(("2026-07-15 02:00", "2026-07-15 09:00", False), car=OTHER_CAR)
    presence = seen(replace(AWAY, plugged={**AWAY.plugged, **other}))

    assert [part for part, _ in presence.away] == [
        span("2026-07-15 02:00", "2026-07-15 09:00")
    ]


def test_a_car_that_comes_home_draws_no_power_before() -> None:
    evening = claim(span("2026-07-15 17:10", "2026-07-15 20:00"), open_=True)
    (left,) = _left(COMES, evening)

    assert left.span == span("2026-07-15 18:00", "2026-07-15 20:00")
    assert sum(left.slots.values()) == Decimal("14.4")
    assert left.open
    # Two minutes of it, or a kilowatt-hour, may as well be the house's.
    assert _left(COMES, claim(span("2026-07-15 16:00", "2026-07-15 18:20"))) == ()


def test_a_slot_in_which_the_car_is_seen_to_leave_is_shared_by_time() -> None:
    record = SmartRecord(
        plugged=states(
            ("2026-07-15 00:00", "2026-07-15 04:15", True),
            ("2026-07-15 04:15", "2026-07-15 09:00", False),
        )
    )
    (left,) = _left(
        record, claim(span("2026-07-15 03:00", "2026-07-15 05:00"), open_=True)
    )

    assert left.span == span("2026-07-15 03:00", "2026-07-15 04:15")
    assert [*left.slots.values()] == [Decimal("3.6")] * 2 + [Decimal("1.80")]
    assert not left.open


@pytest.mark.parametrize(
    ("back", "there", "away"),
    [
        ("2026-07-15 02:40", False, True),
        ("2026-07-15 02:00", False, True),
        ("2026-07-15 02:40", True, False),
        ("2026-07-15 03:30", False, False),
    ],
    ids=["nobody looked", "at once", "it was there", "for long"],
)
def test_a_short_time_out_of_sight_is_no_visit(
    back: str, there: bool, away: bool
) -> None:
    visit = [("2026-07-15 02:10", "2026-07-15 02:20", True)] if there else []
    rows = states(
        ("2026-07-14 06:00", "2026-07-15 02:00", False),
        *visit,
        (back, "2026-07-15 12:00", False),
    )
    presence = seen(SmartRecord(plugged=rows))

    assert (len(presence.away) == 1) is away


def test_a_car_stays_unless_it_is_seen_unplugged_or_out_of_sight_for_long() -> None:
    presence = seen(
        SmartRecord(
            plugged=states(
                ("2026-07-15 18:15", "2026-07-15 22:00", True),
                ("2026-07-16 00:00", "2026-07-16 07:00", True),
                ("2026-07-16 07:15", "2026-07-16 18:00", False),
                ("2026-07-16 19:00", "2026-07-17 07:00", True),
                ("2026-07-17 12:00", "2026-07-17 23:00", True),
            )
        )
    )
    night = span("2026-07-15 19:00", "2026-07-16 06:00")

    assert presence.stayed(night, CAR)
    assert not presence.in_sight(night, CAR)
    assert presence.in_sight(span("2026-07-15 19:00", "2026-07-15 22:10"), CAR)
    assert not presence.stayed(span("2026-07-16 05:00", "2026-07-16 20:00"), CAR)
    assert not presence.stayed(span("2026-07-17 01:00", "2026-07-17 22:00"), CAR)
    assert presence.stayed(span("2026-07-15 21:45", "2026-07-16 00:10"), CAR)
    assert not presence.stayed(night, OTHER_CAR)
    assert not presence.in_sight(night, OTHER_CAR)


def test_a_car_is_alone_while_the_others_were_seen_unplugged() -> None:
    other = states(
        ("2026-07-15 18:00", "2026-07-15 23:00", False),
        ("2026-07-15 23:15", "2026-07-16 07:00", True),
        car=OTHER_CAR,
    )
    presence = seen(replace(COMES, plugged={**COMES.plugged, **other}))
    evening = span("2026-07-15 19:00", "2026-07-15 22:00")

    assert presence.alone(evening, CAR)
    assert not presence.alone(evening, OTHER_CAR)
    assert not presence.alone(span("2026-07-15 22:00", "2026-07-16 02:00"), CAR)
    unseen = SmartRecord(charges=(drew("2026-07-15 01:00", "2026-07-15 02:00"),))
    assert not seen(unseen).alone(evening, CAR)


def test_looks_take_no_longer_apart_than_a_quarter_of_an_hour_and_a_bit() -> None:
    looks = SmartRecord()
    begun = COMES.plugged[CAR].at
    assert begun(span("2026-07-15 19:00", "2026-07-15 20:00").start) is True
    now = span("2026-07-15 18:00", "2026-07-15 19:00").start
    for minutes in (0, 17, 34):
        looks = looks.with_states({CAR: True}, now + timedelta(minutes=minutes))

    assert seen(looks).in_sight(span("2026-07-15 18:00", "2026-07-15 18:30"), CAR)
