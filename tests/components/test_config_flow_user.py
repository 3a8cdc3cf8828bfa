"""Adding an account: from a key to an entry."""

from datetime import timedelta
import json

from freezegun.api import TickingDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.octopus_ev.settings import Settings
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from simulator.world import World
from tests.components.flows import Dialog

SECOND = "A-CCCC3333"
NO_ACCOUNTS = json.dumps({"data": {"viewer": {"accounts": []}}})


def two_accounts(world: World) -> None:
    """Let the key open a second account."""
    accounts = [{"number": number} for number in (world.account_number, SECOND)]
    world.faults.add(
        {"body": json.dumps({"data": {"viewer": {"accounts": accounts}}})},
        operation="Viewer",
        times=None,
    )


async def test_a_key_is_enough(hass: HomeAssistant, world: World) -> None:
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.api_key)
    assert dialog.step == "meters"
    await dialog.answer()
    assert dialog.step == "charger"
    await dialog.answer()
    await hass.async_block_till_done()

    settings = Settings.from_entry(dialog.entry)
    assert settings.api_key == world.api_key
    assert settings.account_number == world.account_number
    assert [point.mpan for point in settings.points] == ["1012345678903"]
    assert settings.points[0].serial is None
    assert settings.charger_power_kw is None
    assert world.account_number not in repr(dialog.entry)
    assert dialog.entry.state is ConfigEntryState.LOADED


async def test_the_title_carries_no_identifier(
    hass: HomeAssistant, world: World
) -> None:
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.api_key)
    await dialog.answer()
    await dialog.answer()

    assert dialog.entry.title == "Octopus EV Charging"


async def test_setting_up_asks_octopus_little(
    hass: HomeAssistant, world: World
) -> None:
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.api_key)
    await dialog.answer()
    await dialog.answer()
    await hass.async_block_till_done()

    asked = [row.operation or row.path for row in world.log.entries]
    assert len(asked) <= 12
    for once in ("ObtainToken", "Viewer", "Account"):
        assert asked.count(once) == 1
    assert sum("consumption" in row for row in asked) == 1


@pytest.mark.parametrize("typed", ["A-AAAA1111", " a-aaaa 1111 "])
async def test_an_account_number_may_be_typed(
    hass: HomeAssistant, world: World, typed: str
) -> None:
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=f" {world.api_key}\n", account_number=typed)

    assert dialog.step == "meters"
    assert "Viewer" not in [row.operation for row in world.log.entries]


async def test_of_several_accounts_one_is_chosen(
    hass: HomeAssistant, world: World
) -> None:
    two_accounts(world)
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.api_key)

    assert dialog.step == "account"
    assert list(dialog.labels("account_number").values()) == ["…1111", "…3333"]
    await dialog.answer(account_number=world.account_number)
    assert dialog.step == "meters"


async def test_an_account_that_cannot_be_opened_leaves_the_choice(
    hass: HomeAssistant, world: World
) -> None:
    two_accounts(world)
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.api_key)
    await dialog.answer(account_number=SECOND)

    assert dialog.errors == {"account_number": "wrong_account"}
    assert dialog.typed == {"account_number": SECOND}
    await dialog.answer(account_number=world.account_number)
    assert dialog.step == "meters"


async def test_an_account_that_is_set_up_is_no_choice(
    hass: HomeAssistant, world: World, configured: MockConfigEntry
) -> None:
    two_accounts(world)
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.api_key)

    # Only the other account was left; this customer's key does not open it.
    assert dialog.errors == {"account_number": "wrong_account"}
    assert world.log.entries[-1].variables is None


async def test_an_account_is_set_up_once(
    hass: HomeAssistant, world: World, configured: MockConfigEntry
) -> None:
    found = await Dialog.start(hass)
    await found.answer(api_key=world.api_key)
    assert found.reason == "already_configured"

    typed = await Dialog.start(hass)
    await typed.answer(api_key=world.api_key, account_number=world.account_number)
    assert typed.reason == "already_configured"


