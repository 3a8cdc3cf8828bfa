"""Ask a simulator over a real socket."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import encode_basic_auth
from aiohttp.test_utils import TestClient

from simulator.site import IMPORT_MPAN
from simulator.world import World

MINT = """mutation Mint($input: ObtainJSONWebTokenInput!) {
  obtainKrakenToken(input: $input) { token payload refreshToken refreshExpiresIn } }"""
CONSUMPTION = f"electricity-meter-points/{IMPORT_MPAN}/meters/20L1234567/consumption"


@dataclass(slots=True)
class Api:
    """A world and a client of its views."""

    world: World
    client: TestClient[Any, Any]
    token: str | None = None

    def authorization(self, key: str | None = None) -> dict[str, str]:
        """Return the header for a key, the customer's own by default."""
        key = self.world.api_key if key is None else key
        return {"Authorization": encode_basic_auth(key)} if key else {}

    async def rest(
        self, path: str, *, key: str | None = None, **params: object
    ) -> tuple[int, Any]:
        """Ask REST with the customer's key; an empty key sends no header."""
        async with self.client.get(
            f"/gb/v1/{path}/",
            params={name: str(value) for name, value in params.items()},
            headers=self.authorization(key),
        ) as response:
            return response.status, await response.json()

    async def rows(self, path: str, **params: object) -> list[dict[str, Any]]:
        """Return one page of rows."""
        status, body = await self.rest(path, key=None, **params)
        assert status == 200, body
        rows: list[dict[str, Any]] = body["results"]
        return rows

    async def post(
        self,
        query: str,
        variables: Mapping[str, object] | None = None,
        header: str | None = None,
    ) -> Any:
        """Post a document with an Authorization header, or none."""
        async with self.client.post(
            "/gb/v1/graphql/",
            json={"query": query, "variables": variables or {}},
            headers={"Authorization": header} if header else {},
        ) as response:
            assert response.status == 200
            return await response.json()

    async def mint(self, **credentials: str) -> Any:
        """Ask for a token."""
        return await self.post(MINT, {"input": credentials})

    async def graphql(self, query: str, **variables: object) -> Any:
        """Post a document with a token, minted when there is none."""
        if self.token is None:
            answer = await self.mint(APIKey=self.world.api_key)
            self.token = answer["data"]["obtainKrakenToken"]["token"]
        return await self.post(query, variables, f"JWT {self.token}")

    async def sim(
        self, path: str, body: Mapping[str, object] | None = None, method: str = ""
    ) -> Any:
        """Ask the control API: GET without a body, POST with one."""
        method = method or ("GET" if body is None else "POST")
        async with self.client.request(method, f"/_sim/{path}", json=body) as response:
            answer = await response.json()
            return answer if response.status == 200 else (response.status, answer)


def code(answer: Any) -> str:
    """Return the code of an answer's only error."""
    (error,) = answer["errors"]
    found: str = error["extensions"]["errorCode"]
    return found
