"""Rate limits, points, complexity and pages."""

import pytest

from tests.simulator.api import Api, code
from tests.simulator.conftest import Start

VIEWER = "{ viewer { accounts { number } } }"
TELEMETRY = "query ($id: String!) { smartMeterTelemetry(deviceId: $id) { readAt } }"
PLANNED = "query ($id: String!) { flexPlannedDispatches(deviceId: $id) { start } }"
LIMITS = """{ rateLimitInfo {
  pointsAllowanceRateLimit { limit remainingPoints usedPoints ttl isBlocked }
  fieldSpecificRateLimits(first: 20) { edges { node { field rate ttl isBlocked } } } } }"""
ESME = "00-00-00-00-00-00-00-01"
VEHICLE = "00000000-0000-4000-8000-000000000001"


async def test_telemetry_is_refused_above_a_hundred_an_hour(api: Api) -> None:
    """Behaviour 9."""
    await api.graphql(VIEWER)
    for _ in range(100):
        assert "errors" not in await api.graphql(TELEMETRY, id=ESME)
    refused = await api.graphql(TELEMETRY, id=ESME)
    assert code(refused) == "KT-GB-4042"
    assert refused["data"] == {"smartMeterTelemetry": None}

    api.token = None
    api.world.clock.advance(3600)
    assert "errors" not in await api.graphql(TELEMETRY, id=ESME)


async def test_plans_are_refused_above_five_a_minute(start: Start) -> None:
    """Behaviour 9."""
    api = await start("P11")
    api.world.scenario.plan_while_unplugged = "empty"
    for _ in range(5):
        assert "errors" not in await api.graphql(PLANNED, id=VEHICLE)
    assert code(await api.graphql(PLANNED, id=VEHICLE)) == "KT-CT-1199"

    api.world.clock.advance(60)
    assert "errors" not in await api.graphql(PLANNED, id=VEHICLE)


async def test_a_dynamic_limit_halves_on_abuse_and_stays(start: Start) -> None:
    """Behaviour 9."""
    api = await start("P11")
    settings = {"dynamic_limits": True, "plan_while_unplugged": "empty"}
    await api.sim("scenario", {"settings": settings})
    for _ in range(6):
        await api.graphql(PLANNED, id=VEHICLE)

    api.world.clock.advance(60)
    answers = [await api.graphql(PLANNED, id=VEHICLE) for _ in range(3)]
    assert ["errors" in answer for answer in answers] == [False, False, True]

    api.world.clock.advance(3000)
    answers = [await api.graphql(PLANNED, id=VEHICLE) for _ in range(2)]
    assert ["errors" in answer for answer in answers] == [False, True]


async def test_points_run_out_until_they_are_renewed(api: Api) -> None:
    """Behaviour 11."""
    await api.graphql(VIEWER)
    before = await api.graphql(LIMITS)
    points = before["data"]["rateLimitInfo"]["pointsAllowanceRateLimit"]
    assert points["limit"] == 50000
    assert points["usedPoints"] + points["remainingPoints"] == 50000
    assert points["usedPoints"] > 5
    assert points["ttl"] == pytest.approx(api.world.now + 3600, abs=5)
    fields = before["data"]["rateLimitInfo"]["fieldSpecificRateLimits"]["edges"]
    assert fields[0]["node"]["rate"] == "100/h"

    api.world.scenario.points_limit = points["usedPoints"] + 3
    assert "errors" not in await api.graphql(VIEWER)
    assert code(await api.graphql(VIEWER)) == "KT-CT-1199"

    api.world.clock.advance(3599)
    assert code(await api.graphql(VIEWER)) == "KT-CT-1199"
    api.world.clock.advance(1)
    api.token = None
    assert "errors" not in await api.graphql(VIEWER)


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("", "KT-CT-1201"),
        ("(first: null)", "KT-CT-1201"),
        ("(first: 101)", "KT-CT-1202"),
        ("(first: 0)", "KT-CT-1202"),
        ("(first: $first)", "KT-CT-1202"),
    ],
)
async def test_a_connection_wants_a_page_size(
    api: Api, argument: str, expected: str
) -> None:
    """Behaviour 12."""
    query = f"""query ($first: Int) {{ rateLimitInfo {{
      fieldSpecificRateLimits{argument} {{ edges {{ node {{ field }} }} }} }} }}"""
    if "$first" not in argument:
        query = query.replace("query ($first: Int) ", "")
    answer = await api.graphql(query, first=500)
    assert code(answer) == expected
    assert answer["data"] is None


async def test_a_page_from_the_end_has_its_own_refusal(start: Start) -> None:
    """Behaviour 12."""
    api = await start("P1")
    query = """{ devices(accountNumber: "A-AAAA1111") { ... on SmartFlexVehicle {
      chargingSessions(last: 101) { edges { cursor } } } } }"""
    assert code(await api.graphql(query)) == "KT-CT-1203"


async def test_a_document_may_not_be_too_complex(api: Api) -> None:
    """Behaviour 12: 1 per selected field, not multiplied."""
    fields = " ".join(f"a{n}: number" for n in range(197))
    await api.graphql(f"{{ viewer {{ accounts {{ {fields} }} }} }}")
    assert api.world.log.entries[-1].complexity == 199

    fields += " b: number c: number"
    answer = await api.graphql(f"{{ viewer {{ accounts {{ {fields} }} }} }}")
    assert api.world.log.entries[-1].complexity == 201
    assert code(answer) == "KT-CT-1188"


async def test_nodes_are_multiplied_by_the_page_size(api: Api) -> None:
    """Behaviour 12."""
    nested = """query Much { account(accountNumber: "A-AAAA1111") { properties {
      a: measurements(first: 96) { ...P } b: measurements(first: 96) { ...P } } } }
      fragment P on MeasurementConnection { edges { node { value } } }"""
    await api.graphql(nested)
    assert api.world.log.entries[-1].nodes == 192

    page = "fieldSpecificRateLimits(first: 100) { __typename }"
    many = " ".join(f"a{n}: {page}" for n in range(101))
    answer = await api.graphql(f"{{ rateLimitInfo {{ {many} }} }}")
    assert api.world.log.entries[-1].nodes == 10100
    assert code(answer) == "KT-CT-1189"
