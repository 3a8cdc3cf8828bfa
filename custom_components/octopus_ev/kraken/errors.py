"""Say what went wrong with Kraken in our own words, never in the server's."""

from collections.abc import Mapping
from typing import ClassVar, Final, override

type Path = tuple[str | int, ...]
"""Where in an answer: names of fields and positions in lists."""


class KrakenError(Exception):
    """Kraken did not do what was asked.

    The message is ours. It holds no text of the server, no address, no
    identifier and no key, so it may be logged and shown.
    """

    retryable: ClassVar[bool] = False
    """Whether asking the same again later may help."""

    summary: ClassVar[str] = "Kraken could not be used"

    def __init__(
        self,
        summary: str | None = None,
        *,
        path: Path = (),
        codes: tuple[str, ...] = (),
    ) -> None:
        """Take the place in the answer and Kraken's own codes, if there are any."""
        super().__init__(summary or self.summary)
        self.path = path
        self.codes = codes

    @override
    def __str__(self) -> str:
        """Return the summary with the codes and the place."""
        codes = f" [{', '.join(self.codes)}]" if self.codes else ""
        place = f" at {spelled(self.path)}" if self.path else ""
        return f"{self.args[0]}{codes}{place}"


class KrakenConnectionError(KrakenError):
    """No usable answer came: network, DNS, a closed connection, a server's fault."""

    retryable = True
    summary = "Kraken could not be reached"


class KrakenTimeoutError(KrakenConnectionError):
    """No answer came in time."""

    summary = "Kraken did not answer in time"


class KrakenRateLimitError(KrakenError):
    """Kraken, or our own budget for it, asks to wait."""

    retryable = True
    summary = "Too many requests to Kraken"

    def __init__(
        self,
        summary: str | None = None,
        *,
        path: Path = (),
        codes: tuple[str, ...] = (),
        # Limits of single fields grow stricter with each refusal and say no
        # time; five minutes let the usual "10/m" and "5/m" run out for sure.
        retry_after: float = 300.0,
    ) -> None:
        """Take the seconds to wait before anything is asked again."""
        super().__init__(summary, path=path, codes=codes)
        self.retry_after = retry_after


class KrakenAuthError(KrakenError):
    """The key or the token is not accepted."""

    summary = "Kraken refused the key"


class KrakenForbiddenError(KrakenError):
    """This field is not for this customer."""

    summary = "Kraken does not offer this to this customer"


class KrakenNotFoundError(KrakenError):
    """What was asked for does not exist, or is not this customer's."""

    summary = "Kraken does not know what was asked for"


class KrakenRefusedError(KrakenError):
    """Kraken understood what was asked of a device, and did not do it."""

    summary = "Kraken refused to do this"

    def __init__(
        self,
        summary: str | None = None,
        *,
        path: Path = (),
        codes: tuple[str, ...] = (),
        reasons: tuple[str, ...] = (),
    ) -> None:
        """Take Kraken's reasons, like `BC_DEVICE_DISCONNECTED`, if it gives any."""
        super().__init__(summary, path=path, codes=codes)
        self.reasons = reasons


class KrakenQueryError(KrakenError):
    """Our request and Kraken's schema disagree."""

    summary = "Kraken does not understand the request"


class KrakenResponseError(KrakenError):
    """The answer has not the shape we know."""

    summary = "The answer of Kraken has not the expected shape"

    def within(self, *outer: str | int) -> KrakenResponseError:
        """Return the same complaint as seen from an enclosing value."""
        return KrakenResponseError(self.args[0], path=(*outer, *self.path))


def spelled(path: Path) -> str:
    """Spell a path the way code would: `results[3].valid_from`."""
    spelling = ""
    for step in path:
        if isinstance(step, int):
            spelling += f"[{step}]"
        else:
            spelling += f".{step}" if spelling else step
    return spelling


def error_class(code: str | None, kind: str | None) -> type[KrakenError]:
    """Tell the error a GraphQL error stands for, by its code, then by its type.

    The type alone misleads: an expired token is `APPLICATION`, a wrong key
    `VALIDATION` and a rate limit `AUTHORIZATION`. An error with neither comes
    from the schema's own validation.
    """
    by_type = _BY_TYPE.get(kind or "", KrakenQueryError)
    return _BY_CODE.get(code or "", by_type)


PERHAPS_TOKEN: Final = frozenset(
    {
        "KT-CT-1111",
        "KT-CT-1128",
        "KT-CT-1129",
        "KT-CT-1130",
        "KT-CT-1131",
        "KT-CT-1132",
        "KT-CT-4123",
    }
)
"""Codes of a missing permission that a worn-out token gives, too."""

# Kraken's reference lists some 1,400 codes. Here are those a reader meets for
# which the type alone would lead to the wrong reaction.
_CODES: Final[Mapping[type[KrakenError], str]] = {
    # Tokens: expired, keys rotated, not verifiable, not a credential. Then
    # credentials: wrong, expired, of another user, in need of a second factor.
    KrakenAuthError: (
        "KT-CT-1120 KT-CT-1124 KT-CT-1125 KT-CT-1126 KT-CT-1127 KT-CT-1143 KT-CT-1144 "
        "KT-CT-1134 KT-CT-1135 KT-CT-1138 KT-CT-1139 KT-CT-1140 KT-CT-1141 KT-CT-1142 "
        "KT-CT-1145 KT-CT-1146 KT-CT-1148 KT-CT-11100 OE-0103"
    ),
    # Fields and inputs that are switched off, and costs this agreement lacks.
    KrakenForbiddenError: (
        "KT-CT-1113 KT-CT-1114 KT-CT-4326 "
        "KT-GB-4301 KT-GB-4302 KT-GB-4303 KT-GB-4304 KT-GB-4305"
    ),
    KrakenRateLimitError: "KT-CT-1199 KT-GB-4042 OE-0002",
    # Key sets or the meter network out of reach, and internal errors.
    KrakenConnectionError: "KT-CT-1147 KT-CT-7899 KT-GB-4039 KT-GB-4043",
    # Someone else's account; no such device; a meter without a home network,
    # unknown to it, or asked for a time it no longer holds.
    KrakenNotFoundError: (
        "KT-CT-4177 KT-CT-4178 KT-CT-4301 KT-GB-4050 KT-GB-4051 KT-GB-4056"
    ),
    # What was asked of a device: it is unknown or nobody controls it; a boost cannot
    # be stopped, is not possible yet or now; control cannot be paused or resumed;
    # preferences are outside their limits.
    KrakenRefusedError: (
        "KT-CT-4313 KT-CT-4314 KT-CT-4387 KT-CT-4354 KT-CT-4356 KT-CT-4357 "
        "KT-CT-4358 KT-CT-4359 KT-CT-4321 KT-CT-4374"
    ),
    # No header, too complex, too many nodes, bad arguments.
    KrakenQueryError: "KT-CT-1112 KT-CT-1188 KT-CT-1189 KT-GB-4040 KT-GB-4041",
}

_BY_CODE: Final = {code: cls for cls, codes in _CODES.items() for code in codes.split()}

_BY_TYPE: Final[Mapping[str, type[KrakenError]]] = {
    "VALIDATION": KrakenQueryError,
    "NOT_FOUND": KrakenNotFoundError,
    "APPLICATION": KrakenConnectionError,
    "AUTHORIZATION": KrakenForbiddenError,
    "SERVICE_AVAILABILITY": KrakenConnectionError,
}
