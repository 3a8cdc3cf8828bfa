"""Choosing meters: from the account's list, or typed by hand."""

from datetime import timedelta
import json

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.settings import ChosenPoint, Settings
from homeassistant.core import HomeAssistant
from simulator.site import EXPORT_MPAN, IMPORT_MPAN, mpan
from simulator.world import World
from tests.components.flows import Dialog

FORMER = mpan("101234567700")
ELSEWHERE = mpan("200002451236")
NOTHING = json.dumps({"count": 0, "next": None, "previous": None, "results": []})


async def meters(hass: HomeAssistant, world: World) -> Dialog:
    """Return the dialog at its list of meters."""
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.api_key)
    assert dialog.step == "meters"
    return dialog


async def chosen(dialog: Dialog) -> tuple[ChosenPoint, ...]:
    """Finish the dialog and return what its entry follows."""
    assert dialog.step == "charger"
    await dialog.answer()
    return Settings.from_entry(dialog.entry).points


@pytest.mark.parametrize(
    ("persona", "label"),
    [
        ("P10", "…8903 · Octopus Go · meter …4567 · Home Mini"),
        ("P5", "…8903 · Octopus Go · meter …0002 · no Home Mini"),
        ("P13", "…8903 · Octopus Tracker April 2025 v1 · meter …4567 · no Home Mini"),
    ],
)
async def test_a_meter_is_shown_by_what_its_owner_knows(
    hass: HomeAssistant, world: World, label: str
) -> None:
    dialog = await meters(hass, world)

    assert list(dialog.labels("points").values()) == [label]
    assert dialog.ticked == [label]


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("ja", "…8903 · Octopus Go · メーター …4567 · Home Mini あり"),
        ("nl", "…8903 · Octopus Go · meter …4567 · Home Mini"),
    ],
)
async def test_the_list_speaks_the_language_of_the_house_or_english(
    hass: HomeAssistant, world: World, language: str, label: str
) -> None:
    hass.config.language = language
    dialog = await meters(hass, world)

    assert dialog.ticked == [label]


async def test_a_home_mini_that_cannot_be_asked_about_is_not_known(
    hass: HomeAssistant, world: World
) -> None:
    world.faults.add({"graphql_error": "KT-GB-4042"}, operation="Telemetry")
    dialog = await meters(hass, world)

    assert dialog.ticked == ["…8903 · Octopus Go · meter …4567 · Home Mini not known"]


async def test_neither_list_nor_choice_gives_an_mpan_away(
    hass: HomeAssistant, world: World
) -> None:
    dialog = await meters(hass, world)
    shown = str(dialog.labels("points"))

    assert IMPORT_MPAN not in shown
    assert "20L1234567" not in shown


@pytest.mark.parametrize("persona", ["P3"])
async def test_an_export_meter_is_not_offered(
    hass: HomeAssistant, world: World
) -> None:
    dialog = await meters(hass, world)

    assert len(dialog.labels("points")) == 1
    await dialog.answer()
    assert await chosen(dialog) == (ChosenPoint(IMPORT_MPAN),)


@pytest.mark.parametrize("persona", ["P5"])
async def test_a_former_home_can_be_typed_though_nothing_comes_from_it(
    hass: HomeAssistant, world: World
) -> None:
    dialog = await meters(hass, world)
    await dialog.answer(by_hand=True, points=[])
    await dialog.answer(mpan=FORMER)

    assert dialog.step == "no_data"
    await dialog.choose("go_on")
    assert await chosen(dialog) == (ChosenPoint(FORMER),)


@pytest.mark.parametrize("persona", ["P5"])
async def test_former_homes_are_offered_where_there_is_no_other(
    hass: HomeAssistant, world: World
) -> None:
    present = world.account.properties.pop()
    assert present.moved_out is None
    dialog = await meters(hass, world)

    (label,) = dialog.labels("points").values()
    assert label.startswith("…")
    assert label.endswith("no longer supplied")
    assert dialog.ticked == []


async def test_at_least_one_meter_is_chosen(hass: HomeAssistant, world: World) -> None:
    dialog = await meters(hass, world)
    await dialog.answer(points=[])

    assert dialog.errors == {"points": "nothing_chosen"}
    assert dialog.typed == {"points": [], "by_hand": False}
    await dialog.answer(points=list(dialog.labels("points")))
    assert await chosen(dialog) == (ChosenPoint(IMPORT_MPAN),)


@pytest.mark.parametrize("typed", ["101234567890", "1012345678904", "no number"])
async def test_a_slip_of_the_keys_is_told_by_the_check_digit(
    hass: HomeAssistant, world: World, typed: str
) -> None:
    dialog = await meters(hass, world)
    await dialog.answer(by_hand=True, points=[])
    await dialog.answer(mpan=typed, serial="20L1234567")

    assert dialog.errors == {"mpan": "invalid_mpan"}
    assert dialog.typed == {"mpan": typed, "serial": "20L1234567"}
    await dialog.answer(mpan="10 1234 5678 903", serial=" 20L1234567 ")
    assert await chosen(dialog) == (ChosenPoint(IMPORT_MPAN),)


