"""Sessions in the ledger have the vehicle and the carbon that are known by now."""

from decimal import Decimal
from typing import Final

from custom_components.octopus_ev.core import amend
from custom_components.octopus_ev.core.carbon import carbon_together
from custom_components.octopus_ev.core.changes import Action
from custom_components.octopus_ev.core.garage import Garage
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.session import Carbon, Session
from custom_components.octopus_ev.core.vehicle import AttributedBy, Sighting, Vehicle
from custom_components.octopus_ev.core.witness import Record

from .build import charge

LEAF: Final = Vehicle(key="leaf000001", name="Leaf")
ZOE: Final = Vehicle(key="zoe0000001", name="Zoe")
# Two kWh in each of two slots.
NIGHT: Final = charge("2026-07-15 00:30", "2026-07-15 01:30", energy="2")
NEXT: Final = charge("2026-07-16 00:30", "2026-07-16 01:30", energy="2")
PLUGGED: Final = {ZOE.key: Sighting(plugged=Decimal(1))}


def night(ledger: Ledger) -> Session:
    session = ledger.get(NIGHT.session_id)
    assert session is not None
    return session


def test_sessions_that_were_stored_have_their_vehicle_at_once() -> None:
    ledger = Ledger([NIGHT], garage=Garage([LEAF]))

    assert (night(ledger).vehicle, night(ledger).car) == (LEAF.key, LEAF)
    assert not ledger.apply([NIGHT])
    assert ledger.machine == (NIGHT,)
    assert ledger.copy().sessions() == ledger.sessions()


def test_what_is_told_later_is_news_of_the_session() -> None:
    garage = Garage([LEAF, ZOE])
    ledger = Ledger([NIGHT, NEXT], garage=garage)
    assert night(ledger).vehicle is None
    told = garage.told(Record(sessions={NIGHT.session_id: PLUGGED}))
    (change,) = ledger.apply((), told).items

    assert change.action is Action.UPDATED
    assert (change.session.vehicle, change.session.revision) == (ZOE.key, 2)
    assert change.session.vehicle_by is AttributedBy.LINK
    assert not ledger.apply((), told)
    assert not ledger.apply((), garage.told(told.record))


def test_the_users_word_is_kept_by_key_and_can_be_taken_back() -> None:
    ledger = Ledger([NIGHT], garage=Garage([LEAF]))
    amend.edit(ledger, NIGHT.session_id, vehicle="a friend's")
    assert night(ledger).vehicle_name == "a friend's"
    amend.edit(ledger, NIGHT.session_id, vehicle="LEAF")
    assert ledger.overlay.of(NIGHT.session_id).vehicle == LEAF.key
    assert night(ledger).vehicle_by is AttributedBy.MANUAL
    amend.edit(ledger, NIGHT.session_id, vehicle=None)

    assert night(ledger).vehicle_by is AttributedBy.ONLY


def test_carbon_is_of_the_slots_of_which_it_is_known() -> None:
    first, last = (slot.start for slot in NIGHT.slots)
    garage = Garage()
    ledger = Ledger([NIGHT, NEXT], garage=garage)
    assert night(ledger).carbon is None
    half = garage.told(Record(carbon={first: Decimal(150)}))
    assert not [c for c in ledger.apply((), half).items if c.action]
    assert night(ledger).carbon == Carbon(Decimal(300), Decimal(2))
    whole = half.told(Record(carbon={first: Decimal(150), last: Decimal(100)}))
    ledger.apply((), whole)

    assert night(ledger).carbon == Carbon(Decimal(500), Decimal(0))
    assert carbon_together(ledger.sessions()) == Carbon(Decimal(500), Decimal(4))
    assert carbon_together([NEXT]) is None
