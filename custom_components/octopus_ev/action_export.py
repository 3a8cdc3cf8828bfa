"""The action that exports sessions as a table or as JSON."""

from collections.abc import Mapping
from enum import StrEnum
import json
from typing import Final

import probatio

from homeassistant.core import ServiceCall, ServiceResponse
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv

from .action import Action, refused
from .action_sessions import CHOICE, chosen, listed
from .card_access import async_check_admin
from .const import DOMAIN
from .core.export import COLUMNS, csv_text, table
from .core.model import Region
from .core.session import Session
from .core.smart_record import SmartRecord
from .export_file import NotAllowedError, write_file
from .export_xlsx import workbook
from .runtime import OctopusEvConfigEntry

ATTR_FORMAT: Final = "format"
ATTR_PATH: Final = "path"
ATTR_OVERWRITE: Final = "overwrite"


class Format(StrEnum):
    """What sessions are exported as."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


async def _async_export_sessions(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Write the sessions that are chosen to a file, or return them as text.

    Raises:
        HomeAssistantError: The file cannot be written.
        ServiceValidationError: It must not be, or there is no text of that format.
        Unauthorized: The user is no administrator, and asks for a file.
    """
    sessions = [*chosen(call, entry)]
    form: Format = call.data[ATTR_FORMAT]
    name: str | None = call.data.get(ATTR_PATH)
    if name is None and form is Format.XLSX:
        raise refused("path_needed")
    if name is not None:
        await async_check_admin(call.hass, call.context)
    region = entry.runtime_data.provider.region
    engine = entry.runtime_data.engine
    records = {key: engine.smart(key) for key in engine.point_keys}
    content = await call.hass.async_add_executor_job(
        _content, sessions, region, form, records
    )
    told: dict[str, str | int] = {"sessions": len(sessions), "format": form.value}
    if name is None:
        return {**told, "content": content.decode()}

    def write() -> str:
        overwrite: bool = call.data[ATTR_OVERWRITE]
        return write_file(call.hass, name, content, overwrite=overwrite)

    try:
        path = await call.hass.async_add_executor_job(write)
    except NotAllowedError:
        raise refused("path_not_allowed") from None
    except FileExistsError:
        raise refused("file_exists") from None
    except OSError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN, translation_key="file_not_written"
        ) from err
    return {**told, "path": path}


def _content(
    sessions: list[Session],
    region: Region,
    form: Format,
    records: Mapping[str, SmartRecord],
) -> bytes:
    """Return what is in the file; runs in a thread."""
    match form:
        case Format.CSV:
            return csv_text(table(sessions, region)).encode()
        case Format.XLSX:
            return workbook(COLUMNS, table(sessions, region))
    rows = [listed(one, region, records[one.point_key]) for one in sessions]
    return json.dumps({"sessions": rows}, ensure_ascii=False, indent=2).encode()


EXPORT_SESSIONS: Final = Action(
    name="export_sessions",
    run=_async_export_sessions,
    fields={
        **CHOICE,
        probatio.Optional(ATTR_FORMAT, default=Format.CSV): probatio.Coerce(Format),
        probatio.Optional(ATTR_PATH): probatio.All(cv.string, probatio.Length(min=1)),
        probatio.Optional(ATTR_OVERWRITE, default=False): probatio.Boolean(),
    },
)
