"""What is told of a session to automations, cards and logs."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import reduce
import itertools
from operator import add
from typing import Final

from .away import AwayCharge
from .changes import Action
from .identity import is_key
from .listing import Listing
from .model import Region
from .session import ZERO, Block, Session, Source
from .travel import cost_per_mile, miles_added, percent_added, petrol_saving

type JSON = str | int | float | bool | list[JSON] | dict[str, JSON] | None

_MOST_BLOCKS: Final = 24
"""An event is kept with its data; a charge that a sun-follower chopped up has dozens."""

_MINUTE: Final = timedelta(minutes=1)


def payload(session: Session, action: Action, region: Region) -> dict[str, JSON]:
    """Return what an announcement carries.

    Numbers are rounded here, once: energy to a watt-hour, money to a hundredth, rates
    to a ten-thousandth of the currency's unit. `peak_kwh` is all priced energy that
    was not cheap; with `off_peak_kwh` and `unpriced_kwh` it makes up the whole.
    Instants are in UTC. What is unknown is null.
    """
    return {"action": action.value, **summary(session, region)}


def summary(session: Session, region: Region) -> dict[str, JSON]:
    """Return the figures of a session, rounded for display; see `payload`."""
    bands = session.energy_by_band
    cheap = reduce(add, (kwh for band, kwh in bands.items() if band.cheap), ZERO)
    dear = reduce(add, (kwh for band, kwh in bands.items() if not band.cheap), ZERO)
    return {
        "session_id": session.session_id,
        "revision": session.revision,
        "state": session.state.value,
        "start": _instant(session.span.start),
        "end": _instant(session.span.end),
        "duration_min": round(session.span.duration / _MINUTE),
        "charging_min": round(session.charging_time / _MINUTE),
        "energy_kwh": rounded(session.energy, 3),
        "total_kwh": rounded(session.total_energy, 3),
        "cost": rounded(session.cost, 2),
        "cost_low": rounded(session.cost_low, 2),
        "cost_high": rounded(session.cost_high, 2),
        "currency": region.currency,
        "average_rate": rounded(session.average_rate, 4),
        "off_peak_kwh": rounded(cheap, 3),
        "peak_kwh": rounded(dear, 3),
        "unpriced_kwh": rounded(session.unpriced_energy, 3),
        "energy_by_band": {
            band.value: rounded(energy, 3) for band, energy in bands.items()
        },
        "reference_cost": rounded(session.reference_cost, 2),
        "saving": rounded(session.saving, 2),
        "excess": rounded(session.excess, 2),
        "type": None if session.type is None else session.type.value,
        "unplanned_kwh": rounded(session.unplanned_energy, 3),
        "unplanned_cost": rounded(session.unplanned_cost, 2),
        "boost_premium": rounded(session.boost_premium, 2),
        "billed": session.billed,
        "estimated_kwh": rounded(session.estimated_energy, 3),
        "estimated_cost": rounded(session.estimated_cost, 2),
        **_of_vehicle(session),
        "device": session.device,
        "note": session.note,
        "edited": list(session.edited),
        "sources": [source.value for source in session.provenance.sources],
        "confidence": session.confidence.value,
        "blocks": [
            {
                "start": _instant(block.span.start),
                "end": _instant(block.span.end),
                "energy_kwh": rounded(block.energy, 3),
            }
            for block in _fewer(session.blocks)
        ],
    }


def provenance(session: Session) -> dict[str, JSON]:
    """Return what each figure of a session rests on; null where it is not known.

    A price is that of the stored unit rates, or of the supplier's bill; `drift_kwh` is
    what settling added to the energy that was told live.
    """
    origin = session.provenance
    given = {
        "start": origin.boundaries,
        "end": origin.boundaries,
        "energy": origin.energy,
    }
    return {
        **{
            name: (Source.MANUAL if name in session.edited else source).value
            for name, source in given.items()
        },
        "price": _price_of(session),
        "vehicle": None if session.vehicle_by is None else session.vehicle_by.value,
        "live_kwh": rounded(origin.live_energy, 3),
        "supplier_kwh": rounded(origin.stated_energy, 3),
        "drift_kwh": rounded(session.drift, 3),
    }


def _of_vehicle(session: Session) -> dict[str, JSON]:
    """Return which vehicle charged, and what that is worth; null is not known.

    A percentage is by the vehicle's own gauge, or else an estimate; miles, what a mile
    costs and the saving against petrol always are. Carbon is of the energy of which it
    is known; `carbon_unknown_kwh` is the rest.
    """
    added, carbon = percent_added(session), session.carbon
    said = session.vehicle
    return {
        "vehicle": session.vehicle_name,
        "vehicle_key": said if said is not None and is_key(said) else None,
        "vehicle_by": None if session.vehicle_by is None else session.vehicle_by.value,
        "percent_added": None if added is None else rounded(added.value, 1),
        "percent_estimated": None if added is None else added.estimate,
        "miles_added": rounded(miles_added(session), 1),
        "cost_per_mile": rounded(cost_per_mile(session), 4),
        "petrol_saving": rounded(petrol_saving(session), 2),
        "carbon_g": None if carbon is None else rounded(carbon.grams, 0),
        "carbon_unknown_kwh": None if carbon is None else rounded(carbon.unknown, 3),
    }


def _price_of(session: Session) -> str | None:
    if session.billed:
        return "bill"
    return None if session.cost is None else "unit_rates"


def slots(session: Session) -> list[JSON]:
    """Return the session's slots as text, unrounded, so that anyone can add them up."""
    return [
        {
            "start": _instant(slot.start),
            "energy_kwh": _exact(slot.energy),
            "total_kwh": _exact(slot.total),
            "unit_rate": _exact(slot.unit_rate),
            "cost": _exact(slot.cost),
            "type": None if slot.type is None else slot.type.value,
        }
        for slot in session.slots
    ]


def elsewhere(charge: AwayCharge, region: Region) -> dict[str, JSON]:
    """Return the figures of a charge elsewhere, rounded; what is unknown is null."""
    return {
        "start": _instant(charge.span.start),
        "end": _instant(charge.span.end),
        "energy_kwh": rounded(charge.energy, 3),
        "cost": rounded(charge.cost, 2),
        "currency": region.currency,
        "device": charge.device,
    }


def by_supplier(listing: Listing | None) -> JSON:
    """Return what the supplier's list says of a session; null where it says nothing."""
    if listing is None:
        return None
    return {
        "percent_added": rounded(listing.percent_added, 1),
        "percent_final": rounded(listing.percent_final, 1),
        "problems": list(listing.problems),
    }


def _fewer(blocks: Iterable[Block]) -> list[Block]:
    """Join blocks across their shortest pauses until there are few enough."""
    kept = list(blocks)
    while len(kept) > _MOST_BLOCKS:
        _, index = min(
            (after.span.start - before.span.end, index)
            for index, (before, after) in enumerate(itertools.pairwise(kept))
        )
        first, second = kept[index], kept[index + 1]
        joined = Block(first.span.hull(second.span), first.energy + second.energy)
        kept[index : index + 2] = [joined]
    return kept


def _instant(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")


def rounded(value: Decimal | None, places: int) -> float | None:
    """Return a figure as it is shown; what is unknown stays so."""
    if value is None:
        return None
    return float(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN))


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