async def test_a_meter_of_another_account_is_refused(
    hass: HomeAssistant, world: World
) -> None:
    dialog = await meters(hass, world)
    await dialog.answer(by_hand=True, points=[])
    await dialog.answer(mpan=ELSEWHERE)

    assert dialog.errors == {"mpan": "meter_not_on_account"}
    await dialog.answer(mpan=IMPORT_MPAN)
    assert await chosen(dialog) == (ChosenPoint(IMPORT_MPAN),)


@pytest.mark.parametrize("persona", ["P3"])
async def test_a_typed_export_meter_is_refused(
    hass: HomeAssistant, world: World
) -> None:
    dialog = await meters(hass, world)
    await dialog.answer(by_hand=True)
    await dialog.answer(mpan=EXPORT_MPAN)

    assert dialog.errors == {"mpan": "export_meter"}
    await dialog.answer(mpan=IMPORT_MPAN)
    assert await chosen(dialog) == (ChosenPoint(IMPORT_MPAN),)


async def test_a_serial_number_that_nobody_knows_is_refused(
    hass: HomeAssistant, world: World
) -> None:
    dialog = await meters(hass, world)
    await dialog.answer(by_hand=True)
    await dialog.answer(mpan=IMPORT_MPAN, serial="99Z0000000")

    assert dialog.errors == {"serial": "meter_not_on_account"}
    await dialog.answer(mpan=IMPORT_MPAN, serial="")
    assert await chosen(dialog) == (ChosenPoint(IMPORT_MPAN),)


async def test_a_meter_the_account_does_not_list_is_kept_as_typed(
    hass: HomeAssistant, world: World
) -> None:
    meter = world.account.properties[0].points[0].meters[0]
    serial, meter.serial = meter.serial, ""
    dialog = await meters(hass, world)
    assert dialog.ticked == ["…8903 · Octopus Go · no Home Mini"]
    await dialog.answer(by_hand=True)
    meter.serial = serial
    await dialog.answer(mpan=IMPORT_MPAN, serial=serial)

    assert await chosen(dialog) == (ChosenPoint(IMPORT_MPAN, serial),)


async def test_an_empty_form_leads_back_to_the_list(
    hass: HomeAssistant, world: World
) -> None:
    dialog = await meters(hass, world)
    await dialog.answer(by_hand=True)
    await dialog.answer(mpan=" ")

    assert dialog.step == "meters"
    await dialog.answer()
    assert await chosen(dialog) == (ChosenPoint(IMPORT_MPAN),)


@pytest.mark.parametrize("persona", ["P6"])
async def test_a_meter_that_is_not_smart_is_refused_until_it_is(
    hass: HomeAssistant, world: World
) -> None:
    dialog = await meters(hass, world)
    await dialog.answer()
    assert dialog.errors == {"base": "no_smart_meter"}

    world.account.properties[0].points[0].meters[0].smart = True
    await dialog.answer()
    assert await chosen(dialog) == (ChosenPoint(IMPORT_MPAN),)


async def test_a_meter_without_readings_yet_can_be_waited_for(
    hass: HomeAssistant, world: World
) -> None:
    world.faults.add({"body": NOTHING}, path="*/consumption/")
    dialog = await meters(hass, world)
    await dialog.answer()

    assert dialog.step == "no_data"
    await dialog.choose("go_on")
    assert await chosen(dialog) == (ChosenPoint(IMPORT_MPAN),)


async def test_other_meters_can_be_chosen_instead_of_waiting(
    hass: HomeAssistant, world: World
) -> None:
    world.faults.add({"body": NOTHING}, path="*/consumption/")
    dialog = await meters(hass, world)
    await dialog.answer()
    await dialog.choose("meters")

    assert dialog.step == "meters"
    assert len(dialog.ticked) == 1
    await dialog.answer()
    assert await chosen(dialog) == (ChosenPoint(IMPORT_MPAN),)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"html502": True}, "cannot_connect"),
        ({"status": 429}, "throttled"),
        ({"status": 401}, "invalid_auth"),
        ({"status": 404}, "meter_not_on_account"),
        ({"empty": True}, "unknown"),
    ],
)
async def test_a_failure_while_readings_are_looked_for_passes(
    hass: HomeAssistant,
    world: World,
    freezer: TickingDateTimeFactory,
    fault: dict[str, object],
    reason: str,
) -> None:
    world.faults.add(fault, path="*/consumption/")
    dialog = await meters(hass, world)
    await dialog.answer()

    assert dialog.step == "meters"
    assert dialog.errors == {"base": reason}
    freezer.tick(timedelta(minutes=10))
    await dialog.answer()
    assert await chosen(dialog) == (ChosenPoint(IMPORT_MPAN),)
