"""The simulator as a whole: every persona answers, from the same seed the same."""

from datetime import timedelta
from pathlib import Path

from graphql import build_schema, parse, validate
import pytest

from simulator.personas import PERSONAS
from simulator.world import World
from tests.simulator.api import CONSUMPTION, Api
from tests.simulator.conftest import NOON, Start

ACCOUNT = """query Account($accountNumber: String!) {
  account(accountNumber: $accountNumber) {
    number
    electricityAgreements(active: true) {
      validFrom validTo
      meterPoint { mpan direction meters(includeInactive: false) {
        serialNumber smartImportElectricityMeter { deviceId status type } } }
      tariff { __typename ... on TariffType { tariffCode standingCharge } }
    } } }"""


@pytest.mark.parametrize("persona", PERSONAS)
async def test_every_persona_shows_its_account_in_both_views(
    start: Start, persona: str
) -> None:
    api = await start(persona)
    number = api.world.account_number
    if persona == "P8":
        api.world.revoke_key(revoked=False)

    status, rest = await api.rest(f"accounts/{number}")
    answer = await api.graphql(ACCOUNT, accountNumber=number)

    assert status == 200
    assert "errors" not in answer
    codes = {
        agreement["tariff_code"]
        for home in rest["properties"]
        for point in home["electricity_meter_points"]
        for agreement in point["agreements"]
    }
    for agreement in answer["data"]["account"]["electricityAgreements"]:
        assert agreement["tariff"]["tariffCode"] in codes


def test_the_listing_builds_and_refuses_unknown_fields() -> None:
    listing = Path(__file__).parents[2] / "simulator" / "schema.graphql"
    schema = build_schema(listing.read_text())

    assert not validate(schema, parse("{ viewer { accounts { number } } }"))
    assert validate(schema, parse("{ viewer { shoeSize } }"))


def test_the_same_seed_tells_the_same_story() -> None:
    def story(seed: int) -> object:
        world = World.create("P10", seed, NOON)
        slot = int(NOON.timestamp()) - 86400
        sessions = world.truth(NOON - timedelta(days=30), NOON)
        return sessions, [world.supply.energy(slot + 1800 * n) for n in range(48)]

    assert story(1) == story(1)
    assert story(1) != story(2)


async def test_a_quarter_of_history_lies_behind_the_start(api: Api) -> None:
    rows = await api.rows(CONSUMPTION, page_size=25000)

    assert len(rows) > 60 * 48
    assert 0.02 < min(row["consumption"] for row in rows) < 0.3
    assert max(row["consumption"] for row in rows) > 3.6


def test_the_truth_is_what_the_meter_adds_for_the_car() -> None:
    world = World.create("P10", 3, NOON)
    session = world.truth(NOON - timedelta(days=30), NOON)[-1]
    slots = session["slots"]
    assert isinstance(slots, list)

    assert sum(slot["kwh"] for slot in slots) == pytest.approx(session["kwh"], abs=1e-4)
    assert sum(slot["cost_pence"] for slot in slots) == pytest.approx(
        session["cost_pence"], abs=1e-3
    )
