"""Execute GraphQL documents with a token, and keep the good part of an answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
import re
from typing import Final

from .auth import Token, TokenKeeper
from .decode import Json, Object, as_object
from .errors import (
    PERHAPS_TOKEN,
    KrakenAuthError,
    KrakenError,
    KrakenRefusedError,
    KrakenResponseError,
    Path,
    error_class,
)
from .transport import Transport

type Variables = Mapping[str, Json]

# Kraken's codes; anything else in their place is not repeated.
_CODE: Final = re.compile(r"(?:KT-[A-Z]{2}|OE)-[0-9]{4,5}")
_REASON: Final = re.compile(r"[A-Z_]{1,60}")


@dataclass(frozen=True, slots=True)
class Operation:
    """A named document, sent as it stands."""

    name: str
    document: str

    @property
    def orders(self) -> bool:
        """Whether it has something done, and not only told."""
        return self.document.lstrip().startswith("mutation")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an operation: the data, and the errors of what is missing."""

    data: Object
    errors: tuple[KrakenError, ...] = ()

    def root(self, name: str) -> Json:
        """Return a field of the operation itself, which may be null.

        Raises:
            KrakenError: the error that took it.
        """
        value = self.data.get(name)
        if value is None and self.errors:
            raise self.errors[0]
        return value


@dataclass(frozen=True, slots=True)
class Partial[T]:
    """The part of an answer that came, and the errors of the parts that did not."""

    value: T
    errors: tuple[KrakenError, ...] = ()


class GraphqlClient:
    """The GraphQL endpoint of a host, with the token it needs."""

    def __init__(
        self,
        transport: Transport,
        mint: Callable[[GraphqlClient], Awaitable[Token]],
        *,
        now: Callable[[], datetime],
    ) -> None:
        """Take the way to obtain a token, which differs between regions."""
        self._transport = transport
        self._url = transport.host.url("v1", "graphql")
        self._keeper = TokenKeeper(lambda: mint(self), now)
        self._vain: set[str] = set()

    async def execute(
        self, operation: Operation, variables: Variables | None = None
    ) -> Answer:
        """Execute an operation; a refused token is renewed once.

        An order is given again only where the token is all that was refused.

        Raises:
            KrakenError: if there is no answer, or no token. Errors within an
                answer are returned with it.
        """
        token = await self._keeper.token()
        answer = await self.send(operation, variables, token)
        if not self._blames_token(operation, answer):
            return answer
        self._keeper.drop(token)
        answer = await self.send(operation, variables, await self._keeper.token())
        if _perhaps_token(answer):
            # Not the token's fault. It must not cost a new one at each poll.
            self._vain.add(operation.name)
        return answer

    async def send(
        self,
        operation: Operation,
        variables: Variables | None = None,
        token: str | None = None,
    ) -> Answer:
        """Execute an operation once, with the token given or none."""
        payload: dict[str, Json] = {
            "operationName": operation.name,
            "query": operation.document,
            "variables": dict(variables or {}),
        }
        try:
            return await self._transport.post(
                self._url,
                payload,
                lambda body: _answer(body, operation),
                {"Authorization": f"JWT {token}"} if token else {},
            )
        except KrakenAuthError as err:
            return Answer({}, (err,))

    def _blames_token(self, operation: Operation, answer: Answer) -> bool:
        if any(isinstance(error, KrakenAuthError) for error in answer.errors):
            return True
        if operation.orders or operation.name in self._vain:
            return False
        return _perhaps_token(answer)


def _perhaps_token(answer: Answer) -> bool:
    return any(PERHAPS_TOKEN.intersection(error.codes) for error in answer.errors)


def _answer(body: Json, operation: Operation) -> Answer:
    answer = as_object(body)
    errors = answer.get("errors") or []
    data = answer.get("data") or {}
    if not isinstance(errors, list):
        raise KrakenResponseError("Expected a list", path=("errors",))
    if not isinstance(data, dict):
        raise KrakenResponseError("Expected an object", path=("data",))
    words = frozenset(re.findall(r"\w+", operation.document))
    return Answer(data, tuple(_error(error, words) for error in errors))


def _error(error: Json, words: frozenset[str]) -> KrakenError:
    """Return what an error says in codes and places; its texts are not ours to show."""
    if not isinstance(error, dict):
        return KrakenResponseError("Expected an error", path=("errors",))
    extensions = error.get("extensions")
    details = extensions if isinstance(extensions, dict) else {}
    code, kind = details.get("errorCode"), details.get("errorType")
    known = code if isinstance(code, str) and _CODE.fullmatch(code) else None
    cls = error_class(known, kind if isinstance(kind, str) else None)
    path = _place(error.get("path"), words)
    if known and cls is KrakenRefusedError:
        return KrakenRefusedError(path=path, codes=(known,), reasons=_reasons(details))
    return cls(path=path, codes=(known,) if known else ())


def _reasons(details: Object) -> tuple[str, ...]:
    """Return why a boost was refused, as far as it is told in codes."""
    reasons = details.get("boostChargeRefusalReasons")
    return tuple(
        reason
        for reason in (reasons if isinstance(reasons, list) else ())
        if isinstance(reason, str) and _REASON.fullmatch(reason)
    )


def _place(path: Json, words: frozenset[str]) -> Path:
    """Return a path made of our own document's words, and of small numbers."""
    if not isinstance(path, list):
        return ()
    return tuple(
        step
        for step in path
        if (isinstance(step, str) and step in words)
        or (type(step) is int and 0 <= step < 10_000)
    )
