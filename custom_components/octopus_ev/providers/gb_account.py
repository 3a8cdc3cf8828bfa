"""Turn a British account, as REST and GraphQL tell it, into the core's nouns."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
import re
from typing import Final
from zoneinfo import ZoneInfo

from ..core.identity import point_key
from ..core.model import Account, Agreement, Direction, Meter, Region, SupplyPoint
from ..core.span import FOREVER, Span
from ..core.timeline import Timeline
from ..kraken.gb import graphql_wire, rest_wire

GB: Final = Region(
    code="gb",
    tz=ZoneInfo("Europe/London"),
    currency="GBP",
    interval=timedelta(minutes=30),
)

# "E-1R-AGILE-24-10-01-C": fuel, registers, product, region. Business codes such
# as "BUS-PANELP-12M-FIXED-SEPTEMBER2022" have neither prefix nor region.
_TARIFF_CODE: Final = re.compile(r"E-\w+-(?P<product>.+)-[A-HJ-NP]")

_CHECK_WEIGHTS: Final = (3, 5, 7, 13, 17, 19, 23, 29, 31, 37, 41, 43)


def mpan_valid(mpan: str) -> bool:
    """Tell whether `mpan` has 13 digits of which the last checks the others.

    The rule is that of the Balancing and Settlement Code: the weighted sum of the
    first twelve digits, modulo 11, modulo 10.
    """
    if not re.fullmatch(r"[0-9]{13}", mpan):
        return False
    *digits, check = map(int, mpan)
    total = sum(w * digit for w, digit in zip(_CHECK_WEIGHTS, digits, strict=True))
    return total % 11 % 10 == check


def account_of(
    rest: rest_wire.Account, supply: graphql_wire.SupplyAccount | None
) -> Account:
    """Join both views of an account; GraphQL knows devices, REST knows the past."""
    agreements = supply.electricity_agreements if supply else ()
    return Account(
        number=rest.number,
        region=GB,
        points=tuple(
            replace(_point(rest.number, home, meter_point, agreements), home=index)
            for index, home in enumerate(rest.properties)
            for meter_point in home.electricity_meter_points
        ),
        homes=tuple(home.id for home in rest.properties),
    )


def _point(
    number: str,
    home: rest_wire.Property,
    meter_point: rest_wire.MeterPoint,
    supplied: Iterable[graphql_wire.SupplyAgreement],
) -> SupplyPoint:
    own = [row for row in supplied if row.meter_point.mpan == meter_point.mpan]
    names = {
        row.tariff.tariff_code: row.tariff.display_name
        for row in own
        if row.tariff is not None
    }
    return SupplyPoint(
        key=point_key(GB.code, number, meter_point.mpan),
        mpan=meter_point.mpan,
        direction=_direction(meter_point, own),
        meters=_meters(meter_point, own),
        agreements=_agreements(meter_point.agreements, names),
        occupied=home.moved_out_at is None,
    )


def _direction(
    meter_point: rest_wire.MeterPoint, own: Iterable[graphql_wire.SupplyAgreement]
) -> Direction:
    """Tell import from export; old answers of REST do not say."""
    exports = meter_point.is_export
    if exports is None:
        exports = any(row.meter_point.direction == "EXPORT" for row in own) or any(
            word in row.tariff_code
            for row in meter_point.agreements
            for word in ("OUTGOING", "EXPORT")
        )
    return Direction.EXPORT if exports else Direction.IMPORT


def _meters(
    meter_point: rest_wire.MeterPoint, own: Iterable[graphql_wire.SupplyAgreement]
) -> tuple[Meter, ...]:
    """Return every meter; those in use, which GraphQL lists, come last."""
    in_use = {
        meter.serial_number: _telemetry_device(meter)
        for row in own
        for meter in row.meter_point.meters
    }
    serials = dict.fromkeys(
        [meter.serial_number for meter in meter_point.meters] + list(in_use)
    )
    known = [serial for serial in serials if serial]
    known.sort(key=lambda serial: serial in in_use)
    return tuple(Meter(serial=serial, device_id=in_use.get(serial)) for serial in known)


def _telemetry_device(meter: graphql_wire.SupplyMeter) -> str | None:
    """Return the device that live telemetry is asked for: the electricity meter's.

    Having one does not prove that a Home Mini exists; only asking does.
    """
    for device in _smart_meters(meter):
        if device.status == "COMMISSIONED":
            return device.device_id
    return None


def _smart_meters(
    meter: graphql_wire.SupplyMeter,
) -> Iterator[graphql_wire.SmartMeter]:
    if meter.smart_import_electricity_meter is not None:
        yield meter.smart_import_electricity_meter
    yield from (device for device in meter.smart_devices if device.type == "ESME")


def _agreements(
    rows: Iterable[rest_wire.Agreement], names: dict[str | None, str | None]
) -> Timeline[Agreement]:
    """Put the agreements in order; a later one ends those before it.

    Agreements that were never in force have no length, and are left out.
    """
    held: Timeline[Agreement] = Timeline()
    for row in sorted(rows, key=lambda row: row.valid_from):
        end = row.valid_to or FOREVER
        if row.valid_from < end:
            agreement = Agreement(
                tariff_code=row.tariff_code,
                product_code=product_code(row.tariff_code),
                name=names.get(row.tariff_code),
            )
            span = Span(row.valid_from, end)
            held = held.overlaid(Timeline([(span, agreement)]))
    return held


def product_code(tariff_code: str) -> str:
    """Return the product that a tariff belongs to.

    The code of a tariff is that of its product between a prefix and the letter of
    a region; a code without them is taken for the product's own.
    """
    match = _TARIFF_CODE.fullmatch(tariff_code)
    return match["product"] if match else tariff_code
