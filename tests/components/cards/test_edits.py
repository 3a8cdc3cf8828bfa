"""Sessions are corrected from a card, by those who may, and every order undone."""

from datetime import timedelta

import pytest
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from custom_components.octopus_ev.core.session import Session
from tests.components.cards.conftest import asked
from tests.components.conftest import FullDisk, Home
from tests.components.test_devices import OLD_HOME, choose


@pytest.fixture
def key(home: Home) -> str:
    """Return the key of the only supply point."""
    (key,) = home.runtime.engine.point_keys
    return key


def sessions(home: Home, key: str) -> tuple[Session, ...]:
    return home.runtime.engine.view(key).sessions


@pytest.mark.parametrize("order", ["delete", "reject"])
async def test_a_deleted_session_comes_back_when_that_is_undone(
    home: Home, page: MockHAClientWebSocket, key: str, order: str
) -> None:
    before = sessions(home, key)
    order_of = {"point": key, "session": before[-1].session_id}

    deleted = await asked(page, "amend", **order_of, order=order)
    gone = sessions(home, key)
    restored = await asked(page, "amend", **order_of, order="restore")

    assert deleted["result"] == {"session": None}
    assert gone == before[:-1]
    assert restored["result"] == {"session": before[-1].session_id}
    assert [one.span for one in sessions(home, key)] == [one.span for one in before]


async def test_what_is_edited_is_the_users_own_until_it_is_taken_back(
    home: Home, page: MockHAClientWebSocket, key: str
) -> None:
    before = sessions(home, key)[-1]
    name = {"point": key, "session": before.session_id}
    start = before.span.start + timedelta(minutes=10)

    done = await asked(
        page,
        "edit",
        **name,
        energy_kwh=9.5,
        note="<i>guest</i>",
        vehicle="Leaf",
        start=start.isoformat(),
        end=None,
    )
    edited = sessions(home, key)[-1]
    back = {"energy_kwh": None, "note": None, "vehicle": None, "start": None}
    assert (await asked(page, "edit", **name, **back))["success"]

    assert done["result"] == {"session": before.session_id}
    assert float(edited.energy) == pytest.approx(9.5)
    assert (edited.note, edited.vehicle) == ("<i>guest</i>", "Leaf")
    assert edited.span.start == start
    after = sessions(home, key)[-1]
    assert (after.energy, after.span, after.edited) == (before.energy, before.span, ())


async def test_merged_sessions_are_taken_apart_again(
    home: Home, page: MockHAClientWebSocket, key: str
) -> None:
    before = [one.session_id for one in sessions(home, key)]

    merged = await asked(page, "merge", point=key, sessions=before[-2:])
    one = [session.session_id for session in sessions(home, key)]
    kept = merged["result"]["session"]
    apart = await asked(page, "amend", point=key, session=kept, order="take_apart")

    assert one == [*before[:-2], kept]
    assert apart["success"]
    assert [session.session_id for session in sessions(home, key)] == before


async def test_a_session_that_is_split_is_put_together_again(
    home: Home, page: MockHAClientWebSocket, key: str
) -> None:
    before = sessions(home, key)[-1]
    name = {"point": key, "session": before.session_id}
    at = before.span.start + before.span.duration / 2

    done = await asked(page, "split", **name, at=at.isoformat())
    earlier, later = sessions(home, key)[-2:]
    back = await asked(page, "amend", **name, order="take_apart")

    assert done["result"] == {"session": before.session_id}
    assert (earlier.session_id, earlier.span.end) == (before.session_id, at)
    assert earlier.energy + later.energy == before.energy
    assert back["success"]
    assert sessions(home, key)[-1].span == before.span


async def test_a_session_that_is_added_is_gone_when_that_is_undone(
    home: Home, page: MockHAClientWebSocket, key: str
) -> None:
    before = sessions(home, key)
    start = before[-1].span.end + timedelta(hours=1)
    end = start + timedelta(hours=2)

    done = await asked(
        page,
        "add",
        point=key,
        start=start.isoformat(),
        end=end.isoformat(),
        energy_kwh=7.5,
    )
    added = sessions(home, key)[-1]
    undo = {"point": key, "session": done["result"]["session"], "order": "delete"}
    assert (await asked(page, "amend", **undo))["success"]

    assert added.session_id == done["result"]["session"]
    assert (added.span.start, added.span.end) == (start, end)
    assert float(added.energy) == pytest.approx(7.5)
    assert added.by_hand
    assert sessions(home, key) == before


