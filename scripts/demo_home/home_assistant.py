"""Talk to Home Assistant as its own pages do: REST and websocket."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse

from .processes import DemoError

USER = "demo"


class HomeAssistant:
    """A signed-in client of one Home Assistant."""

    def __init__(self, http: ClientSession, base: str) -> None:
        """Address an instance; nothing is sent yet."""
        self.base = base
        self._http = http
        self._token = ""
        self._socket: ClientWebSocketResponse
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def answers(self) -> bool:
        """Tell whether the instance serves its pages yet."""
        try:
            async with self._http.get(f"{self.base}/manifest.json") as response:
                return response.status == 200
        except ClientError:
            return False

    async def started(self) -> bool:
        """Tell whether the start is over."""
        state: str = (await self.command("get_config"))["state"]
        return state == "RUNNING"

    async def onboard(self, password: str) -> None:
        """Create the user of a fresh instance and sign in."""
        client_id = f"{self.base}/"
        created = await self.rest(
            "POST",
            "/api/onboarding/users",
            {
                "client_id": client_id,
                "name": "Demo",
                "username": USER,
                "password": password,
                "language": "en-GB",
            },
        )
        async with self._http.post(
            f"{self.base}/auth/token",
            data={
                "grant_type": "authorization_code",
                "code": created["auth_code"],
                "client_id": client_id,
            },
        ) as response:
            self._token = (await response.json())["access_token"]

    async def rest(
        self, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> Any:
        """Call the REST API; raises DemoError on a refusal."""
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        async with self._http.request(
            method, f"{self.base}{path}", json=body, headers=headers
        ) as response:
            if response.status >= 400:
                raise DemoError(f"{method} {path}: {response.status}")
            return await response.json()

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Hold the websocket open while the context lasts."""
        url = f"{self.base}/api/websocket"
        async with self._http.ws_connect(url, max_msg_size=0) as self._socket:
            await self._socket.receive_json()
            await self._socket.send_json({"type": "auth", "access_token": self._token})
            if (await self._socket.receive_json())["type"] != "auth_ok":
                raise DemoError("Home Assistant refused the token it had given")
            reader = asyncio.create_task(self._read())
            try:
                yield
            finally:
                reader.cancel()
                with suppress(asyncio.CancelledError):
                    await reader

    async def _read(self) -> None:
        async for message in self._socket:
            answer = message.json()
            if answer["type"] == "event":
                self._events.put_nowait(answer["event"])
            elif waiting := self._waiting.pop(answer["id"], None):
                waiting.set_result(answer)
        lost = DemoError("Home Assistant closed the connection")
        for waiting in self._waiting.values():
            waiting.set_exception(lost)

    async def command(self, kind: str, **fields: Any) -> Any:
        """Send a websocket command and return its result."""
        number = next(self._numbers)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        await self._socket.send_json({"id": number, "type": kind, **fields})
        async with asyncio.timeout(60):
            result = await answer
        if not result["success"]:
            raise DemoError(f"{kind}: {result['error']['message']}")
        return result["result"]

    async def action(
        self, name: str, data: Mapping[str, Any], *, response: bool = False
    ) -> Any:
        """Perform an action, `domain.service`, and return its response."""
        domain, service = name.split(".")
        result = await self.command(
            "call_service",
            domain=domain,
            service=service,
            service_data=dict(data),
            return_response=response,
        )
        return result.get("response")

    async def next_event(self, seconds: float) -> dict[str, Any] | None:
        """Return the next subscribed event, or None if none comes in time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                return await self._events.get()
        return None
