"""Turn what went wrong in a flow into the key of its sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from traceback import format_tb

import probatio

from homeassistant.const import CONF_API_KEY, CONF_BASE
from homeassistant.data_entry_flow import AbortFlow

from .const import LOGGER
from .kraken.errors import (
    KrakenAuthError,
    KrakenConnectionError,
    KrakenError,
    KrakenRateLimitError,
)


class Refused(Exception):
    """What was typed cannot be used, and which field it is."""

    def __init__(self, reason: str, field: str = CONF_BASE) -> None:
        """Take the key of the sentence that says why."""
        super().__init__(reason)
        self.reason = reason
        self.field = field


@contextmanager
def reported(errors: dict[str, str], schema: probatio.Schema) -> Iterator[None]:
    """Note a failure beside the field it belongs to, or above the form.

    A later step can meet the failure of an earlier field, which its own form
    does not have.
    """
    try:
        yield
    except AbortFlow:
        raise
    except Exception as err:  # noqa: BLE001
        field, reason = _diagnosed(err)
        errors[field if field in schema.schema else CONF_BASE] = reason


def _diagnosed(err: Exception) -> tuple[str, str]:
    """Return the field and the reason of a failure; log one that is no user's."""
    match err:
        case Refused():
            return err.field, err.reason
        case KrakenAuthError():
            return CONF_API_KEY, "invalid_auth"
        case KrakenRateLimitError():
            return CONF_BASE, "throttled"
        case KrakenConnectionError():
            return CONF_BASE, "cannot_connect"
        case KrakenError():
            LOGGER.error("Octopus answered in an unknown way: %s", err)
        case _:
            # Its message is left out, because it could hold what was typed.
            LOGGER.error(
                "Unexpected %s\n%s",
                type(err).__name__,
                "".join(format_tb(err.__traceback__)),
            )
    return CONF_BASE, "unknown"