@pytest.mark.parametrize(
    ("operation", "fault", "field", "reason"),
    [
        ("ObtainToken", {"graphql_error": "KT-CT-1199"}, "base", "throttled"),
        ("Viewer", {"status": 429, "retry_after": 20}, "base", "throttled"),
        ("Viewer", {"html403": True}, "base", "throttled"),
        ("Viewer", {"html502": True}, "base", "cannot_connect"),
        ("Viewer", {"reset": True}, "base", "cannot_connect"),
        ("Viewer", {"truncate": True}, "base", "unknown"),
        ("Viewer", {"body": NO_ACCOUNTS}, "api_key", "no_account"),
        ("ObtainToken", {"graphql_error": "KT-CT-1139"}, "api_key", "invalid_auth"),
    ],
)
async def test_a_failure_has_its_sentence_and_passes(
    hass: HomeAssistant,
    world: World,
    freezer: TickingDateTimeFactory,
    operation: str,
    fault: dict[str, object],
    field: str,
    reason: str,
) -> None:
    world.faults.add(fault, operation=operation)
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.api_key)

    assert dialog.errors == {field: reason}
    assert dialog.typed == {"api_key": world.api_key}
    freezer.tick(timedelta(minutes=10))
    await dialog.answer(api_key=world.api_key)
    assert dialog.step == "meters"


@pytest.mark.parametrize("typed", ["", "   ", "schlüssel", "sk:live", "sk\x7f"])
async def test_what_cannot_be_a_key_is_not_sent(
    hass: HomeAssistant, world: World, typed: str
) -> None:
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=typed)

    assert dialog.errors == {"api_key": "invalid_auth"}
    assert world.log.entries == []
    await dialog.answer(api_key=world.api_key)
    assert dialog.step == "meters"


async def test_a_wrong_key_is_said_to_be_wrong(
    hass: HomeAssistant, world: World
) -> None:
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.keys.wrong, account_number="A-AAAA1111")

    assert dialog.errors == {"api_key": "invalid_auth"}
    assert dialog.typed == {
        "api_key": world.keys.wrong,
        "account_number": "A-AAAA1111",
    }
    await dialog.answer(api_key=world.api_key)
    assert dialog.step == "meters"


@pytest.mark.parametrize("persona", ["P8"])
async def test_a_revoked_key_is_said_to_be_wrong(
    hass: HomeAssistant, world: World
) -> None:
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.api_key)

    assert dialog.errors == {"api_key": "invalid_auth"}


@pytest.mark.parametrize("status", [403, 404])
async def test_somebody_elses_account_is_not_a_wrong_key(
    hass: HomeAssistant, world: World, status: int
) -> None:
    world.scenario.update({"foreign_account_status": status})
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.api_key, account_number="A-BBBB2222")

    assert dialog.errors == {"account_number": "wrong_account"}
    assert dialog.typed["account_number"] == "A-BBBB2222"
    await dialog.answer(api_key=world.api_key)
    assert dialog.step == "meters"


async def test_an_own_account_that_is_refused_is_a_matter_of_the_key(
    hass: HomeAssistant, world: World
) -> None:
    world.faults.add({"status": 401}, path="*/accounts/*")
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.api_key, account_number="A-AAAA1111")

    assert dialog.errors == {"api_key": "invalid_auth"}


async def test_an_account_without_a_meter_is_not_set_up(
    hass: HomeAssistant, world: World
) -> None:
    homes = world.account.properties
    world.account.properties = []
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.api_key)

    assert dialog.errors == {"base": "no_meter"}
    world.account.properties = homes
    await dialog.answer(api_key=world.api_key)
    assert dialog.step == "meters"


async def test_no_secret_is_logged(
    hass: HomeAssistant, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.faults.add({"truncate": True}, path="*/accounts/*")
    dialog = await Dialog.start(hass)
    await dialog.answer(api_key=world.api_key)
    await dialog.answer(api_key=world.api_key)
    await dialog.answer()
    await dialog.answer()
    await hass.async_block_till_done()

    ours = "\n".join(
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components.octopus_ev")
    )
    assert "unknown way" in ours
    for secret in (world.api_key, world.account_number, "1012345678903", "20L1234567"):
        assert secret not in ours
