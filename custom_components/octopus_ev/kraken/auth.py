"""Keep one access token, and renew it once however many ask for it."""

import asyncio
from base64 import urlsafe_b64decode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
import re
from typing import Final

from .decode import Json, Object, as_object, loads, text
from .errors import (
    KrakenAuthError,
    KrakenError,
    KrakenRateLimitError,
    KrakenResponseError,
)

# Octopus's guide asks to keep a token for its hour; a request under way must
# not see it end.
_MARGIN: Final = timedelta(minutes=5)
_LONGEST_LIFE: Final = timedelta(days=1)
# A key that was refused is not tried again at once, or the account gets locked.
_AFTER_REFUSAL: Final = timedelta(minutes=5)
_TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/=-]+")


@dataclass(frozen=True, slots=True)
class Token:
    """An access token and how long it is good for."""

    value: str = field(repr=False)
    lifetime: timedelta

    @classmethod
    def read(cls, row: Object) -> Token:
        """Read the result of `obtainKrakenToken`."""
        value = text(row, "token")
        if not _TOKEN.fullmatch(value):
            raise KrakenResponseError("Expected a token", path=("token",))
        payload = row.get("payload")
        claims = payload if isinstance(payload, dict) else _claims(value)
        return cls(value, _lifetime(claims))


class TokenKeeper:
    """The current token; mints one when there is none or it is about to end."""

    def __init__(
        self, mint: Callable[[], Awaitable[Token]], now: Callable[[], datetime]
    ) -> None:
        """Take the way to mint a token, and a clock."""
        self._mint = mint
        self._now = now
        self._lock = asyncio.Lock()
        self._token: Token | None = None
        self._minted_at = now()
        self._refusal: KrakenError | None = None
        self._refused_until = self._minted_at

    async def token(self) -> str:
        """Return a token that is good for a while.

        Raises:
            KrakenAuthError: if the key is refused; it is not tried again for
                five minutes.
            KrakenRateLimitError: if tokens were asked for too often.
        """
        async with self._lock:
            if self._token is None or self._worn(self._token):
                self._check_refusal()
                self._token = await self._fresh()
                self._minted_at = self._now()
            return self._token.value

    def drop(self, value: str) -> None:
        """Forget a token that was refused, unless it has been replaced since."""
        if self._token is not None and self._token.value == value:
            self._token = None

    def _worn(self, token: Token) -> bool:
        margin = min(_MARGIN, token.lifetime / 2)
        return self._now() - self._minted_at >= token.lifetime - margin

    def _check_refusal(self) -> None:
        if self._refusal is not None and self._now() < self._refused_until:
            raise self._refusal.with_traceback(None)

    async def _fresh(self) -> Token:
        self._refusal = None
        try:
            return await self._mint()
        except KrakenAuthError as err:
            self._refusal = err
            self._refused_until = self._now() + _AFTER_REFUSAL
            raise
        except KrakenRateLimitError as err:
            self._refusal = err
            self._refused_until = self._now() + timedelta(seconds=err.retry_after)
            raise


def _claims(token: str) -> Object:
    """Return what a JSON Web Token says of itself, unverified."""
    middle = token.split(".")[1:2]
    try:
        body = urlsafe_b64decode("".join(middle) + "==")
    except ValueError:
        raise KrakenResponseError("Expected claims", path=("token",)) from None
    try:
        return as_object(loads(body))
    except KrakenResponseError as err:
        raise err.within("token") from None


def _lifetime(claims: Object) -> timedelta:
    """Return a token's lifetime by the server's own clock.

    This machine's clock may be an hour wrong; against it a token could look
    worn out as soon as it is minted.
    """
    expires, issued = (_seconds(claims, key) for key in ("exp", "iat"))
    lifetime = timedelta(seconds=expires - issued)
    if not timedelta(0) < lifetime <= _LONGEST_LIFE:
        raise KrakenResponseError("Expected a lifetime", path=("payload", "exp"))
    return lifetime


def _seconds(claims: Object, key: str) -> int:
    value: Json = claims.get(key)
    # Up to the year 5138, and far from what a timedelta can hold.
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**11:
        return value
    raise KrakenResponseError("Expected a time", path=("payload", key))
