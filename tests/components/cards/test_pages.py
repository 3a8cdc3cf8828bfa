"""Sessions come in pages, newest first, and one by one with their half-hours."""

from datetime import datetime

import pytest
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket

from custom_components.octopus_ev.core.session import Session
from tests.components.cards.conftest import asked
from tests.components.conftest import Home


@pytest.fixture
def key(home: Home) -> str:
    """Return the key of the only supply point."""
    (key,) = home.runtime.engine.point_keys
    return key


@pytest.fixture
def sessions(home: Home, key: str) -> tuple[Session, ...]:
    """Return its sessions, newest first."""
    return tuple(reversed(home.runtime.engine.view(key).sessions))


async def test_pages_hold_every_session_once(
    page: MockHAClientWebSocket, key: str, sessions: tuple[Session, ...]
) -> None:
    found: list[str] = []
    fields: dict[str, object] = {}
    while True:
        answer = await asked(page, "sessions", point=key, limit=4, **fields)
        found.extend(session["id"] for session in answer["result"]["sessions"])
        if (before := answer["result"]["before"]) is None:
            break
        fields = {"end": before}

    assert found == [session.session_id for session in sessions]
    assert len(found) > 8


async def test_a_page_is_of_the_time_that_was_asked_for(
    page: MockHAClientWebSocket, key: str, sessions: tuple[Session, ...]
) -> None:
    start, end = sessions[3].span.start, sessions[1].span.start

    answer = await asked(
        page, "sessions", point=key, start=start.isoformat(), end=end.isoformat()
    )
    reversed_times = await asked(
        page, "sessions", point=key, start=end.isoformat(), end=start.isoformat()
    )

    assert [session["id"] for session in answer["result"]["sessions"]] == [
        sessions[2].session_id,
        sessions[3].session_id,
    ]
    assert answer["result"]["before"] is None
    assert reversed_times["result"]["sessions"] == []


async def test_a_session_has_its_exact_figures(
    page: MockHAClientWebSocket, key: str, sessions: tuple[Session, ...]
) -> None:
    last = sessions[0]

    answer = await asked(page, "session", point=key, session=last.session_id)

    told, slots = answer["result"]["session"], answer["result"]["slots"]
    assert datetime.fromisoformat(told["start"]) == last.span.start.replace(
        microsecond=0
    )
    assert told["cost"] == pytest.approx(float(last.cost or 0), abs=1e-6)
    assert told["cost"] == pytest.approx(sum(slot["cost"] for slot in slots), abs=1e-4)
    assert told["energy_kwh"] == pytest.approx(
        sum(told["energy_by_band"].values()), abs=1e-4
    )
    assert told["cost"] == pytest.approx(sum(told["cost_by_band"].values()), abs=1e-4)


@pytest.mark.parametrize("kind", ["sessions", "session"])
async def test_a_point_that_does_not_exist_is_refused(
    page: MockHAClientWebSocket, kind: str
) -> None:
    fields = {"session": "none"} if kind == "session" else {}

    answer = await asked(page, kind, point="0000000000", **fields)

    assert answer["error"] == {"code": "not_found", "message": "Not found"}


async def test_a_session_that_does_not_exist_is_refused(
    page: MockHAClientWebSocket, key: str
) -> None:
    answer = await asked(page, "session", point=key, session="none")

    assert answer["error"]["code"] == "not_found"
