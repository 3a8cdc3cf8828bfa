"""The bill has the last word on energy and cost, and what we had stays beside it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.effective import effective
from custom_components.octopus_ev.core.model import Band, RateBook
from custom_components.octopus_ev.core.session import (
    Block,
    PricedSlot,
    Session,
    SessionState,
    SessionType,
)
from custom_components.octopus_ev.core.settlement import Settlement
from custom_components.octopus_ev.core.smart import BilledSlot
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, charge, span, utc
from .nights import PEAK, apart, classic

NIGHT = span("2026-01-15 00:00", "2026-01-15 02:00")
NEXT_DAY = "2026-01-16 12:00"


def row(start: str, vehicle: str, pence: str = "6", house: str = "0.5") -> BilledSlot:
    """Return a billed slot; the house pays 7 p."""
    return BilledSlot(
        start=utc(start),
        house_energy=Decimal(house),
        house_cost=Decimal(house) * Decimal("0.07"),
        vehicle_energy=Decimal(vehicle),
        vehicle_cost=Decimal(vehicle) * Decimal(pence) / 100,
    )


def night(*vehicle: str) -> list[BilledSlot]:
    """Return the bill of the slots from midnight on."""
    starts = [
        f"2026-01-15 {hour:02}:{minute}" for hour in range(3) for minute in ("00", "30")
    ]
    return [row(start, energy) for start, energy in zip(starts, vehicle, strict=False)]


def settlement(
    bill: Sequence[BilledSlot], now: str = NEXT_DAY, book: RateBook | None = None
) -> Settlement:
    book = book or apart()
    record = SmartRecord().with_billed(bill)
    return Settlement(
        region=GB,
        bill=record.billed,
        rates=effective(book, SmartRecord(), GB).vehicle,
        billed=effective(book, record, GB).vehicle,
        smart=book.smart,
        now=utc(now),
        charger_power_kw=Decimal("7.2"),
    )


def ours(
    start: str = "2026-01-15 00:00",
    end: str = "2026-01-15 02:00",
    state: SessionState = SessionState.SETTLED,
) -> Session:
    """Return a charge of 3.6 kWh a slot at 6 p."""
    session = charge(start, end, rate="0.06", state=state)
    slots = tuple(replace(slot, band=Band.OFF_PEAK) for slot in session.slots)
    return replace(session, slots=slots)


def settled(
    session: Session, found: Settlement, known: Session | None = None
) -> Session:
    (after,) = found.settled([session], [] if known is None else [known])
    return after


def test_energy_and_cost_are_the_bill_s_and_ours_stay_beside_them() -> None:
    bill = [
        row("2026-01-15 00:00", "3.3"),
        row("2026-01-15 00:30", "3.5"),
        row("2026-01-15 01:00", "3.5"),
        row("2026-01-15 01:30", "3.4", pence="30"),
    ]

    after = settled(ours(), settlement(bill))

    assert after.state is SessionState.SETTLED
    assert after.billed
    assert after.energy == Decimal("13.7")
    assert after.cost == Decimal("10.3") * Decimal("0.06") + Decimal("1.02")
    assert after.estimated_energy == Decimal("14.4")
    assert after.estimated_cost == Decimal("0.864")
    assert sum(block.energy for block in after.blocks) == after.energy
    assert after.slots[-1].unit_rate == PEAK
    assert after.slots[-1].band is Band.STANDARD
    assert (after.span, after.session_id) == (ours().span, ours().session_id)


def test_without_its_bill_a_charge_is_what_we_had_made_of_it() -> None:
    found = settlement(night("3.3", "3.5", "3.5", "3.4", "0.2"))
    before = found.estimated(ours())
    whole = replace(before, reference_cost=Decimal("4.32"), excess=Decimal(0))

    after = settled(whole, found)

    assert after.energy != whole.energy
    assert found.estimated(after) == whole
    assert before == ours()


def test_a_slot_that_was_never_billed_is_its_own_estimate() -> None:
    found = settlement(night("3.3", "3.5", "3.5", "3.4"))
    once = settled(ours(), found)
    grown = replace(once, slots=(*once.slots[:3], ours().slots[3]))

    assert found.estimated(grown).slots == ours().slots


def test_what_is_billed_again_stays_the_same() -> None:
    found = settlement(night("3.3", "3.5", "3.5", "3.4", "0.2"))
    once = settled(ours(), found)

    assert settled(found.estimated(once), found, known=once) == once


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-01-22 01:59", SessionState.PROVISIONAL),
        ("2026-01-22 02:00", SessionState.SETTLED),
    ],
)
def test_a_charge_waits_a_week_for_its_bill(now: str, state: SessionState) -> None:
    after = settled(ours(), settlement([], now))

    assert after.state is state
    assert not after.billed
    assert after.estimated_energy is None
    assert after.estimated_cost is None


def test_what_was_settled_before_stays_settled() -> None:
    after = settled(ours(), settlement([]), known=ours())

    assert after.state is SessionState.SETTLED


def test_a_charge_that_is_billed_in_part_waits_for_the_rest() -> None:
    after = settled(ours(), settlement(night("3.3", "3.5")))

    assert after.state is SessionState.PROVISIONAL
    assert after.slots == ours().slots


def test_where_nothing_is_billed_apart_no_bill_is_waited_for() -> None:
    after = settled(ours(), settlement([], book=classic()))

    assert after == ours()


def test_a_bill_that_is_no_longer_at_hand_still_stands() -> None:
    found = settlement(night("3.3", "3.5", "3.5", "3.4"))
    once = settled(ours(), found)

    later = settled(found.estimated(once), settlement([], "2026-06-01"), known=once)

    assert later.slots == once.slots
    assert later.cost == once.cost
    assert later.blocks == once.blocks


def test_what_went_through_no_car_of_the_supplier_s_pays_what_the_house_paid() -> None:
    after = settled(ours(), settlement(night("0", "0", "0", "0")))

    assert after.energy == ours().energy
    assert after.cost == Decimal("14.4") * Decimal("0.07")
    assert after.estimated_cost == Decimal("0.864")
    assert after.state is SessionState.SETTLED


def test_another_car_s_bill_is_not_that_of_a_charge_outside_the_plan() -> None:
    planned = ours(end="2026-01-15 00:30")
    plain = charge("2026-01-15 00:00", "2026-01-15 02:00", energy="1.8", rate="0.07")
    plain = replace(
        plain,
        session_id="plain",
        slots=tuple(replace(one, type=SessionType.UNPLANNED) for one in plain.slots),
    )

    smart, other = settlement(night("3.4", "0", "0", "0")).settled([planned, plain], [])

    assert smart.energy == Decimal("3.4")
    assert other.energy == plain.energy
    assert other.cost == Decimal("1.8") * (Decimal("0.06") + 3 * Decimal("0.07"))


def test_a_slot_that_the_bill_has_no_charge_in_is_empty() -> None:
    after = settled(ours(), settlement(night("0", "3.5", "3.5", "3.4")))

    assert [slot.energy for slot in after.slots][0] == 0
    assert after.energy == Decimal("10.4")


def test_slots_that_only_the_bill_has_belong_to_the_charge_next_to_them() -> None:
    bill = [
        row("2026-01-14 23:00", "0.1"),
        row("2026-01-14 23:30", "0.4"),
        *night("3.3", "3.5", "3.5", "3.4", "0.3", "0"),
        row("2026-01-15 03:00", "0.7"),
    ]
    pause = ours()
    pause = replace(pause, slots=(*pause.slots[:1], *pause.slots[2:]))

    after = settled(pause, settlement(bill))

    assert [f"{slot.start:%H:%M}" for slot in after.slots] == [
        "23:00",
        "23:30",
        "00:00",
        "00:30",
        "01:00",
        "01:30",
        "02:00",
    ]
    assert after.energy == Decimal("14.5")
    assert after.estimated_energy == Decimal("10.8")
    assert settlement([]).estimated(after).slots == pause.slots


def test_two_cars_share_what_is_billed_as_they_drew_it() -> None:
    small = replace(
        charge("2026-01-15 01:00", "2026-01-15 02:00", energy="1.2", rate="0.06"),
        session_id="small",
    )
    found = settlement(night("3.3", "3.5", "4.4", "4.4", "0.5"))

    big, little = found.settled([ours(), small], [])

    assert [slot.energy for slot in big.slots] == [
        Decimal(energy) for energy in ("3.3", "3.5", "3.3", "3.3", "0.5")
    ]
    assert [slot.energy for slot in little.slots] == [Decimal("1.1")] * 2


def test_what_came_from_the_roof_alone_has_no_share_of_the_bill() -> None:
    session = ours()
    sunny = PricedSlot(
        start=utc("2026-01-15 01:30"), energy=Decimal(0), total=Decimal(3)
    )
    session = replace(session, slots=(*session.slots[:3], sunny))
    found = settlement(night("3.3", "3.5", "3.5", "0.2"))

    after = settled(session, found)

    assert after.slots[-1].energy == 0
    assert found.estimated(after).slots[-1].total == 3


def test_a_slot_that_neither_house_nor_car_was_billed_in_keeps_no_rate_of_a_bill() -> (
    None
):
    bill = [*night("3.3", "3.5", "3.5"), row("2026-01-15 01:30", "0", house="0")]
    found = replace(settlement(bill), billed=Timeline())

    after = settled(ours(), found)

    assert after.slots[-1].unit_rate is None
    assert after.unpriced_energy == after.energy


def test_hidden_charges_are_left_alone() -> None:
    gone = ours(state=SessionState.WITHDRAWN)

    assert settled(gone, settlement(night("3.3", "3.5", "3.5", "3.4"))) is gone


def boosted(*types: SessionType | None, rate: str | None = "0.30") -> Session:
    session = charge("2026-01-15 00:00", "2026-01-15 02:00", rate=rate)
    return replace(
        session,
        slots=tuple(
            replace(slot, type=kind)
            for slot, kind in zip(session.slots, types, strict=True)
        ),
    )


def test_a_boost_costs_more_than_waiting_for_the_plan() -> None:
    session = boosted(
        SessionType.SMART, SessionType.BOOST, SessionType.BOOST, SessionType.UNPLANNED
    )

    after = settled(session, settlement([]))

    # 7.2 kWh at 30 p, not at 6 p.
    assert after.boost_premium == Decimal("1.728")
    assert after.unplanned_cost == Decimal("1.08")


def test_a_boost_in_the_cheap_hours_of_the_classic_tariff_costs_no_more() -> None:
    session = boosted(*[SessionType.BOOST] * 4, rate="0.07")

    assert settled(session, settlement([], book=classic())).boost_premium == 0


def test_without_a_boost_there_is_nothing_to_tell() -> None:
    session = replace(boosted(*[SessionType.SMART] * 4), boost_premium=Decimal(2))

    after = settled(session, settlement([]))

    assert after.boost_premium is None
    assert after.unplanned_cost is None


@pytest.mark.parametrize("lost", ["rates", "price"])
def test_what_a_boost_cost_more_outlives_its_rates(lost: str) -> None:
    rate = "0.30" if lost == "rates" else None
    session = replace(
        boosted(*[SessionType.BOOST] * 4, rate=rate), boost_premium=Decimal("3.456")
    )
    found = settlement([])
    if lost == "rates":
        found = replace(found, smart=Timeline())

    assert settled(session, found).boost_premium == Decimal("3.456")


def test_blocks_share_what_is_billed() -> None:
    session = replace(
        ours(),
        blocks=(
            Block(span("2026-01-15 00:00", "2026-01-15 01:00"), Decimal("7.2")),
            Block(span("2026-01-15 01:00", "2026-01-15 02:00"), Decimal("7.2")),
        ),
    )

    after = settled(session, settlement(night("3.3", "3.5", "3.5", "3.4")))

    assert [block.energy for block in after.blocks] == [Decimal("6.8"), Decimal("6.9")]
    assert after.reference_cost == after.energy * PEAK
