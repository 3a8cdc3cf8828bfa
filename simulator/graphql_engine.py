"""Executes GraphQL documents on the interface listing, as Kraken answers them."""

from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    assert_scalar_type,
    build_schema,
    execute_sync,
    validate,
)

from .call import Call
from .complexity import MAX_COMPLEXITY, MAX_NODES, cost_of
from .context import Context, Resolver
from .errors import ApiError, extensions, message
from .resolvers import MUTATIONS, QUERIES
from .times import offset_text
from .world import World

LISTING: Final = Path(__file__).with_name("schema.graphql")

type Answer = tuple[int, dict[str, object]]
"""HTTP status and JSON body."""


def _instant(value: object) -> float:
    """Read a DateTime; a naive one is UTC."""
    if not isinstance(value, str):
        raise GraphQLError("DateTime cannot represent a value that is not a text")
    try:
        found = datetime.fromisoformat(value)
    except ValueError as err:
        raise GraphQLError("DateTime cannot represent the value") from err
    if found.tzinfo is None:
        found = datetime.fromisoformat(f"{value}+00:00")
    return found.timestamp()


def _decimal(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _moment(value: float) -> str:
    return offset_text(value)


@cache
def schema() -> GraphQLSchema:
    """Build the schema once, with its scalars and root resolvers."""
    built = build_schema(LISTING.read_text(encoding="utf-8"))
    moment = assert_scalar_type(built.type_map["DateTime"])
    moment.coerce_output_value, moment.coerce_input_value = _moment, _instant
    assert_scalar_type(built.type_map["Decimal"]).coerce_output_value = _decimal
    for root, resolvers in (
        (built.query_type, QUERIES),
        (built.mutation_type, MUTATIONS),
    ):
        for name, field in root.fields.items() if root else ():
            field.resolve = _guarded(name, resolvers.get(name))
    return built


def _guarded(name: str, resolver: Resolver | None) -> object:
    """Check switch, points and token before a root field is resolved."""

    def resolve(
        _root: object, info: GraphQLResolveInfo[Context], **arguments: object
    ) -> object:
        context = info.context
        disabled = context.world.scenario.disabled_fields.split(",")
        if resolver is None or name in disabled:
            raise ApiError("KT-CT-1113")
        if context.exhausted:
            raise ApiError("KT-CT-1199")
        if name != "obtainKrakenToken":
            context.authorise()
        return resolver(context, **arguments)

    return resolve


def _refusal(text: str, code: str | None = None) -> dict[str, object]:
    error: dict[str, object] = {"message": text}
    if code is not None:
        error["extensions"] = extensions(code)
    return error


def answer(call: Call, world: World) -> Answer:
    """Validate, measure and execute a call."""
    if call.query is None:
        return 400, {"errors": [_refusal("Must provide query string.")]}
    if call.syntax_error is not None:
        errors: list[object] = [_bare(call.syntax_error)]
        return world.scenario.validation_status, {"errors": errors}
    if call.document is None or call.operation is None:
        return 400, {"errors": [_refusal("Must provide an operation.")]}
    found = validate(schema(), call.document)
    if found:
        errors = [_bare(error) for error in found]
        return world.scenario.validation_status, {"errors": errors}
    cost = cost_of(call.document, call.operation, call.variables)
    call.entry.complexity, call.entry.nodes = cost.complexity, cost.nodes
    code = cost.code
    if cost.nodes > MAX_NODES:
        code = "KT-CT-1189"
    elif cost.complexity > MAX_COMPLEXITY:
        code = "KT-CT-1188"
    if code is not None:
        return 200, {"errors": [_refusal(message(code), code)], "data": None}
    now, limit = world.now, world.scenario.points_limit
    context = Context(
        world=world,
        authorization=call.authorization,
        exhausted=not world.limits.spend(cost.complexity, now, limit),
    )
    return 200, _execute(call, call.document, context)


def _execute(call: Call, document: DocumentNode, context: Context) -> dict[str, object]:
    result = execute_sync(
        schema(),
        document,
        context_value=context,
        variable_values=call.variables,
        operation_name=call.entry.operation,
    )
    body: dict[str, object] = {}
    if result.errors:
        body["errors"] = [_described(error) for error in result.errors]
    return body | {"data": result.data}


def _bare(error: GraphQLError) -> dict[str, object]:
    """Render an error of the document: without extensions."""
    found: dict[str, object] = {"message": error.message}
    if error.locations:
        found["locations"] = [
            {"line": place.line, "column": place.column} for place in error.locations
        ]
    return found


def _described(error: GraphQLError) -> dict[str, object]:
    """Render an error of a field: with path and, from the API, extensions."""
    found = _bare(error)
    if error.path is not None:
        found["path"] = list(error.path)
    if isinstance(error.original_error, ApiError):
        found["extensions"] = dict(error.original_error.extensions)
    elif error.original_error is not None and not isinstance(
        error.original_error, GraphQLError
    ):
        raise error.original_error
    return found
