"""The past, recent or years ago, is there month by month."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from freezegun.api import TickingDateTimeFactory

from custom_components.octopus_ev.codec import Json
from custom_components.octopus_ev.codec_evidence import PointEvidence, encode_month
from custom_components.octopus_ev.core.model import Direction, RateBook
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.facts import NO_RATES, Facts
from custom_components.octopus_ev.history import History
from custom_components.octopus_ev.statistic_work import Past
from homeassistant.core import HomeAssistant
from tests.unit.build import GB, SLOT, flat, span, utc
from tests.unit.detectors.homes import DAY
from tests.unit.smart import charge

from .desks import FIRST_DAY, KEY, Desk

MARCH: Final = utc("2024-03-01")
MAY: Final = utc("2026-05-01")


def book(price: str, start: str, end: str) -> RateBook:
    house = flat(price, span(start, end))
    return RateBook(house=house, vehicle=house, standing=Timeline())


def evidence(price: str, **readings: str) -> Json:
    return encode_month(
        PointEvidence(
            readings={
                datetime.fromisoformat(start).replace(tzinfo=UTC): Decimal(energy)
                for start, energy in readings.items()
            },
            book=book(price, "2024-03-01", "2024-04-01"),
        ),
        SLOT,
    )


def history(facts: Facts = Facts(), *, march: Json | None = None) -> History:
    stored = {} if march is None else {"2024-03": march}
    return History(facts=facts, stored=stored, region=GB)


def test_what_was_told_of_a_car_is_there_with_its_month() -> None:
    old = charge("2024-03-05 01:00", "2024-03-05 03:00")
    told = SmartRecord().with_charges([old, charge("2024-03-09", "2024-03-10")])
    stored = encode_month(PointEvidence(readings={}, book=NO_RATES, smart=told), SLOT)
    new = charge("2024-04-02 01:00", "2024-04-02 03:00")
    facts = Facts(smart=SmartRecord().with_charges([new]))

    known = history(facts, march=stored).between(span("2024-03-01", "2024-03-07"))
    later = history(facts, march=stored).over(span("2024-03-08", "2024-04-30"))

    assert known.smart.charges == (old,)
    assert later.smart.charges == (*told.charges, new)


def test_months_are_those_in_memory_and_those_that_are_stored() -> None:
    facts = Facts(readings={utc("2026-05-31 23:30"): Decimal(1)})

    known = History(
        facts=facts,
        stored={"2024-03": evidence("0.1"), "unheard-of": {}},
        region=GB,
    )

    assert known.months == [MARCH, MAY]


def test_a_stored_month_is_decoded_when_it_is_asked_for() -> None:
    stored = evidence("0.1", **{"2024-03-05T12:00": "0.25"})

    month = history(march=stored).month(MARCH)

    assert month.readings == {utc("2024-03-05 12:00"): Decimal("0.25")}
    assert month.book == book("0.1", "2024-03-01", "2024-04-01")


def test_months_in_a_row_are_one() -> None:
    stored = evidence("0.1", **{"2024-03-31T23:30": "0.25"})
    facts = Facts(
        readings={utc("2024-04-01"): Decimal(3), utc("2024-05-01"): Decimal(9)},
        book=book("0.1", "2024-04-01", "2024-05-01"),
    )

    both = history(facts, march=stored).over(span("2024-03-31 23:00", "2024-04-02"))

    assert both.readings == {
        utc("2024-03-31 23:30"): Decimal("0.25"),
        utc("2024-04-01"): Decimal(3),
    }
    assert both.book == book("0.1", "2024-03-01", "2024-05-01")


def test_what_is_in_memory_wins_over_what_is_stored() -> None:
    stored = evidence("0.1", **{"2024-03-05T12:00": "0.25", "2024-03-05T12:30": "0.5"})
    facts = Facts(
        readings={utc("2024-03-05 12:30"): Decimal(3), MAY: Decimal(9)},
        book=book("0.2", "2024-03-20", "2024-05-01"),
    )

    month = history(facts, march=stored).month(MARCH)

    assert month.readings == {
        utc("2024-03-05 12:00"): Decimal("0.25"),
        utc("2024-03-05 12:30"): Decimal(3),
    }
    assert [(held.start, rate.unit_rate) for held, rate in month.book.house] == [
        (MARCH, Decimal("0.1")),
        (utc("2024-03-20"), Decimal("0.2")),
    ]
    assert max(held.end for held, _ in month.book.house) == utc("2024-04-01")


def test_a_month_that_does_not_decode_is_empty() -> None:
    assert history(march={"readings": 5}).month(MARCH).readings == {}
    assert history().month(MARCH).readings == {}


async def test_the_engine_has_all_its_past_after_a_restart(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    desk = await Desk.open(hass, freezer)
    await desk.history()
    await desk.start()
    before = desk.engine.history(KEY)
    await desk.engine.async_shutdown()
    freezer.move_to(FIRST_DAY + timedelta(days=300))

    later = await Desk.open(hass, freezer, desk.home)

    assert desk.view.readings
    assert not later.view.readings
    after = later.engine.history(KEY)
    assert before.months == after.months
    for month in before.months:
        assert before.month(month).readings == after.month(month).readings
    first = after.month(before.months[0])
    assert first.book.house.at(FIRST_DAY - 20 * DAY) is not None


def test_the_newest_reading_is_found_wherever_it_is_kept() -> None:
    stored = evidence("0.1", **{"2024-03-05T12:00": "0.25"})
    older = Facts(readings={utc("2024-02-01"): Decimal(1)})
    newer = Facts(readings={MAY: Decimal(1)})

    def newest(facts: Facts, march: Json | None) -> datetime | None:
        past = Past.of(Direction.IMPORT, history(facts, march=march), ())
        return None if past is None else past.newest

    assert newest(older, stored) == utc("2024-03-05 12:00")
    assert newest(newer, stored) == MAY
    assert newest(older, {"readings": 5}) == utc("2024-02-01")
    assert newest(Facts(), None) is None
