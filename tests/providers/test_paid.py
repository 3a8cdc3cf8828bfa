"""What dispatches make of the published rates is what the simulated bill says."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.cap import cap_use
from custom_components.octopus_ev.core.effective import effective
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.providers.gb_account import GB

from .conftest import NOW, TWO_MONTHS, Connect, Customer

BILLED = Span(NOW - timedelta(days=50), NOW - timedelta(days=2))
DAY = timedelta(days=1)


async def told(customer: Customer) -> SmartRecord:
    """Return what the supplier reports of the customer's cars by now."""
    smart = customer.smart
    account = await customer.provider.account(customer.world.account_number)
    record = SmartRecord().with_completed(await smart.completed(account))
    for device in await smart.devices(account):
        charges = await smart.charges(account, device, TWO_MONTHS)
        record = record.with_charges(charges)
    return record


@pytest.mark.parametrize("persona", ["P1", "P2", "P11"])
async def test_house_and_car_pay_in_each_half_hour_what_they_are_billed(
    connect: Connect, persona: str
) -> None:
    customer = await connect(persona)
    book = await customer.provider.rates(await customer.import_point(), TWO_MONTHS)

    paid = effective(book, await told(customer), GB)

    bill = customer.world.bill
    assert bill is not None
    by_day = 0
    for slot in bill.slots(BILLED.start.timestamp(), BILLED.end.timestamp()):
        start = datetime.fromtimestamp(slot.start, UTC)
        house, vehicle = paid.house.at(start), paid.vehicle.at(start)
        published = book.house.at(start)
        assert house is not None
        assert vehicle is not None
        assert published is not None
        cost = slot.kwh("house") * house.unit_rate * 100
        assert cost == pytest.approx(slot.pence("house"))
        cost = slot.kwh("car") * vehicle.unit_rate * 100
        assert cost == pytest.approx(slot.pence("car"))
        by_day += house.unit_rate < published.unit_rate
    assert by_day


@pytest.mark.parametrize("persona", ["P1", "P7"])
async def test_the_allowance_is_used_as_the_world_says(
    connect: Connect, persona: str
) -> None:
    customer = await connect(persona)
    record = await told(customer)
    bill = customer.world.bill
    assert bill is not None

    used = []
    for noon, until, minutes in bill.caps(
        BILLED.start.timestamp(), BILLED.end.timestamp()
    ):
        last = datetime.fromtimestamp(until, UTC) - timedelta(seconds=1)
        found = cap_use(record, GB, last)
        assert found.day.start == datetime.fromtimestamp(noon, UTC)
        assert found.used / timedelta(minutes=1) == pytest.approx(
            minutes, rel=0.02, abs=1
        )
        used.append(Decimal(minutes))
    assert sum(used) > 1000
