"""A customer with names that stand out, and somebody who looks for them everywhere."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
import json
import logging
from pathlib import Path
import re
import traceback
from typing import Any, Final, override
from urllib.parse import unquote

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import MATCH_ALL
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import (
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)
from homeassistant.helpers.json import JSONEncoder
from simulator.site import POSTCODE, mpan
from simulator.world import World

OWN_FILE: Final = "core.config_entries"
"""The one file that may hold what identifies a customer."""

WATCHED: Final = ("custom_components.octopus_ev", "aiohttp", "homeassistant", "asyncio")
# The simulator's own end of the wire.
_THEIRS: Final = ("aiohttp.access", "aiohttp.server", "aiohttp.web")


def brand(world: World) -> dict[str, str]:
    """Give a customer identifiers that stand out; return all that is secret."""
    world.account.number = "A-CA4A7111"
    world.keys.owners.pop(world.keys.own, None)
    world.keys.own = "sk_live_canary0canary1canary2"
    world.keys.restore(world.account_number)
    basic = b64encode(f"{world.keys.own}:".encode()).decode()
    secrets = {
        "key": world.keys.own,
        "key in a header": basic.rstrip("="),
        # How the tokens of the simulator begin; those of Home Assistant do not.
        "token": "eyJhbGciOiAiUlMyNTYi",
        "account": world.account.number,
        "street": "10 Downing Street",
        "postcode": POSTCODE,
        "mail": "demo@example.invalid",
    }
    numbers = iter(range(10, 100))
    for home in world.account.properties:
        home.id = 987_650_100 + next(numbers)
        secrets[f"home {home.id}"] = str(home.id)
        for point in home.points:
            point.mpan = mpan(f"9988776655{next(numbers)}")
            secrets[f"mpan {point.mpan}"] = point.mpan
            for meter in point.meters:
                meter.serial = f"77C4N4RY{next(numbers)}"
                secrets[f"serial {meter.serial}"] = meter.serial
                if meter.device_id is not None:
                    meter.device_id = f"C4-4A-27-15-0C-70-90-{next(numbers)}"
                    secrets[f"meter {meter.device_id}"] = meter.device_id
    for device in world.account.devices:
        former, device.id = (
            device.id,
            f"ca4a7000-0000-4000-8000-0000000000{next(numbers)}",
        )
        secrets[f"device {device.id}"] = device.id
        if world.fleet is not None:
            cars = {**world.fleet.cars, device.id: world.fleet.cars[former]}
            del cars[former]
            world.fleet.cars = cars
    return secrets


def echo(secrets: dict[str, str]) -> str:
    """Return a refusal that repeats all that identifies the customer, everywhere."""
    everything = " ".join(secrets.values())
    error = {
        "message": everything,
        "path": ["account", everything, *secrets.values()],
        "extensions": {
            "errorCode": f"KT-CT-4177 {everything}",
            "errorType": everything,
            "errorClass": everything,
            "errorDescription": everything,
            "boostChargeRefusalReasons": [everything, "BC_DEVICE_RETIRED"],
            "validationErrors": [{"message": everything, "inputPath": [everything]}],
        },
    }
    return json.dumps(
        {
            "detail": everything,
            everything: everything,
            "results": [{everything: everything, "interval_start": everything}],
            "next": f"https://{secrets['account']}.invalid/{secrets['key']}",
            "errors": [error],
            "data": None,
        }
    )


@dataclass
class Canary(logging.Handler):
    """Listens to all that is said from the start on, and looks at all that is shown."""

    hass: HomeAssistant
    secrets: dict[str, str]
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to listen."""
        super().__init__(logging.DEBUG)
        self._bare = {name: _bare(secret) for name, secret in self.secrets.items()}
        self._format = logging.Formatter("%(name)s %(threadName)s %(message)s")
        self._files: dict[Path, int] = {}
        logging.getLogger().addHandler(self)
        self._levels = {name: logging.getLogger(name).level for name in WATCHED}
        for name in WATCHED:
            logging.getLogger(name).setLevel(logging.DEBUG)
        self._leave = self.hass.bus.async_listen(MATCH_ALL, self._event)

    def end(self) -> None:
        """Stop listening."""
        self._leave()
        logging.getLogger().removeHandler(self)
        for name, level in self._levels.items():
            logging.getLogger(name).setLevel(level)

    __hash__ = logging.Handler.__hash__

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(_THEIRS):
            return
        self.heard.append(self._format.format(record))
        if record.exc_info and record.exc_info[1]:
            self.caught(record.exc_info[1])

    @callback
    def _event(self, event: Event[Any]) -> None:
        self.heard.append(_text(event.as_dict()))

    def caught(self, err: BaseException) -> None:
        """Take note of an error, of what it came from, and of how it is spelled."""
        self.heard.append("".join(traceback.format_exception(err)))
        self.heard.extend(
            f"{one!r} {one} {vars(one)}"
            for one in _chain(err)
            if not isinstance(one, KeyboardInterrupt)
        )

    def found(self, *texts: str) -> set[str]:
        """Return the names of the secrets in some texts, however they are spelled."""
        heap = _bare("\0".join(texts))
        return {name for name, secret in self._bare.items() if secret in heap}

    async def look(self, entry: ConfigEntry | None = None) -> dict[str, set[str]]:
        """Return in what is heard and shown there is a secret, and which."""
        heard, self.heard = self.heard, []
        places = {text[:300]: self.found(text) for text in heard if self.found(text)}
        for name, texts in self._shown(entry):
            places[name] = self.found(*texts)
        places |= await self.hass.async_add_executor_job(self._stored)
        return {place: names for place, names in places.items() if names}

    def _shown(self, entry: ConfigEntry | None) -> Iterator[tuple[str, Iterable[str]]]:
        hass = self.hass
        yield "states", (_text(state.as_dict()) for state in hass.states.async_all())
        entities = er.async_get(hass).entities.values()
        yield "entities", (_text(one.extended_dict) for one in entities)
        devices = list(dr.async_get(hass).devices)
        yield "devices", (f"{one}" for one in devices)
        issues = ir.async_get(hass).issues.values()
        yield "repairs", (f"{issue}" for issue in issues)
        flows = hass.config_entries.flow.async_progress()
        yield "flows", (_text(flow) for flow in flows)
        if entry is not None:
            yield "reason", (str(entry.reason), entry.title, repr(entry))
            yield "runtime", (f"{getattr(entry, 'runtime_data', None)!r}",)

    def _stored(self) -> dict[str, set[str]]:
        """Look into every file that was written since the last look."""
        places: dict[str, set[str]] = {}
        for path in Path(self.hass.config.config_dir).rglob("*"):
            if not path.is_file() or path.name == OWN_FILE:
                continue
            try:
                changed = path.stat().st_mtime_ns
                if self._files.get(path) == changed:
                    continue
                text = path.read_bytes().decode("latin-1")
            except FileNotFoundError:
                # It was being written, and has its own name now.
                return places | self._stored()
            self._files[path] = changed
            places[f"file {path.name}"] = self.found(path.name, text)
        return places


def _chain(err: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that it came from, kept silent or not."""
    seen: list[BaseException] = []
    waiting: list[BaseException | None] = [err]
    while waiting:
        one = waiting.pop()
        if one is not None and one not in seen:
            seen.append(one)
            yield one
            waiting += [one.__cause__, one.__context__]
            if isinstance(one, BaseExceptionGroup):
                waiting += one.exceptions


def _text(value: object) -> str:
    return json.dumps(value, cls=JSONEncoder, default=repr)


def _bare(text: str) -> str:
    """Return letters and digits alone, so that no spelling hides what is looked for."""
    return re.sub(r"[^0-9a-z\0]", "", unquote(text).lower())
