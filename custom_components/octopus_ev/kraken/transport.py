"""Send one request and turn whatever comes back into JSON or a typed error."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, Self
from urllib.parse import quote

import aiohttp
from yarl import URL

from .budget import LONGEST_PAUSE, Budget
from .decode import Json, loads
from .errors import (
    KrakenAuthError,
    KrakenConnectionError,
    KrakenError,
    KrakenNotFoundError,
    KrakenQueryError,
    KrakenRateLimitError,
    KrakenResponseError,
    KrakenTimeoutError,
)

_TIME_LIMIT: Final = aiohttp.ClientTimeout(total=30, sock_connect=10)
# A full page of 25,000 half-hours is about 3 MB.
_SIZE_LIMIT: Final = 8 * 1024 * 1024
_USER_AGENT: Final = "octopus-ev-charging"
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
# Above this, reading an answer would hold up everything else for too long.
_INLINE_LIMIT: Final = 64 * 1024

type Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KrakenHost:
    """Where a Kraken answers: an address that requests never leave."""

    base: URL = field(repr=False)

    @classmethod
    def parse(cls, address: str) -> Self:
        """Read a base address such as `https://api.octopus.energy`.

        Raises:
            ValueError: if it is not one, or would send keys in clear text over
                a network.
        """
        base = URL(address)
        if base.scheme != "https" and (
            base.scheme != "http" or base.host not in _LOOPBACK
        ):
            raise ValueError("A Kraken is reached by HTTPS, or on this machine")
        if not base.host or base.user or base.password:
            raise ValueError("The address of a Kraken is a host and a path")
        if base.query_string or base.fragment:
            raise ValueError("The address of a Kraken has no query")
        return cls(base.with_path(base.path.rstrip("/")))

    def url(self, *segments: str) -> URL:
        """Return the address of a resource; segments cannot leave their place.

        Raises:
            KrakenNotFoundError: if a segment, typed by someone, names nothing.
        """
        if any(segment in {"", ".", ".."} for segment in segments):
            raise KrakenNotFoundError
        path = "/".join(quote(segment, safe="") for segment in segments)
        return URL(f"{self.base}/{path}/", encoded=True)

    def owns(self, url: URL) -> bool:
        """Tell whether an address lies on this host and below its path."""
        prefix = self.base.raw_path.rstrip("/") + "/"
        return (
            url.absolute
            and url.user is None
            and url.origin() == self.base.origin()
            and url.raw_path.startswith(prefix)
        )


class Transport:
    """One host, reached through a session that is someone else's to close."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        host: KrakenHost,
        *,
        now: Callable[[], datetime],
        budget: Budget,
    ) -> None:
        """Use the session for requests to the host, within the budget."""
        self.host = host
        self._session = session
        self._now = now
        self._budget = budget

    async def get[T](
        self, url: URL, read: Callable[[Json], T], headers: Headers | None = None
    ) -> T:
        """Ask for a resource and read it."""
        return await self._send("GET", url, read, headers or {}, None)

    async def post[T](
        self, url: URL, payload: Json, read: Callable[[Json], T], headers: Headers
    ) -> T:
        """Send JSON and read the answer."""
        return await self._send("POST", url, read, headers, payload)

    async def _send[T](
        self,
        method: str,
        url: URL,
        read: Callable[[Json], T],
        headers: Headers,
        payload: Json,
    ) -> T:
        """Send a request and read its answer.

        Errors of aiohttp are left behind, not even kept as a context: they hold the
        address, and an address holds the MPAN, the serial or the account number.
        """
        await self._budget.take()
        body: bytes | None = None
        failure: KrakenError = KrakenConnectionError()
        try:
            async with self._session.request(
                method,
                url,
                headers={"User-Agent": _USER_AGENT, **headers},
                json=payload,
                allow_redirects=False,
                timeout=_TIME_LIMIT,
            ) as response:
                self._check(response)
                body = await _bounded(response)
        except TimeoutError:
            failure = KrakenTimeoutError()
        except aiohttp.ClientError, OSError:
            pass
        if body is None:
            raise failure
        self._budget.accepted()
        if len(body) <= _INLINE_LIMIT:
            return read(loads(body))
        return await asyncio.to_thread(lambda: read(loads(body)))

    def _check(self, response: aiohttp.ClientResponse) -> None:
        """Raise what a status other than success stands for."""
        status = response.status
        if 200 <= status < 300:
            return
        from_kraken = response.content_type == "application/json"
        if status == 429 or (status in {401, 403} and not from_kraken):
            # The edge in front of Kraken blocks with an HTML page and status 403.
            # That says nothing of the key, which must not be given up for it.
            raise KrakenRateLimitError(
                retry_after=self._budget.refused(self._retry_after(response))
            )
        raise _refusal(status)

    def _retry_after(self, response: aiohttp.ClientResponse) -> float | None:
        """Return the seconds of a `Retry-After`, which may also be a date."""
        value = response.headers.get("Retry-After", "").strip()
        if value.isascii() and value.isdecimal():
            return min(float(value), LONGEST_PAUSE)
        try:
            moment = parsedate_to_datetime(value)
        except ValueError, OverflowError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, (moment - self._now()).total_seconds())


def _refusal(status: int) -> KrakenError:
    if status in {401, 403}:
        return KrakenAuthError()
    if status == 404:
        return KrakenNotFoundError()
    if 400 <= status < 500:
        return KrakenQueryError()
    # Also redirects: none is needed, and a key follows none.
    return KrakenConnectionError()


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    """Read a body, unpacked, up to the size limit."""
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > _SIZE_LIMIT:
            raise KrakenResponseError("The answer of Kraken is too long")
    return bytes(body)
