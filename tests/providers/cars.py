"""A customer with a car, in the core's nouns."""

from custom_components.octopus_ev.core.identity import device_key
from custom_components.octopus_ev.core.model import (
    Account,
    Direction,
    RateBook,
    SupplyPoint,
)
from custom_components.octopus_ev.core.smart import Device, DeviceKind
from custom_components.octopus_ev.core.timeline import Timeline
from tests.unit.build import GB, flat, span

ID = "00000000-0000-4000-8000-000000000001"
POINT = SupplyPoint(
    key="0123456789",
    mpan="1012345678903",
    direction=Direction.IMPORT,
    meters=(),
    agreements=Timeline(),
    home=1,
)
ACCOUNT = Account(
    number="A-AAAA1111", region=GB, points=(POINT,), homes=("7654321", "1234567")
)
CAR = Device(
    key=device_key("gb", ACCOUNT.number, ID), device_id=ID, kind=DeviceKind.VEHICLE
)
DAY = span("2026-05-14 23:00", "2026-05-15 23:00")
BOOK = RateBook(
    house=flat("0.0684", DAY), vehicle=flat("0.0684", DAY), standing=Timeline()
)
