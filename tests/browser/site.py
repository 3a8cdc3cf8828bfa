"""A home with its Home Assistant, kept running beside the tests."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import replace
import json
from pathlib import Path
import secrets
from threading import Thread
import time
from typing import Any, ClassVar, Final
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from scripts.demo_home.dashboard import PATH, add_dashboard
from scripts.demo_home.home import DOMAIN, Home, home
from scripts.demo_home.home_assistant import USER

_START_SECONDS: Final = 300
_STEP_SECONDS: Final = 120


class Site:
    """What the tests do to the home from outside the browser."""

    DASHBOARD: ClassVar = f"/{PATH}"

    def __init__(self, folder: Path) -> None:
        """Take the folder of the configuration; nothing runs yet."""
        self._folder = folder
        self._password = secrets.token_urlsafe(12)
        self._loop = asyncio.new_event_loop()
        self._tokens: dict[str, Any] = {}
        self.home: Home

    @classmethod
    @contextmanager
    def running(cls, folder: Path, persona: str) -> Iterator[Site]:
        """Run a persona's home, whose car is away, while the context lasts."""
        site = cls(folder)
        thread = Thread(target=site._loop.run_forever, name="site")
        thread.start()
        stack = AsyncExitStack()
        try:
            site.home = site.run(
                stack.enter_async_context(
                    home(
                        folder,
                        persona=persona,
                        seed=1,
                        password=site._password,
                        idle=True,
                    )
                ),
                _START_SECONDS,
            )
            site.run(site._furnish())
            yield site
        finally:
            site.run(stack.aclose())
            site._loop.call_soon_threadsafe(site._loop.stop)
            thread.join()
            site._loop.close()

    @property
    def base(self) -> str:
        """The address of Home Assistant."""
        return self.home.home_assistant.base

    def run[T](self, work: Coroutine[Any, Any, T], seconds: float = _STEP_SECONDS) -> T:
        """Do what is asynchronous beside the browser, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)

    def command(self, kind: str, **fields: Any) -> Any:
        """Send a websocket command and return its result."""
        return self.run(self.home.home_assistant.command(kind, **fields))

    def control(self, name: str, **body: Any) -> Any:
        """Have something happen in the simulated world."""
        return self.run(self.home.simulator.control("POST", name, body))

    def plug(self, minutes_ago: int) -> None:
        """Plug the car in, and have the integration look at once."""
        self.control("plug", kw=7.2, minutes_ago=minutes_ago)
        self.reload()

    def sessions(self) -> list[dict[str, Any]]:
        """Return the charges, newest first."""
        return self.run(self.home.sessions())[::-1]

    def reload(self) -> None:
        """Set the account up again, which asks the supplier for everything."""
        path = f"/api/config/config_entries/entry/{self.home.entry_id}/reload"
        self.run(self.home.home_assistant.rest("POST", path))

    def remove(self) -> None:
        """Take the account away."""
        path = f"/api/config/config_entries/entry/{self.home.entry_id}"
        self.run(self.home.home_assistant.rest("DELETE", path))

    def api_key(self) -> str:
        """Return the customer's key."""
        return self.run(self.home.simulator.api_key())

    def make_dashboard(self, path: str, config: dict[str, Any]) -> None:
        """Add a dashboard."""
        self.run(add_dashboard(self.home.home_assistant, path, config))

    def take_up(self) -> bool:
        """Go on with an account that was added by hand, once it is there."""
        for entry in self.command("config_entries/get"):
            if entry["domain"] == DOMAIN and entry["state"] == "loaded":
                self.home = replace(self.home, entry_id=entry["entry_id"])
                return True
        return False

    def sign_in_script(self, language: str) -> str:
        """Return what makes a page that of the signed-in user."""
        if not self._tokens:
            self._tokens = self._sign_in()
        store = {
            "hassTokens": self._tokens,
            "dockedSidebar": "always_hidden",
            "selectedLanguage": language,
        }
        return "".join(
            f"localStorage.setItem({json.dumps(key)}, {json.dumps(json.dumps(value))});"
            for key, value in store.items()
        )

    async def _furnish(self) -> None:
        """Wait for the sessions, and add a dashboard made by the strategy."""
        await self.home.newest_reading()
        await add_dashboard(self.home.home_assistant)

    def _sign_in(self) -> dict[str, Any]:
        client = f"{self.base}/"
        flow = self._post(
            "/auth/login_flow",
            {
                "client_id": client,
                "handler": ["homeassistant", None],
                "redirect_uri": client,
            },
        )
        step = self._post(
            f"/auth/login_flow/{flow['flow_id']}",
            {"client_id": client, "username": USER, "password": self._password},
        )
        body = urlencode(
            {
                "grant_type": "authorization_code",
                "code": step["result"],
                "client_id": client,
            }
        )
        with urlopen(f"{self.base}/auth/token", body.encode()) as response:
            tokens: dict[str, Any] = json.load(response)
        return {
            **tokens,
            "hassUrl": self.base,
            "clientId": client,
            "expires": 1000 * (time.time() + tokens["expires_in"]),
        }

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        headers = {"Content-Type": "application/json"}
        request = Request(f"{self.base}{path}", json.dumps(body).encode(), headers)
        with urlopen(request) as response:
            return json.load(response)
