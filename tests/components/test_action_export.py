"""The action that exports sessions: to files that are allowed, and as text."""

import csv
from io import BytesIO, StringIO
import json
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from custom_components.octopus_ev.const import DOMAIN
from homeassistant.core import Context
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)
from homeassistant.setup import async_setup_component

from .actions import act
from .conftest import Home


@pytest.fixture
def folder(home: Home) -> Path:
    """Return a folder that Home Assistant may write to."""
    folder = Path(home.hass.config.path("www"))
    folder.mkdir()
    home.hass.config.allowlist_external_dirs = {str(folder.resolve())}
    return folder


def figures(rows: list[dict[str, str]]) -> list[tuple[str, float, float]]:
    return [
        (row["session_id"], float(row["energy_kwh"]), float(row["cost"]))
        for row in rows
    ]


async def test_files_say_what_the_list_says(home: Home, folder: Path) -> None:
    listed = await act(home, "list_sessions")
    truth = [
        (one["session_id"], one["energy_kwh"], one["cost"])
        for one in listed["sessions"]
    ]

    told = await act(home, "export_sessions", path="www/all.csv")
    again = await act(
        home, "export_sessions", path=str(folder / "all.json"), format="json"
    )
    book = await act(home, "export_sessions", path="www/all.xlsx", format="xlsx")

    path = folder / "all.csv"
    assert told == {"sessions": len(truth), "format": "csv", "path": str(path)}
    with path.open(newline="", encoding="utf-8") as file:
        assert figures([*csv.DictReader(file)]) == truth
    assert json.loads(Path(again["path"]).read_text())["sessions"] == listed["sessions"]
    with ZipFile(BytesIO(Path(book["path"]).read_bytes())) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert all(name in sheet for name, _, _ in truth)
    assert [*folder.glob(".*")] == []


async def test_text_comes_back_without_a_file(
    home: Home, hass_ws_client: WebSocketGenerator
) -> None:
    """Over a websocket, as a page asks; and over REST below."""
    listed = (await act(home, "list_sessions"))["sessions"]
    page = await hass_ws_client()
    await page.send_json_auto_id(
        {
            "type": "call_service",
            "domain": DOMAIN,
            "service": "export_sessions",
            "service_data": {
                "config_entry_id": home.entry.entry_id,
                "start": listed[-2]["start"],
            },
            "return_response": True,
        }
    )
    answer: Any = await page.receive_json()

    told = answer["result"]["response"]
    assert told["sessions"] == 2
    rows = [*csv.DictReader(StringIO(told["content"]))]
    assert [row["session_id"] for row in rows] == [
        one["session_id"] for one in listed[-2:]
    ]


async def test_actions_answer_over_rest(
    home: Home, hass_client: ClientSessionGenerator
) -> None:
    assert await async_setup_component(home.hass, "api", {})
    client = await hass_client()
    about = {"config_entry_id": home.entry.entry_id}

    answer = await client.post(
        f"/api/services/{DOMAIN}/export_sessions?return_response",
        json={**about, "format": "json"},
    )
    refused = await client.post(
        f"/api/services/{DOMAIN}/export_sessions?return_response",
        json={**about, "format": "xlsx"},
    )

    told = (await answer.json())["service_response"]
    sessions = json.loads(told["content"])["sessions"]
    assert sessions == (await act(home, "list_sessions"))["sessions"]
    assert (answer.status, refused.status) == (200, 400)


REFUSED: Final[list[tuple[dict[str, object], str]]] = [
    ({"format": "xlsx"}, "path_needed"),
    ({"path": "/etc/octopus.csv"}, "path_not_allowed"),
    ({"path": "www/../secrets.csv"}, "path_not_allowed"),
    ({"path": "www/there.csv"}, "file_exists"),
    ({"path": "www/way_out", "overwrite": True}, "path_not_allowed"),
    ({"path": "www/nowhere"}, "file_exists"),
]


async def test_no_file_is_written_where_none_may_be(home: Home, folder: Path) -> None:
    there, secret = folder / "there.csv", folder.parent / "secret"
    there.write_text("mine")
    secret.write_text("secret")
    (folder / "way_out").symlink_to(secret)
    (folder / "nowhere").symlink_to(folder.parent / "not_there")

    for fields, reason in REFUSED:
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, "export_sessions", **fields)
        assert (fields, refused.value.translation_key) == (fields, reason)
    with pytest.raises(HomeAssistantError) as failed:
        await act(home, "export_sessions", path="www/there.csv/more.csv")

    assert failed.value.translation_key == "file_not_written"
    assert there.read_text() == "mine"
    assert secret.read_text() == "secret"
    assert not (folder.parent / "not_there").exists()

    await act(home, "export_sessions", path="www/there.csv", overwrite=True)
    assert there.read_text().startswith("start,end,")


async def test_a_full_disk_leaves_what_was_there(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "old.csv").write_text("mine")

    def full(*_args: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("os.fsync", full)
    for name in ("old.csv", "new.csv"):
        with pytest.raises(HomeAssistantError) as failed:
            await act(
                home, "export_sessions", path=f"www/{name}", overwrite=name == "old.csv"
            )
        assert failed.value.translation_key == "file_not_written"

    monkeypatch.undo()
    assert [path.name for path in folder.iterdir()] == ["old.csv"]
    assert (folder / "old.csv").read_text() == "mine"


async def test_only_administrators_write_files(
    home: Home, folder: Path, hass_read_only_user: MockUser
) -> None:
    async def export(**fields: object) -> Any:
        return await home.hass.services.async_call(
            DOMAIN,
            "export_sessions",
            {"config_entry_id": home.entry.entry_id, **fields},
            blocking=True,
            return_response=True,
            context=Context(user_id=hass_read_only_user.id),
        )

    with pytest.raises(Unauthorized):
        await export(path="www/mine.csv")

    assert [*folder.iterdir()] == []
    assert (await export())["sessions"] > 10
