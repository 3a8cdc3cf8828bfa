"""Access and refresh tokens, signed with a key of the world's own."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
import hmac
import json
from typing import Final

from .errors import ApiError

ISSUER: Final = "https://api.octopus.energy/v1/graphql/"
LIFETIME: Final = 3600
REFRESH_LIFETIME: Final = 7 * 86400


def _pack(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _unpack(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Tokens:
    """Mints and checks tokens; each says whose it is and until when."""

    def __init__(self, seed: int) -> None:
        """Derive the signing key from the seed."""
        self._seed = seed
        self._generation = 1
        self._refresh: dict[str, tuple[str, int]] = {}

    def rotate(self) -> None:
        """Rotate the signing keys: every token is void (KT-CT-1125)."""
        self._generation += 1

    def mint(self, account: str, now: int) -> tuple[str, dict[str, object]]:
        """Return an access token and its payload."""
        payload: dict[str, object] = {
            "sub": "kraken|account-user:000000",
            "gty": "API-KEY",
            "email": "demo@example.invalid",
            "tokenUse": "access",
            "iss": ISSUER,
            "iat": now,
            "exp": now + LIFETIME,
            "origIat": now,
        }
        head = _pack(json.dumps({"alg": "RS256", "kid": self._generation}).encode())
        body = _pack(json.dumps({**payload, "account": account}).encode())
        return f"{head}.{body}.{self._sign(f'{head}.{body}')}", payload

    def refreshing(self, account: str, now: int) -> tuple[str, int]:
        """Return a refresh token and the Unix time at which it expires."""
        text = f"refresh:{self._seed}:{account}:{now}"
        token = sha256(text.encode()).hexdigest()[:56]
        self._refresh[token] = account, now + REFRESH_LIFETIME
        return token, now + REFRESH_LIFETIME

    def renew(self, refresh: str, now: int) -> tuple[str, int]:
        """Return whose a refresh token is and its expiry, which use never moves.

        Raises ApiError for one that is unknown or has expired.
        """
        if refresh not in self._refresh:
            raise ApiError("KT-CT-1135")
        account, expires = self._refresh[refresh]
        if expires <= now:
            raise ApiError("KT-CT-1134")
        return account, expires

    def check(self, token: str, now: float) -> str:
        """Return the account number an access token opens; raises ApiError."""
        try:
            head, body, signature = token.split(".")
            header, payload = json.loads(_unpack(head)), json.loads(_unpack(body))
            account, generation = payload["account"], header["kid"]
            issuer, expires = payload["iss"], payload["exp"]
        except (ValueError, KeyError, TypeError) as err:
            raise ApiError("KT-CT-1143") from err
        if not hmac.compare_digest(signature, self._sign(f"{head}.{body}")):
            raise ApiError("KT-CT-1143")
        if issuer != ISSUER:
            raise ApiError("KT-CT-1143")
        if generation != self._generation:
            raise ApiError("KT-CT-1125")
        if expires <= now:
            raise ApiError("KT-CT-1124")
        return str(account)

    def _sign(self, text: str) -> str:
        secret = f"simulator:{self._seed}".encode()
        return _pack(hmac.digest(secret, text.encode(), "sha256"))
