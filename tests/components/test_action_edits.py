"""The actions that correct sessions: what they do, and what undoes it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.core.session import Session
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import Context, Event, callback
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
    UnknownUser,
)
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component

from .actions import act, undo
from .conftest import FullDisk, Home
from .test_devices import OLD_HOME, choose

HOUR: Final = timedelta(hours=1)
ENTITY: Final = "event.octopus_ev_charging_session"


def sessions(home: Home) -> tuple[Session, ...]:
    (key,) = home.runtime.engine.point_keys
    return home.runtime.engine.view(key).sessions


def figures(home: Home) -> list[tuple[object, ...]]:
    """Return what users see of every session; revisions count on."""
    return [
        (one.session_id, one.span, one.energy, one.cost, one.note, one.vehicle)
        for one in sessions(home)
    ]


@pytest.mark.parametrize("action", ["delete_session", "reject_session"])
async def test_a_session_that_is_taken_out_comes_back(home: Home, action: str) -> None:
    before, last = figures(home), sessions(home)[-1]

    done = await act(home, action, session_id=last.session_id)
    gone = figures(home)
    again = await undo(home, done)

    assert [one["state"] for one in done["sessions"]] == ["deleted"]
    assert gone == before[:-1]
    assert figures(home) == before
    # What undoes the undoing is what was ordered at first.
    assert again["undo"]["action"] == f"{DOMAIN}.{action}"
    await undo(home, again)
    assert figures(home) == before[:-1]


async def test_a_script_takes_back_what_it_did(home: Home) -> None:
    """As in the README: the undo is called as it comes."""
    before, name = figures(home), sessions(home)[-1].session_id
    steps = [
        {
            "action": f"{DOMAIN}.delete_session",
            "data": {"config_entry_id": home.entry.entry_id, "session_id": name},
            "response_variable": "deleted",
        },
        {"event": "deleted"},
        {
            "action": "{{ deleted.undo.action }}",
            "data": "{{ deleted.undo.data }}",
        },
    ]
    seen: list[object] = []

    @callback
    def look(_event: Event) -> None:
        seen.extend(figures(home))

    home.hass.bus.async_listen_once("deleted", look)
    assert await async_setup_component(
        home.hass, "script", {"script": {"back": {"sequence": steps}}}
    )

    await home.hass.services.async_call("script", "back", blocking=True)

    assert seen == before[:-1]
    assert figures(home) == before


async def test_a_confirmed_session_is_vouched_for_until_that_is_undone(
    home: Home,
) -> None:
    name = sessions(home)[-1].session_id

    done = await act(home, "confirm_session", session_id=name)
    confirmed = home.runtime.engine.overlay.of(name).verdict
    await undo(home, done)

    assert [one["confidence"] for one in done["sessions"]] == ["confirmed"]
    assert confirmed == "confirmed"
    assert home.runtime.engine.overlay.of(name).verdict is None


async def test_an_edited_session_has_the_users_figures_until_that_is_undone(
    home: Home,
) -> None:
    before, last = figures(home), sessions(home)[-1]
    start = last.span.start + timedelta(minutes=10)

    done = await act(
        home,
        "edit_session",
        session_id=last.session_id,
        energy_kwh=9.5,
        start=start.isoformat(),
        note="guest",
    )
    edited = sessions(home)[-1]
    again = await act(home, "edit_session", session_id=last.session_id, energy_kwh=4)

    (told,) = done["sessions"]
    assert (told["energy_kwh"], told["note"]) == (9.5, "guest")
    assert told["edited"] == ["start", "energy"]
    assert edited.energy == Decimal("9.5")
    assert edited.span.start == start
    rates = {slot.start: slot.unit_rate for slot in last.slots}
    assert edited.cost == sum(
        slot.energy * (rates[slot.start] or 0) for slot in edited.slots
    )
    await undo(home, again)
    assert sessions(home)[-1].energy == Decimal("9.5")
    await undo(home, done)
    assert figures(home) == before


async def test_merged_and_split_sessions_are_undone_by_each_other(home: Home) -> None:
    before = figures(home)
    first, second = sessions(home)[-2:]

    merged = await act(
        home, "merge_sessions", session_ids=[second.session_id, first.session_id]
    )
    whole = sessions(home)[-1]
    apart = await undo(home, merged)

    (told,) = merged["sessions"]
    assert told["session_id"] == whole.session_id == first.session_id
    assert whole.energy == first.energy + second.energy
    assert whole.span == first.span.hull(second.span)
    assert figures(home) == before
    assert apart["undo"]["action"] == f"{DOMAIN}.merge_sessions"
    await undo(home, await undo(home, apart))
    assert figures(home) == before

    at = second.span.start + second.span.duration / 2
    split = await act(
        home, "split_session", session_id=second.session_id, at=at.isoformat()
    )
    parts = sessions(home)[-2:]
    joined = await undo(home, split)

    assert [part["session_id"] for part in split["sessions"]] == [
        part.session_id for part in parts
    ]
    assert parts[0].session_id == second.session_id
    assert parts[0].energy + parts[1].energy == second.energy
    assert figures(home) == before
    await undo(home, await undo(home, joined))
    assert figures(home) == before


async def test_an_added_session_is_priced_and_deleted_again(home: Home) -> None:
    before = figures(home)
    (key,) = home.runtime.engine.point_keys
    start = datetime(2026, 11, 20, 9, tzinfo=UTC)
    rate = home.runtime.engine.view(key).book.vehicle.at(start)
    assert rate is not None

    done = await act(
        home,
        "add_session",
        start=start.isoformat(),
        end=(start + HOUR).isoformat(),
        energy_kwh=7,
    )

    (told,) = done["sessions"]
    assert told["sources"] == ["manual"]
    assert (told["start"], told["energy_kwh"]) == (start.isoformat(), 7.0)
    assert told["cost"] == round(float(7 * rate.unit_rate), 2)
    assert told["session_id"] in [one.session_id for one in sessions(home)]
    await undo(home, done)
    assert figures(home) == before


async def test_a_vehicle_is_assigned_by_its_name(home: Home) -> None:
    leaf = ConfigSubentry(
        data=MappingProxyType({}),
        subentry_type="vehicle",
        title="Leaf",
        unique_id="0123456789",
    )
    home.hass.config_entries.async_add_subentry(home.entry, leaf)
    await home.hass.async_block_till_done()
    before, name = figures(home), sessions(home)[-1].session_id

    done = await act(home, "assign_vehicle", session_id=name, vehicle="leaf")

    assert [one["session_id"] for one in done["sessions"]] == [name]
    assert sessions(home)[-1].vehicle == "0123456789"
    listed = await act(home, "list_sessions", vehicle="Leaf")
    assert name in [one["session_id"] for one in listed["sessions"]]
    await undo(home, done)
    assert figures(home) == before
    with pytest.raises(ServiceValidationError) as refused:
        await act(home, "assign_vehicle", session_id=name, vehicle="Zoe")
    assert refused.value.translation_key == "no_such_vehicle"


REFUSED: Final[list[tuple[str, dict[str, object], str]]] = [
    ("delete_session", {"session_id": "none"}, "no_such_session"),
    ("reject_session", {"session_id": "none"}, "no_such_session"),
    ("confirm_session", {"session_id": "none"}, "no_such_session"),
    ("restore_session", {}, "nothing_to_take_back"),
    ("edit_session", {}, "nothing_to_edit"),
    ("edit_session", {"energy_kwh": 0}, "charge_without_energy"),
    ("assign_vehicle", {"session_id": "none"}, "no_such_session"),
    ("split_session", {"at": "2026-01-01 00:00:00"}, "split_outside"),
    ("take_apart_session", {}, "neither_merged_nor_split"),
    (
        "add_session",
        {"start": "2026-11-20 09:00", "end": "2026-11-20 08:00", "energy_kwh": 7},
        "end_before_start",
    ),
]


async def test_what_is_not_possible_is_refused_and_changes_nothing(home: Home) -> None:
    before, last = figures(home), sessions(home)[-1]
    about = {"session_id": last.session_id}

    for action, fields, reason in REFUSED:
        given = fields if action == "add_session" else about | fields
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, action, **given)
        assert (action, refused.value.translation_key) == (action, reason)
        assert refused.value.translation_domain == DOMAIN

    with pytest.raises(ServiceValidationError) as alone:
        await act(home, "merge_sessions", session_ids=[last.session_id])
    assert alone.value.translation_key == "merge_needs_several"
    with pytest.raises(ServiceValidationError) as taken:
        await act(
            home,
            "add_session",
            start=last.span.start.isoformat(),
            end=last.span.end.isoformat(),
            energy_kwh=7,
        )
    assert taken.value.translation_key == "time_is_taken"
    assert figures(home) == before


async def test_of_several_supply_points_one_has_to_be_named(home: Home) -> None:
    (chosen,) = home.runtime.settings.points
    await choose(home, chosen.mpan, OLD_HOME)
    key, other = home.runtime.engine.point_keys
    time = {"start": "2026-11-20T09:00Z", "end": "2026-11-20T10:00Z", "energy_kwh": 7}
    device = dr.async_get(home.hass).async_get_device_by_identifier(
        (DOMAIN, other), home.entry.entry_id
    )
    assert device is not None

    with pytest.raises(ServiceValidationError) as refused:
        await act(home, "add_session", **time)
    done = await act(home, "add_session", **time, device_id=device.id)

    assert refused.value.translation_key == "which_supply_point"
    (told,) = done["sessions"]
    assert told["point"] == other != key


async def test_what_cannot_be_written_is_not_done(
    home: Home, full_disk: FullDisk
) -> None:
    before, name = figures(home), sessions(home)[-1].session_id

    with pytest.raises(HomeAssistantError) as failed:
        await act(home, "delete_session", session_id=name)

    full_disk.full = False
    assert failed.value.translation_key == "not_saved"
    assert figures(home) == before


async def test_only_who_may_control_the_sessions_may_edit_them(
    home: Home, hass_read_only_user: MockUser, hass_admin_user: MockUser
) -> None:
    name = sessions(home)[-1].session_id

    async def confirm(user_id: str) -> Any:
        return await home.hass.services.async_call(
            DOMAIN,
            "confirm_session",
            {"config_entry_id": home.entry.entry_id, "session_id": name},
            blocking=True,
            context=Context(user_id=user_id),
        )

    user = hass_read_only_user
    with pytest.raises(Unauthorized):
        await confirm(user.id)
    with pytest.raises(UnknownUser):
        await confirm("nobody")
    assert home.runtime.engine.overlay.edits == {}

    user.mock_policy({"entities": {"entity_ids": {ENTITY: True}}})
    await confirm(user.id)
    assert home.runtime.engine.overlay.of(name).verdict == "confirmed"
    await confirm(hass_admin_user.id)
