"""One request as log, faults and views see it."""

from dataclasses import dataclass, field
import json
from typing import Final

from aiohttp import web
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    OperationDefinitionNode,
    get_operation_ast,
    parse,
)

from .log import Entry, without_secrets
from .times import utc_text

GRAPHQL_PATH: Final = "/gb/v1/graphql/"


@dataclass(slots=True, kw_only=True)
class Call:
    """A request, read once."""

    entry: Entry
    authorization: str | None
    query: str | None = None
    variables: dict[str, object] = field(default_factory=dict)
    document: DocumentNode | None = None
    operation: OperationDefinitionNode | None = None
    syntax_error: GraphQLError | None = None

    @property
    def names(self) -> set[str]:
        """The names a fault may match: the operation's and its root fields'."""
        named = {self.entry.operation} if self.entry.operation else set()
        return named | set(self.entry.fields)


CALL: Final = web.RequestKey("call", Call)


def auth_form(header: str | None) -> str:
    """Name the form of an Authorization header."""
    if not header:
        return "none"
    scheme = header.partition(" ")[0].lower()
    return scheme if scheme in ("basic", "jwt", "bearer") else "raw"


async def read(request: web.Request, now: float) -> Call:
    """Read a request, and its GraphQL document where it has one."""
    header = request.headers.get("Authorization")
    entry = Entry(
        time=utc_text(now),
        method=request.method,
        path=request.path,
        query=dict(request.query),
        auth=auth_form(header),
    )
    call = Call(entry=entry, authorization=header)
    if request.path == GRAPHQL_PATH and request.method == "POST":
        _read_document(call, await request.read())
    return call


def _read_document(call: Call, body: bytes) -> None:
    try:
        payload = json.loads(body)
    except ValueError:
        return
    if not isinstance(payload, dict) or not isinstance(payload.get("query"), str):
        return
    call.query = payload["query"]
    variables = payload.get("variables")
    call.variables = variables if isinstance(variables, dict) else {}
    call.entry.variables = without_secrets(call.variables)
    name = payload.get("operationName")
    try:
        call.document = parse(payload["query"])
    except GraphQLError as err:
        call.syntax_error = err
        return
    call.operation = get_operation_ast(call.document, name)
    if call.operation is None:
        return
    call.entry.operation = call.operation.name.value if call.operation.name else name
    call.entry.fields = [
        node.name.value
        for node in call.operation.selection_set.selections
        if isinstance(node, FieldNode)
    ]
