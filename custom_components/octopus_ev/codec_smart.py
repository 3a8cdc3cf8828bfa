"""What a supplier told of cars as JSON and back: one line for each thing it said.

Times are counted in seconds since 1970, lengths and delays in seconds.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from .codec import EPOCH, Json, number, string
from .core.smart import (
    BilledSlot,
    ChargeType,
    CompletedDispatch,
    DispatchType,
    PlannedDispatch,
    SeenPlan,
    SupplierSession,
)
from .core.smart_record import SmartRecord
from .core.span import Span
from .core.timeline import Timeline

_SECOND: Final = timedelta(seconds=1)
_UNKNOWN: Final = "-"
_STATES: Final = {None: _UNKNOWN, False: "0", True: "1"}
_READ_STATES: Final = {spelt: state for state, spelt in _STATES.items()}


def encode_smart(record: SmartRecord) -> Json:
    """Return what was told as JSON; spans are whole seconds long."""
    return {
        "plans": [_spell_plan(plan) for plan in record.plans],
        "watched": {
            key: [_spell_span(span) for span, _ in times]
            for key, times in record.watched.items()
        },
        "plugged": {
            key: [f"{_spell_span(span)} {_STATES[state]}" for span, state in times]
            for key, times in record.plugged.items()
        },
        "completed": [
            f"{_spell_span(row.span)} {_spell(row.energy)} {row.away:d}"
            for row in record.completed
        ],
        "charges": [_encode_charge(charge) for charge in record.charges],
        "billed": [_spell_billed(slot) for slot in record.billed.values()],
    }


def decode_smart(data: Json) -> SmartRecord:
    """Return what was told; the caller turns what this raises into `CodecError`."""
    return SmartRecord(
        plans=_lines(data, "plans", _read_plan),
        watched=MappingProxyType(
            {
                string(key): Timeline(
                    (_read_span(*row.split(" ")), None) for row in rows
                )
                for key, rows in data.get("watched", {}).items()
            }
        ),
        plugged=MappingProxyType(
            {
                string(key): Timeline(_read_state(*row.split(" ")) for row in rows)
                for key, rows in data.get("plugged", {}).items()
            }
        ),
        completed=_lines(data, "completed", _read_completed),
        charges=tuple(_decode_charge(charge) for charge in data.get("charges", ())),
        billed=MappingProxyType(
            {slot.start: slot for slot in _lines(data, "billed", _read_billed)}
        ),
    )


def _lines[T](
    data: Mapping[str, Any], name: str, read: Callable[..., T]
) -> tuple[T, ...]:
    return tuple(read(*line.split(" ")) for line in data.get(name, ()))


def _spell_plan(plan: SeenPlan) -> str:
    dispatch = plan.dispatch
    seen = _seconds(plan.first_seen)
    return (
        f"{plan.device_key} {_spell_dispatch(dispatch)} {seen} "
        f"{_seconds(plan.last_seen) - seen}"
    )


def _read_plan(
    device_key: str,
    start: str,
    length: str,
    kind: str,
    energy: str,
    first_seen: str,
    seen_for: str,
) -> SeenPlan:
    return SeenPlan(
        device_key=device_key,
        dispatch=_read_dispatch(start, length, kind, energy),
        first_seen=_instant(first_seen),
        last_seen=_instant(first_seen) + int(seen_for) * _SECOND,
    )


def _spell_dispatch(dispatch: PlannedDispatch) -> str:
    return (
        f"{_spell_span(dispatch.span)} {_spell(dispatch.type)} "
        f"{_spell(dispatch.energy)}"
    )


def _read_dispatch(start: str, length: str, kind: str, energy: str) -> PlannedDispatch:
    return PlannedDispatch(
        span=_read_span(start, length),
        type=_read_type(DispatchType, kind),
        energy=_read(energy),
    )


def _read_completed(
    start: str, length: str, energy: str, away: str
) -> CompletedDispatch:
    return CompletedDispatch(
        span=_read_span(start, length), energy=_read(energy), away=away == "1"
    )


def _read_state(start: str, length: str, state: str) -> tuple[Span, bool | None]:
    return _read_span(start, length), _READ_STATES[state]


def _encode_charge(charge: SupplierSession) -> Json:
    return {
        "device": charge.device_key,
        "charge": f"{_spell_span(charge.span)} {_spell(charge.type)} "
        f"{_spell(charge.energy)} {_spell(charge.cost)} "
        f"{_spell(charge.charge_added)} {_spell(charge.charge_final)}",
        "dispatches": [_spell_dispatch(dispatch) for dispatch in charge.dispatches],
        "problems": list(charge.problems),
    }


def _decode_charge(data: Json) -> SupplierSession:
    start, length, kind, energy, cost, added, final = data["charge"].split(" ")
    return SupplierSession(
        device_key=string(data["device"]),
        span=_read_span(start, length),
        type=_read_type(ChargeType, kind),
        energy=_read(energy),
        cost=_read(cost),
        charge_added=_read(added),
        charge_final=_read(final),
        dispatches=_lines(data, "dispatches", _read_dispatch),
        problems=tuple(string(problem) for problem in data["problems"]),
    )


def _spell_billed(slot: BilledSlot) -> str:
    return (
        f"{_seconds(slot.start)} {slot.house_energy} {slot.house_cost} "
        f"{slot.vehicle_energy} {slot.vehicle_cost}"
    )


def _read_billed(
    start: str,
    house_energy: str,
    house_cost: str,
    vehicle_energy: str,
    vehicle_cost: str,
) -> BilledSlot:
    return BilledSlot(
        start=_instant(start),
        house_energy=number(house_energy),
        house_cost=number(house_cost),
        vehicle_energy=number(vehicle_energy),
        vehicle_cost=number(vehicle_cost),
    )


def _spell_span(span: Span) -> str:
    start = _seconds(span.start)
    return f"{start} {_seconds(span.end) - start}"


def _read_span(start: str, length: str) -> Span:
    return Span(_instant(start), _instant(start) + int(length) * _SECOND)


def _seconds(moment: datetime) -> int:
    return (moment - EPOCH) // _SECOND


def _instant(text: str) -> datetime:
    return EPOCH + int(text) * _SECOND


def _spell(value: Decimal | StrEnum | None) -> str:
    return _UNKNOWN if value is None else str(value)


def _read(text: str) -> Decimal | None:
    return None if text == _UNKNOWN else number(text)


def _read_type[T: StrEnum](kind: type[T], text: str) -> T | None:
    return None if text == _UNKNOWN else kind(text)
