"""A page is told of every supply point that its user may see, and then of changes."""

import json
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from custom_components.octopus_ev.card_feed import CardFeed
from tests.components.cards.conftest import asked, heard
from tests.components.conftest import Home
from tests.components.test_devices import OLD_HOME, choose


async def test_a_snapshot_comes_first(home: Home, page: MockHAClientWebSocket) -> None:
    assert (await asked(page, "subscribe"))["success"]

    message = await heard(page)

    (point,) = message["points"]
    view = home.runtime.engine.view(point["key"])
    assert message["kind"] == "snapshot"
    assert point["name"] == "Octopus EV"
    assert point["may_edit"] is True
    assert point["last_session"]["id"] == view.sessions[-1].session_id
    assert point["last_slots"][0]["band"] == "off_peak"
    assert point["rates"][0]["start"] == "2026-11-20T00:00:00+00:00"
    assert point["imported"] is None


async def test_a_car_that_is_plugged_in_is_told_as_an_update(
    home: Home, hass_admin_user: MockUser
) -> None:
    # Without a socket in between, which would take hours that pass for a lost line.
    sent: list[Any] = []
    stop = CardFeed(home.hass, hass_admin_user, sent.append).async_start()
    (before,) = sent.pop()["points"]
    home.world.plug()
    for _ in range(6):
        await home.pass_time(minutes=5)
    stop()

    told: dict[str, Any] = {}
    for message in sent:
        assert message["kind"] == "update"
        told |= message["points"].get(before["key"], {})
    live = home.runtime.engine.view(before["key"]).live_session
    assert live is not None
    assert told["charging"] is True
    assert told["live_session"]["id"] == live.session_id
    assert told["forecast"]["energy_kwh"] > told["live_session"]["energy_kwh"]
    assert told["power_kw"] == pytest.approx(7.2, abs=0.5)
    assert told["live_slots"]
    assert live.session_id in {
        session["id"] for message in sent for session in message["sessions"]
    }
    assert "currency" not in told


async def test_nothing_is_told_where_nothing_changed(
    home: Home, page: MockHAClientWebSocket
) -> None:
    await asked(page, "subscribe")
    await heard(page)

    await home.runtime.engine.async_points(
        {key: home.runtime.account.data[key] for key in home.runtime.engine.all_keys}
    )

    await page.send_json_auto_id({"type": "ping"})
    assert (await page.receive_json())["type"] == "pong"


async def test_a_deleted_session_is_told_to_be_gone(
    home: Home, page: MockHAClientWebSocket
) -> None:
    await asked(page, "subscribe")
    (point,) = (await heard(page))["points"]
    gone = point["last_session"]["id"]

    await home.runtime.engine.async_delete(gone)

    message = await heard(page)
    assert message["removed"] == [gone]
    assert message["points"][point["key"]]["last_session"]["id"] != gone


async def test_both_homes_are_told_of_each_by_its_own_name(
    home: Home, page: MockHAClientWebSocket
) -> None:
    await asked(page, "subscribe")
    await heard(page)
    (chosen,) = home.runtime.settings.points

    await choose(home, chosen.mpan, OLD_HOME)

    points: list[dict[str, object]] = []
    while len(points) < 2:
        points = (await heard(page)).get("points", [])
    assert [point["name"] for point in points] == ["Octopus EV", "Octopus EV 2"]
    assert len({point["device_id"] for point in points}) == 2


async def test_an_account_that_is_unloaded_is_not_shown(
    home: Home, page: MockHAClientWebSocket
) -> None:
    await asked(page, "subscribe")
    await heard(page)

    await home.hass.config_entries.async_unload(home.entry.entry_id)

    points: list[Any] = [None]
    while points:
        points = (await heard(page)).get("points", points)
    assert points == []


async def test_a_page_that_closes_is_told_nothing_more(
    home: Home, page: MockHAClientWebSocket
) -> None:
    subscribed = await asked(page, "subscribe")
    await heard(page)
    await page.send_json_auto_id(
        {"type": "unsubscribe_events", "subscription": subscribed["id"]}
    )
    assert (await page.receive_json())["success"]

    home.world.plug()
    await home.pass_time(minutes=15)

    await page.send_json_auto_id({"type": "ping"})
    assert (await page.receive_json())["type"] == "pong"


async def test_a_page_is_told_nothing_that_names_the_customer(
    home: Home, page: MockHAClientWebSocket
) -> None:
    await asked(page, "subscribe")
    (point,) = (await heard(page))["points"]
    answers = [
        point,
        await asked(page, "sessions", point=point["key"]),
        await asked(
            page, "session", point=point["key"], session=point["last_session"]["id"]
        ),
    ]
    (chosen,) = home.runtime.settings.points
    account = home.runtime.account.data[point["key"]]
    secrets = [
        chosen.mpan,
        home.world.account_number,
        home.world.api_key,
        home.entry.entry_id,
        *(meter.serial for meter in account.meters),
        *(meter.device_id for meter in account.meters if meter.device_id),
    ]

    told = json.dumps(answers)
    assert [secret for secret in secrets if secret in told] == []
    assert len(secrets) > 4


async def test_a_user_without_rights_sees_and_changes_nothing(
    home: Home,
    hass_admin_user: MockUser,
    page: MockHAClientWebSocket,
) -> None:
    hass_admin_user.groups = []
    hass_admin_user.mock_policy({"entities": {"domains": {"sensor": True}}})
    (key,) = home.runtime.engine.point_keys

    await asked(page, "subscribe")

    assert (await heard(page))["points"] == []
    refused = await asked(page, "sessions", point=key)
    assert refused["error"]["code"] == "not_found"


async def test_who_may_read_may_not_edit(
    home: Home, hass_ws_client: WebSocketGenerator, hass_read_only_access_token: str
) -> None:
    page = await hass_ws_client(access_token=hass_read_only_access_token)

    await asked(page, "subscribe")

    (point,) = (await heard(page))["points"]
    assert point["may_edit"] is False
