"""Write a file for the user, as a whole or not at all; everything runs in a thread."""

from contextlib import suppress
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from homeassistant.core import HomeAssistant


class NotAllowedError(Exception):
    """Home Assistant is not allowed to write there."""


def write_file(
    hass: HomeAssistant, name: str, content: bytes, *, overwrite: bool
) -> str:
    """Write a file and return its path; one without a folder is in that of the settings.

    Raises:
        FileExistsError: There is one already, and it is not to be replaced.
        NotAllowedError: Its folder is none that Home Assistant may write to.
        OSError: It cannot be written; then what was there still is.
    """
    path = Path(hass.config.path(name))
    if not hass.config.is_allowed_path(str(path)):
        raise NotAllowedError
    if not overwrite:
        # Whoever makes the name first has it.
        path.open("xb").close()
    try:
        _replace(path, content)
    except OSError:
        if not overwrite:
            path.unlink()
        raise
    return str(path)


def _replace(path: Path, content: bytes) -> None:
    """Put a finished file in the place of another."""
    with NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as new:
        try:
            new.write(content)
            new.flush()
            # As Home Assistant's own files that are not private.
            os.fchmod(new.fileno(), 0o644)
            os.fsync(new.fileno())
            Path(new.name).replace(path)
        except OSError:
            with suppress(OSError):
                Path(new.name).unlink()
            raise
