"""What a GraphQL document costs: fields, nodes, and whether it pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
)

MAX_COMPLEXITY: Final = 200
MAX_NODES: Final = 10000
MAX_PAGE: Final = 100

CONNECTIONS: Final = frozenset(
    {"applicableRates", "electricityMeterReadings", "fieldSpecificRateLimits"}
    | {"consumption", "measurements", "chargingSessions"}
)
"""Fields that page; `consumption` only where it has sub-fields."""


@dataclass(slots=True)
class Cost:
    """What a document selects."""

    complexity: int = 0
    nodes: int = 0
    code: str | None = None
    """The first pagination error, if any."""


def cost_of(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, object],
) -> Cost:
    """Count 1 per selected field; nodes are multiplied by `first` or `last`.

    The document must have been validated.
    """
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    cost = Cost()
    _walk(cost, operation.selection_set, fragments, variables, 1)
    return cost


def _walk(
    cost: Cost,
    selections: SelectionSetNode | None,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: Mapping[str, object],
    factor: int,
) -> None:
    for node in selections.selections if selections else ():
        if isinstance(node, FieldNode):
            cost.complexity += 1
            inner = factor
            if node.name.value in CONNECTIONS and node.selection_set:
                inner = factor * _page(cost, node, variables)
                cost.nodes += inner
            _walk(cost, node.selection_set, fragments, variables, inner)
        elif isinstance(node, InlineFragmentNode):
            _walk(cost, node.selection_set, fragments, variables, factor)
        elif isinstance(node, FragmentSpreadNode):
            spread = fragments[node.name.value].selection_set
            _walk(cost, spread, fragments, variables, factor)


def _page(cost: Cost, node: FieldNode, variables: Mapping[str, object]) -> int:
    sizes = {
        argument.name.value: _number(argument.value, variables)
        for argument in node.arguments or ()
        if argument.name.value in ("first", "last")
    }
    asked = {name: size for name, size in sizes.items() if size is not None}
    if not asked:
        cost.code = cost.code or "KT-CT-1201"
        return 1
    for name, size in asked.items():
        if not 0 < size <= MAX_PAGE:
            code = "KT-CT-1202" if name == "first" else "KT-CT-1203"
            cost.code = cost.code or code
    return max(1, *asked.values())


def _number(value: ValueNode, variables: Mapping[str, object]) -> int | None:
    if isinstance(value, IntValueNode):
        return int(value.value)
    if isinstance(value, VariableNode):
        found = variables.get(value.name.value)
        return found if isinstance(found, int) else None
    return None
