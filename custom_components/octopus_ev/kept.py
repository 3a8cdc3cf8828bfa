"""What an account leaves behind when it is removed: its name, its files, its figures."""

from hashlib import blake2s
import json
from pathlib import Path
from typing import Any, Final

from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import list_statistic_ids
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import instance_id, issue_registry as ir
from homeassistant.helpers.storage import STORAGE_DIR

from .const import DOMAIN
from .settings import Settings
from .store import file_prefix

KEPT: Final = "history_kept"
CONF_NAME: Final = "name"


async def async_kept_name(hass: HomeAssistant, settings: Settings) -> str:
    """Return what the files of an account are called, however often it is added.

    It is not the entry's id, which is another each time. Account numbers are few enough
    to be tried one by one, so the name is worth nothing without this installation's id.
    """
    account = f"{settings.region_code}:{settings.account_number}"
    salt = (await instance_id.async_get(hass)).encode()
    return blake2s(account.encode(), key=salt[:32], digest_size=8).hexdigest()


async def async_ask_to_erase(hass: HomeAssistant, name: str) -> None:
    """Ask whether to erase what an account left behind, if it left anything.

    The question is gone after a restart, as nobody would be there to take the answer;
    by then the history is simply kept.
    """
    if await hass.async_add_executor_job(_files, hass, name):
        ir.async_create_issue(
            hass,
            DOMAIN,
            f"{KEPT}_{name}",
            data={CONF_NAME: name},
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=KEPT,
        )


@callback
def async_take_up(hass: HomeAssistant, name: str) -> None:
    """Stop asking: the account is back, and uses its history again."""
    ir.async_delete_issue(hass, DOMAIN, f"{KEPT}_{name}")


async def async_erase(hass: HomeAssistant, name: str) -> None:
    """Delete the files of an account and the statistics that were made of them."""
    keys = await hass.async_add_executor_job(_point_keys, hass, name)
    prefixes = tuple(f"{DOMAIN}:{key}_" for key in keys)
    recorder = get_instance(hass)
    known = await recorder.async_add_executor_job(list_statistic_ids, hass)
    ours = [row["statistic_id"] for row in known]
    ours = [name for name in ours if name.startswith(prefixes)]
    if ours:
        recorder.async_clear_statistics(ours)
    await hass.async_add_executor_job(_delete, hass, name)


def _files(hass: HomeAssistant, name: str) -> list[Path]:
    """Return every file of an account, those moved aside included."""
    folder = Path(hass.config.path(STORAGE_DIR))
    return sorted(folder.glob(f"{file_prefix(name)}.*"))


def _delete(hass: HomeAssistant, name: str) -> None:
    for path in _files(hass, name):
        path.unlink(missing_ok=True)


def _point_keys(hass: HomeAssistant, name: str) -> set[str]:
    """Return the points whose readings are kept; what cannot be read tells none."""
    keys: set[str] = set()
    for path in _files(hass, name):
        try:
            data: Any = json.loads(path.read_bytes())["data"]["points"]
        except KeyError, OSError, TypeError, ValueError:
            continue
        keys.update(map(str, data))
    return keys