async def test_what_the_sessions_do_not_allow_changes_nothing(
    home: Home, page: MockHAClientWebSocket, key: str
) -> None:
    before = sessions(home, key)
    one, other = before[-1].session_id, before[-3]

    nothing_to_undo = await asked(
        page, "amend", point=key, session=one, order="restore"
    )
    start = (before[-1].span.end + timedelta(minutes=1)).isoformat()
    elsewhere = await asked(page, "edit", point=key, session=one, start=start)
    added = await asked(
        page,
        "add",
        point=key,
        start=other.span.start.isoformat(),
        end=other.span.end.isoformat(),
        energy_kwh=1,
    )
    reversed_ = await asked(
        page,
        "add",
        point=key,
        start=other.span.end.isoformat(),
        end=other.span.start.isoformat(),
        energy_kwh=1,
    )

    assert nothing_to_undo["error"]["code"] == "not_possible"
    assert nothing_to_undo["error"]["translation_key"] == "nothing_to_take_back"
    assert elsewhere["error"]["code"] == "not_possible"
    assert elsewhere["error"]["translation_key"] == "end_before_start"
    assert added["error"]["translation_key"] == "time_is_taken"
    assert reversed_["error"]["translation_key"] == "end_before_start"
    assert sessions(home, key) == before


async def test_what_cannot_be_written_is_not_done(
    home: Home, page: MockHAClientWebSocket, key: str, full_disk: FullDisk
) -> None:
    before = sessions(home, key)
    name = before[-1].session_id

    refused = await asked(page, "amend", point=key, session=name, order="delete")

    full_disk.full = False
    assert refused["error"]["code"] == "not_saved"
    assert refused["error"]["translation_key"] == "not_saved"
    assert sessions(home, key) == before


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("amend", {"order": "confirm", "session": "none"}),
        ("edit", {"session": "none", "note": "x"}),
        ("merge", {"sessions": ["none", "one"]}),
        ("split", {"session": "none", "at": "2026-11-20T00:00:00+00:00"}),
    ],
)
async def test_a_session_that_does_not_exist_is_not_found(
    page: MockHAClientWebSocket, key: str, kind: str, fields: dict[str, object]
) -> None:
    refused = await asked(page, kind, point=key, **fields)

    assert refused["error"]["code"] == "not_found"


async def test_a_session_is_edited_through_its_own_point_alone(
    home: Home, page: MockHAClientWebSocket, key: str
) -> None:
    (chosen,) = home.runtime.settings.points
    await choose(home, chosen.mpan, OLD_HOME)
    (other,) = set(home.runtime.engine.point_keys) - {key}
    name = sessions(home, key)[-1].session_id

    refused = await asked(page, "amend", point=other, session=name, order="delete")

    assert refused["error"]["code"] == "not_found"


async def test_who_may_only_read_is_refused(
    home: Home,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_access_token: str,
    key: str,
) -> None:
    page = await hass_ws_client(access_token=hass_read_only_access_token)
    before = sessions(home, key)
    name = before[-1].session_id

    now = "2026-11-20T00:00:00+00:00"
    answers = [
        await asked(page, "amend", point=key, session=name, order="delete"),
        await asked(page, "edit", point=key, session=name, note="mine"),
        await asked(page, "merge", point=key, sessions=[name, name]),
        await asked(page, "split", point=key, session=name, at=now),
        await asked(page, "add", point=key, start=now, end=now, energy_kwh=1),
    ]

    assert {answer["error"]["code"] for answer in answers} == {"unauthorized"}
    assert sessions(home, key) == before


@pytest.mark.parametrize(
    "fields",
    [{"energy_kwh": -1}, {"energy_kwh": 1001}, {"note": ""}, {"note": "x" * 501}],
)
async def test_nonsense_is_refused(
    home: Home, page: MockHAClientWebSocket, key: str, fields: dict[str, object]
) -> None:
    name = sessions(home, key)[-1].session_id

    refused = await asked(page, "edit", point=key, session=name, **fields)

    assert refused["error"]["code"] == "invalid_format"
