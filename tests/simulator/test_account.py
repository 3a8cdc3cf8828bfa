"""Accounts as they really are: moved, exchanged, changed, half empty."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.simulator.api import Api
from tests.simulator.conftest import NOON, Start

ACCOUNT = """query Account($active: Boolean, $inactive: Boolean) {
  account(accountNumber: "A-AAAA1111") {
    number status balance
    properties { id postcode occupancyPeriods { effectiveFrom effectiveTo } }
    electricityAgreements(active: $active) {
      id validFrom validTo
      meterPoint { mpan direction gspGroupId
        meters(includeInactive: $inactive) {
          id serialNumber activeFrom activeTo meterType
          smartImportElectricityMeter { deviceId status type }
          smartExportElectricityMeter { deviceId status type }
          smartDevices { deviceId serialNumber type status } } }
      tariff { __typename
        ... on TariffType { productCode tariffCode standingCharge isExport }
        ... on StandardTariff { unitRate preVatUnitRate }
        ... on DayNightTariff { dayRate nightRate }
        ... on FourRateEvTariff {
          dayRate nightRate evDevicePeakRate evDeviceOffPeakRate }
        ... on HalfHourlyTariff { unitRates { validFrom validTo value rateType } } }
    } } }"""


async def account(api: Api, *, active: bool = True, inactive: bool = False) -> Any:
    answer = await api.graphql(ACCOUNT, active=active, inactive=inactive)
    assert "errors" not in answer, answer
    return answer["data"]["account"]


async def rest(api: Api) -> Any:
    status, body = await api.rest("accounts/A-AAAA1111")
    assert status == 200
    return body


async def test_dates_mix_both_offsets(start: Start) -> None:
    """Behaviour 46."""
    api = await start("P5")
    _, home = (await rest(api))["properties"]
    point = home["electricity_meter_points"][0]
    dates = [
        (a["tariff_code"], a["valid_from"], a["valid_to"]) for a in point["agreements"]
    ]
    assert dates == [
        (
            "E-1R-VAR-22-11-01-C",
            "2026-06-23T00:00:00+01:00",
            "2026-09-06T00:00:00+01:00",
        ),
        (
            "E-1R-OE-FIX-12M-24-09-02-C",
            "2026-09-06T00:00:00+01:00",
            "2026-09-06T00:00:00+01:00",
        ),
        ("E-1R-GO-VAR-22-10-14-C", "2026-09-06T00:00:00+01:00", "2026-12-10T00:00:00Z"),
        ("E-1R-OE-FIX-12M-24-09-02-C", "2026-12-10T00:00:00Z", None),
    ]


async def test_a_home_that_was_left_is_still_listed(start: Start) -> None:
    """Behaviour 46."""
    api = await start("P5")
    left, home = (await rest(api))["properties"]
    assert left["moved_out_at"] == home["moved_in_at"] == "2026-06-23T00:00:00+01:00"
    assert home["moved_out_at"] is None

    first, second = (await account(api))["properties"]
    ended = first["occupancyPeriods"][0]["effectiveTo"]
    assert ended == "2026-06-22T23:00:00+00:00"
    assert second["occupancyPeriods"][0]["effectiveTo"] is None


async def test_meters_may_be_missing_removed_or_nameless(start: Start) -> None:
    """Behaviour 46."""
    api = await start("P5")
    _, home = (await rest(api))["properties"]
    point, bare = home["electricity_meter_points"]
    serials = [meter["serial_number"] for meter in point["meters"]]
    assert serials == ["19K0000001", "25L0000002", ""]
    assert (bare["meters"], bare["agreements"]) == ([], [])

    agreement = (await account(api))["electricityAgreements"][0]
    (meter,) = agreement["meterPoint"]["meters"]
    assert meter["serialNumber"] == "25L0000002"
    statuses = [device["status"] for device in meter["smartDevices"]]
    assert statuses == ["DECOMMISSIONED", "COMMISSIONED"]

    everything = await account(api, inactive=True)
    meters = everything["electricityAgreements"][0]["meterPoint"]["meters"]
    assert len(meters) == 3
    assert meters[0]["activeTo"] == "2026-10-11"


async def test_active_agreements_include_the_coming_one(start: Start) -> None:
    """Behaviour 46."""
    api = await start("P5")
    active = (await account(api))["electricityAgreements"]
    assert [a["tariff"]["tariffCode"] for a in active] == [
        "E-1R-GO-VAR-22-10-14-C",
        "E-1R-OE-FIX-12M-24-09-02-C",
    ]
    every = (await account(api, active=False))["electricityAgreements"]
    assert len(every) == 5
    without = [a for a in every if a["tariff"] is None]
    assert [a["validFrom"] == a["validTo"] for a in without] == [True]


async def test_one_meter_serves_import_and_export(start: Start) -> None:
    """Behaviour 46."""
    api = await start("P3")
    bought, sold = (await account(api))["electricityAgreements"]
    assert bought["meterPoint"]["direction"] == "IMPORT"
    assert sold["meterPoint"]["direction"] == "EXPORT"
    assert sold["tariff"]["isExport"] is True

    (meter,), (other,) = bought["meterPoint"]["meters"], sold["meterPoint"]["meters"]
    assert meter["serialNumber"] == other["serialNumber"]
    imports = meter["smartImportElectricityMeter"]
    assert imports == other["smartExportElectricityMeter"]
    assert other["smartImportElectricityMeter"] is None
    points = (await rest(api))["properties"][0]["electricity_meter_points"]
    assert [point["is_export"] for point in points] == [False, True]


async def test_a_meter_that_is_not_smart_has_no_devices(start: Start) -> None:
    api = await start("P6")
    (agreement,) = (await account(api))["electricityAgreements"]
    (meter,) = agreement["meterPoint"]["meters"]
    assert meter["smartDevices"] == []
    assert meter["smartImportElectricityMeter"] is None
    assert agreement["tariff"]["tariffCode"] == "BUS-PANELP-12M-FIXED-SEPTEMBER2022"


async def test_each_kind_of_tariff_has_its_type(start: Start) -> None:
    for persona, typename, fields in (
        ("P1", "FourRateEvTariff", {"dayRate", "evDevicePeakRate"}),
        ("P2", "HalfHourlyTariff", {"unitRates"}),
        ("P4", "DayNightTariff", {"dayRate", "nightRate"}),
        ("P13", "StandardTariff", {"unitRate", "preVatUnitRate"}),
        ("P14", "StandardTariff", {"unitRate"}),
    ):
        api = await start(persona)
        tariff = (await account(api))["electricityAgreements"][0]["tariff"]
        assert tariff["__typename"] == typename
        assert all(tariff[field] for field in fields)
        assert 35 < tariff["standingCharge"] < 60


async def test_half_hourly_rates_cover_today(start: Start) -> None:
    api = await start("P3")
    tariff = (await account(api))["electricityAgreements"][0]["tariff"]
    rates = tariff["unitRates"]
    assert len(rates) == 46
    assert rates[0]["validFrom"] == "2026-11-20T00:00:00+00:00"
    assert {rate["rateType"] for rate in rates} == {"STANDARD"}


async def test_a_four_rate_account_may_pose_as_half_hourly(start: Start) -> None:
    """Behaviour 47."""
    api = await start("P1")
    api.world.scenario.half_hourly_four_rate = True
    tariff = (await account(api))["electricityAgreements"][0]["tariff"]
    assert tariff["__typename"] == "HalfHourlyTariff"
    (rate,) = tariff["unitRates"]
    assert (rate["rateType"], rate["validTo"]) == ("STANDARD", None)

    code = tariff["tariffCode"]
    path = f"products/{tariff['productCode']}/electricity-tariffs/{code}"
    assert await api.rows(f"{path}/standard-unit-rates") == []


async def test_a_tariff_changes_at_local_midnight(api: Api) -> None:
    """Behaviour 48."""
    await api.sim("scenario", {"switch_tariff": {"to": "agile"}})
    old, new = (await rest(api))["properties"][0]["electricity_meter_points"][0][
        "agreements"
    ]
    assert old["valid_to"] == new["valid_from"] == "2026-11-21T00:00:00Z"
    assert new["valid_to"] is None
    codes = [
        a["tariff"]["tariffCode"] for a in (await account(api))["electricityAgreements"]
    ]
    assert codes == ["E-1R-GO-VAR-22-10-14-C", "E-1R-AGILE-24-10-01-C"]

    api.world.clock.advance(timedelta(days=8))
    api.token = None
    (only,) = (await account(api))["electricityAgreements"]
    assert only["tariff"]["tariffCode"] == "E-1R-AGILE-24-10-01-C"
    sessions = api.world.truth(NOON + timedelta(days=1), api.world.clock.now)
    slots = [slot for s in sessions for slot in list_of(s["slots"])]
    assert len({slot["rate_pence"] for slot in slots}) > 4


def list_of(value: object) -> list[dict[str, Any]]:
    assert isinstance(value, list)
    return value


async def test_a_tariff_may_have_changed_in_the_past(api: Api) -> None:
    """Behaviour 48: and a change that was to come gives way."""
    world = api.world
    world.switch_tariff("tracker", datetime(2026, 12, 24, tzinfo=UTC))
    await api.sim(
        "scenario", {"switch_tariff": {"to": "flat", "at": "2026-11-10T00:00"}}
    )
    point = world.account.points[0][1]
    assert [a.tariff.product_code for a in point.agreements] == [
        "GO-VAR-22-10-14",
        "OE-FIX-12M-24-09-02",
    ]
    session = world.truth(datetime(2026, 11, 11, tzinfo=UTC), NOON)[0]
    assert {slot["rate_pence"] for slot in list_of(session["slots"])} == {24.499965}

    status, _ = await api.sim("scenario", {"switch_tariff": {"to": "nothing"}})
    assert status == 400
