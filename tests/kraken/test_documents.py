"""The documents fit the schema, which the simulator executes."""

from pathlib import Path

from graphql import (
    FieldNode,
    IntValueNode,
    OperationDefinitionNode,
    Visitor,
    build_schema,
    parse,
    validate,
    visit,
)
import pytest

from custom_components.octopus_ev.kraken.gb import documents, documents_smart
from custom_components.octopus_ev.kraken.graphql import Operation
from simulator.complexity import cost_of

SCHEMA = build_schema(
    (Path(__file__).parents[2] / "simulator" / "schema.graphql").read_text()
)
OPERATIONS = [
    value
    for module in (documents, documents_smart)
    for value in vars(module).values()
    if isinstance(value, Operation)
]


class Costs(Visitor):
    """Counts fields and collects the sizes of pages."""

    def __init__(self) -> None:
        super().__init__()
        self.fields = 0
        self.sizes: list[int] = []

    def enter_field(self, node: FieldNode, *_: object) -> None:
        self.fields += 1
        self.sizes += [
            int(argument.value.value)
            for argument in node.arguments or ()
            if argument.name.value in {"first", "last"}
            and isinstance(argument.value, IntValueNode)
        ]


def test_every_document_is_looked_at() -> None:
    assert {operation.name for operation in OPERATIONS} == {
        "ObtainToken",
        "Viewer",
        "Account",
        "Telemetry",
        "Limits",
        "Devices",
        "DeviceStates",
        "Planned",
        "Completed",
        "Charges",
        "CostOfUsage",
        "Measurements",
        "Boost",
        "SmartControl",
        "Preferences",
    }


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_a_document_is_valid_and_bears_its_operations_name(
    operation: Operation,
) -> None:
    document = parse(operation.document)

    assert validate(SCHEMA, document) == []
    names = [
        definition.name.value
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode) and definition.name
    ]
    assert names == [operation.name]


def test_a_page_size_is_seen_wherever_it_stands() -> None:
    costs = Costs()

    visit(parse("{ a { b(first: 100) { c(x: 1, last: 96) } } }"), costs)

    assert costs.fields == 3
    assert costs.sizes == [100, 96]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_a_document_stays_far_below_krakens_limits(operation: Operation) -> None:
    document = parse(operation.document)
    costs = Costs()
    visit(document, costs)
    (definition, *_) = document.definitions
    assert isinstance(definition, OperationDefinitionNode)

    assert costs.fields <= 100
    assert max(costs.sizes, default=0) <= 96
    counted = cost_of(document, definition, {})
    assert counted.complexity <= 200
    assert counted.nodes <= 10_000
    assert counted.code is None
