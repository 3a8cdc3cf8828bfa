"""Every figure of a session derives from its slots and blocks."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.model import Band
from custom_components.octopus_ev.core.session import (
    Block,
    PricedSlot,
    Session,
    SessionState,
    SessionType,
)

from .build import charge, span, utc


def slot(
    start: str, energy: str, rate: str | None = None, band: Band | None = None
) -> PricedSlot:
    return PricedSlot(
        start=utc(start),
        energy=Decimal(energy),
        unit_rate=None if rate is None else Decimal(rate),
        band=band,
    )


def night() -> Session:
    whole = charge("2026-07-14 23:05", "2026-07-15 01:00")
    return replace(
        whole,
        slots=(
            slot("2026-07-14 23:00", "3.0", "0.27", Band.STANDARD),
            slot("2026-07-14 23:30", "3.6", "0.085", Band.OFF_PEAK),
            slot("2026-07-15 00:00", "3.6"),
            slot("2026-07-15 00:30", "3.4", "0.10", Band.BELOW_MEAN),
        ),
        blocks=(
            Block(span("2026-07-14 23:05", "2026-07-14 23:50"), Decimal("5.6")),
            Block(span("2026-07-15 00:10", "2026-07-15 01:00"), Decimal("8.0")),
        ),
        reference_cost=Decimal("2.70"),
    )


def test_it_adds_up_its_slots() -> None:
    session = night()

    assert session.energy == Decimal("13.6")
    assert session.cost == Decimal("0.810") + Decimal("0.3060") + Decimal("0.340")
    assert session.unpriced_energy == Decimal("3.6")
    assert session.average_rate == Decimal("1.456") / 10
    assert session.saving == Decimal("1.244")


def test_without_a_sensor_on_the_charger_no_total_is_known() -> None:
    assert night().total_energy is None


def test_what_the_charger_told_counts_in_the_total_alone() -> None:
    first, *rest = night().slots
    sunny = replace(night(), slots=(replace(first, total=Decimal("3.5")), *rest))

    assert sunny.energy == Decimal("13.6")
    assert sunny.total_energy == Decimal("14.1")


def test_pauses_are_not_charging_time() -> None:
    assert night().charging_time == timedelta(minutes=95)


def test_bands_share_the_priced_energy() -> None:
    session = night()

    assert session.energy_by_band == {
        Band.STANDARD: Decimal("3.0"),
        Band.OFF_PEAK: Decimal("3.6"),
        Band.BELOW_MEAN: Decimal("3.4"),
    }
    assert session.off_peak_share == Decimal("0.7")


def test_two_slots_of_a_band_add_up() -> None:
    twice = charge("2026-07-14 23:00", "2026-07-15 00:00", energy="3")

    assert twice.energy_by_band == {Band.STANDARD: Decimal(6)}
    assert twice.off_peak_share == 0


def test_without_a_rate_nothing_about_money_is_known() -> None:
    dark = charge("2026-07-14 23:00", "2026-07-15 00:00", rate=None)

    assert dark.cost is None
    assert dark.average_rate is None
    assert dark.off_peak_share is None
    assert dark.saving is None
    assert dark.unpriced_energy == dark.energy


def test_no_saving_is_known_without_a_reference() -> None:
    assert replace(night(), reference_cost=None).saving is None


def test_priced_slots_without_energy_have_no_average() -> None:
    idle = charge("2026-07-14 23:00", "2026-07-15 00:00", energy="0")

    assert idle.cost == 0
    assert idle.average_rate is None
    assert idle.off_peak_share is None


@pytest.mark.parametrize("state", SessionState)
def test_what_is_withdrawn_or_deleted_does_not_count(state: SessionState) -> None:
    hidden = {SessionState.WITHDRAWN, SessionState.DELETED}

    assert state.shown is (state not in hidden)


def typed(*energies: tuple[str, SessionType | None]) -> Session:
    first = utc("2026-07-15 00:00")
    return replace(
        night(),
        slots=tuple(
            PricedSlot(
                start=first + index * timedelta(minutes=30),
                energy=Decimal(energy),
                type=kind,
            )
            for index, (energy, kind) in enumerate(energies)
        ),
    )


SMART, BOOST = SessionType.SMART, SessionType.BOOST
UNPLANNED = SessionType.UNPLANNED


@pytest.mark.parametrize(
    ("slots", "type_", "unplanned"),
    [
        ([("3.6", None)], None, None),
        ([("3.6", SMART), ("0.4", BOOST)], SMART, "0"),
        ([("3.5", SMART), ("0.5", BOOST)], SessionType.MIXED, "0"),
        ([("3.6", SMART), ("3.6", None)], SMART, "0"),
        ([("0.3", SMART), ("3.6", UNPLANNED)], UNPLANNED, "3.6"),
        ([("0", SMART)], None, "0"),
    ],
)
def test_a_session_is_of_the_type_of_nearly_all_its_energy(
    slots: list[tuple[str, SessionType | None]],
    type_: SessionType | None,
    unplanned: str | None,
) -> None:
    session = typed(*slots)

    assert session.type is type_
    given = None if unplanned is None else Decimal(unplanned)
    assert session.unplanned_energy == given
