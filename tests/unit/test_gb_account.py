"""What a British account becomes in the core's nouns."""

from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.octopus_ev.core.model import Account, Direction
from custom_components.octopus_ev.core.span import FOREVER
from custom_components.octopus_ev.kraken.gb.graphql_wire import SupplyAccount
from custom_components.octopus_ev.kraken.gb.rest_wire import Account as RestAccount
from custom_components.octopus_ev.providers.gb_account import (
    account_of,
    mpan_valid,
    product_code,
)
from tests.kraken.answers import fixture

MPAN = "1012345678903"
NOW = datetime(2026, 5, 15, tzinfo=UTC)


def agreement(code: str, start: str, end: str | None = None) -> dict[str, Any]:
    return {"tariff_code": code, "valid_from": start, "valid_to": end}


def supplied(*meters: dict[str, Any], direction: str = "IMPORT") -> SupplyAccount:
    return SupplyAccount.read(
        {
            "electricityAgreements": [
                {
                    "meterPoint": {
                        "mpan": MPAN,
                        "direction": direction,
                        "meters": list(meters),
                    },
                    "tariff": {
                        "__typename": "StandardTariff",
                        "displayName": "Flexible Octopus",
                        "tariffCode": "E-1R-VAR-22-11-01-N",
                    },
                },
                {"meterPoint": {"mpan": MPAN, "meters": []}, "tariff": None},
            ]
        }
    )


def meter(serial: str, *devices: dict[str, str], **own: Any) -> dict[str, Any]:
    return {"serialNumber": serial, "smartDevices": list(devices), **own}


def device(number: int, status: str = "COMMISSIONED", kind: str = "ESME") -> Any:
    return {"deviceId": f"00-00-00-0{number}", "type": kind, "status": status}


def joined(
    supply: SupplyAccount | None = None, point: dict[str, Any] | None = None
) -> Account:
    raw = fixture("account")
    raw["properties"][0]["electricity_meter_points"][0] |= point or {}
    return account_of(RestAccount.read(raw), supply)


def test_an_account_has_its_import_point_under_a_key_that_hides_the_mpan() -> None:
    (point,) = joined().points

    assert point.direction is Direction.IMPORT
    assert point.occupied
    assert point.mpan == MPAN
    assert MPAN not in repr(point)
    assert len(point.key) == 10
    assert MPAN[:10] != point.key


def test_the_same_account_gives_the_same_key_and_another_gives_another() -> None:
    assert joined().points[0].key == joined().points[0].key
    assert (
        joined().points[0].key != joined(point={"mpan": "1012345678912"}).points[0].key
    )


def test_agreements_follow_each_other_with_names_where_they_are_known() -> None:
    (point,) = joined(supplied()).points

    held = point.agreements.at(NOW)
    assert held is not None
    assert held.product_code == "VAR-22-11-01"
    assert held.name == "Flexible Octopus"
    assert [span.start.isoformat() for span, _ in point.agreements] == [
        "2020-12-17T00:00:00+00:00",
        "2021-12-17T00:00:00+00:00",
        "2023-03-31T23:00:00+00:00",
    ]
    assert list(point.agreements)[-1][0].end == FOREVER


def test_an_agreement_of_no_length_never_held() -> None:
    (point,) = joined(
        point={
            "agreements": [
                agreement("E-1R-A-C", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
                agreement("E-1R-B-C", "2026-01-01T00:00:00Z"),
            ]
        }
    ).points

    assert [held.product_code for _, held in point.agreements] == ["B"]


def test_a_later_agreement_ends_the_one_before_it() -> None:
    (point,) = joined(
        point={
            "agreements": [
                agreement("E-1R-B-C", "2026-02-01T00:00:00Z"),
                agreement("E-1R-A-C", "2026-01-01T00:00:00Z", "2026-02-01T00:00:01Z"),
            ]
        }
    ).points

    assert [
        (span.start.month, held.product_code) for span, held in point.agreements
    ] == [
        (1, "A"),
        (2, "B"),
    ]


@pytest.mark.parametrize(
    ("point", "supply", "direction"),
    [
        ({"is_export": True}, None, Direction.EXPORT),
        (
            {
                "is_export": None,
                "agreements": [
                    agreement("E-1R-OUTGOING-FIX-C", "2026-01-01T00:00:00Z")
                ],
            },
            None,
            Direction.EXPORT,
        ),
        ({"is_export": None}, supplied(direction="EXPORT"), Direction.EXPORT),
        ({"is_export": None}, None, Direction.IMPORT),
    ],
)
def test_export_is_told_from_import_even_where_rest_does_not_say(
    point: dict[str, Any], supply: SupplyAccount | None, direction: Direction
) -> None:
    assert joined(supply, point).points[0].direction is direction


def test_the_meter_in_use_comes_last_and_an_empty_serial_is_no_meter() -> None:
    (point,) = joined(
        supplied(meter("1111111111", device(1))),
        {
            "meters": [
                {"serial_number": serial, "registers": []}
                for serial in ("1111111111", "", "2222222222")
            ]
        },
    ).points

    assert [known.serial for known in point.meters] == ["2222222222", "1111111111"]
    assert [known.device_id for known in point.meters] == [None, "00-00-00-01"]


def test_a_meter_that_rest_does_not_list_yet_is_a_meter_too() -> None:
    (point,) = joined(supplied(meter("3333333333"))).points

    assert [known.serial for known in point.meters][-1] == "3333333333"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (meter("2222222222", device(1, "DECOMMISSIONED"), device(2)), "00-00-00-02"),
        (meter("2222222222", device(1, kind="CAD"), device(2)), "00-00-00-02"),
        (
            meter("2222222222", device(1), smartImportElectricityMeter=device(3)),
            "00-00-00-03",
        ),
        (meter("2222222222", device(1, "DECOMMISSIONED")), None),
        (meter("2222222222"), None),
    ],
)
def test_telemetry_is_asked_of_the_electricity_meter_that_is_in_service(
    own: dict[str, Any], expected: str | None
) -> None:
    (point,) = joined(supplied(own)).points

    assert point.meters[-1].device_id == expected


def test_a_home_that_was_left_is_kept_and_marked() -> None:
    raw = fixture("account")
    raw["properties"][0]["moved_out_at"] = "2026-01-01T00:00:00Z"

    assert not account_of(RestAccount.read(raw), None).points[0].occupied


@pytest.mark.parametrize(
    ("tariff", "product"),
    [
        ("E-1R-AGILE-24-10-01-A", "AGILE-24-10-01"),
        ("E-2R-VAR-22-11-01-N", "VAR-22-11-01"),
        ("E-FLAT2R-SILVER-23-12-06-A", "SILVER-23-12-06"),
        ("E-1R-IOG-SMB-TOU-25-12-12-H", "IOG-SMB-TOU-25-12-12"),
        ("BUS-PANELP-12M-FIXED-SEPTEMBER2022", "BUS-PANELP-12M-FIXED-SEPTEMBER2022"),
    ],
)
def test_the_product_is_found_in_any_shape_of_tariff_code(
    tariff: str, product: str
) -> None:
    assert product_code(tariff) == product


@pytest.mark.parametrize("mpan", [MPAN, "1012345678912", "2000024512368"])
def test_an_mpan_with_its_check_digit_is_valid(mpan: str) -> None:
    assert mpan_valid(mpan)


@pytest.mark.parametrize(
    "mpan", ["1012345678904", "101234567890", "10123456789033", "10123456789o3", ""]
)
def test_anything_else_is_no_mpan(mpan: str) -> None:
    assert not mpan_valid(mpan)
