"""Make answers of Kraken: the fixtures, tokens built on the spot, errors."""

from base64 import urlsafe_b64encode
import json
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent / "fixtures"

MINTED_AT = 1778873205
"""2026-05-15 19:26:45 UTC."""


def written(name: str) -> str:
    """Return a fixture as it is written."""
    return (FIXTURES / f"{name}.json").read_text()


def fixture(name: str) -> Any:
    """Return a fixture's JSON."""
    return json.loads(written(name))


def jwt(lifetime: int = 3600, number: int = 1) -> str:
    """Return a token; built here, because scanners mistake stored ones for secrets."""
    claims = {"iat": MINTED_AT, "exp": MINTED_AT + lifetime, "number": number}
    parts = ({"alg": "RS256"}, claims, {"signature": "none"})
    return ".".join(
        urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
        for part in parts
    )


def token_answer(number: int = 1, **payload: Any) -> Any:
    """Return an answer with the token of that number."""
    answer = fixture("obtain_kraken_token")
    result = answer["data"]["obtainKrakenToken"]
    result["token"] = jwt(number=number)
    result["payload"] |= payload
    return answer


def refusal(field: str, code: str, kind: str, data: Any = None) -> Any:
    """Return an answer in which an error took a field."""
    error = {
        "message": "A message of the server's own",
        "path": [field],
        "extensions": {"errorType": kind, "errorCode": code},
    }
    return {"errors": [error], "data": data if data is not None else {field: None}}


def page(*rows: Any, following: str | None = None) -> Any:
    """Return a page of a REST list."""
    return {
        "count": len(rows),
        "next": following,
        "previous": None,
        "results": list(rows),
    }
