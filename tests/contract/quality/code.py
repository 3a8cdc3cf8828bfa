"""Read what an integration's modules declare, without importing them."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from homeassistant.const import Platform

type Sources = Mapping[str, ast.Module]
type Function = ast.FunctionDef | ast.AsyncFunctionDef

PLATFORMS: Final = {f"{platform.value}.py" for platform in Platform}


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return everything in a tree; rules come this way again and again."""
    return tuple(ast.walk(tree))


def platforms(sources: Sources) -> dict[str, ast.Module]:
    """Return the modules that bring entities."""
    return {path: tree for path, tree in sources.items() if path in PLATFORMS}


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield every function, wherever it is."""
    for node in nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def function(tree: ast.AST, name: str) -> Function | None:
    """Return the first function of a name."""
    return next((each for each in functions(tree) if each.name == name), None)


def classes(sources: Sources) -> Iterator[tuple[str, ast.ClassDef]]:
    """Yield every class with its module's path."""
    for path, tree in sources.items():
        for node in nodes(tree):
            if isinstance(node, ast.ClassDef):
                yield path, node


def bases(node: ast.ClassDef) -> set[str]:
    """Return the names of what a class is made from, without what is in brackets."""
    return {
        inner.id
        for base in node.bases
        for inner in [base.value if isinstance(base, ast.Subscript) else base]
        if isinstance(inner, ast.Name)
    }


def entities(sources: Sources) -> list[tuple[str, ast.ClassDef]]:
    """Return the classes that are entities, also by way of another one."""
    known = {"Entity"}
    found: dict[str, tuple[str, ast.ClassDef]] = {}
    while True:
        new = {
            node.name: (path, node)
            for path, node in classes(sources)
            if node.name not in found
            if bases(node) & known
            or any(
                name.endswith("Entity") and name.removesuffix("Entity")
                for name in bases(node)
            )
        }
        if not new:
            return [*found.values()]
        found |= new
        known |= set(new)


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call with the last part of its name."""
    for node in nodes(tree):
        match node:
            case (
                ast.Call(func=ast.Name(id=name))
                | ast.Call(func=ast.Attribute(attr=name))
            ):
                yield name, node


def keywords(call: ast.Call) -> dict[str | None, ast.expr]:
    """Return what is given by name; what is unpacked has no name."""
    return {keyword.arg: keyword.value for keyword in call.keywords}


def assigned(tree: ast.Module) -> set[str]:
    """Return the names that a module sets at its top."""
    found = set()
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]):
                found.add(name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
    return found


def words(sources: Sources) -> set[str]:
    """Return every text that stands in the code, whole."""
    return {
        node.value
        for tree in sources.values()
        for node in nodes(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def imported(tree: ast.Module) -> set[str]:
    """Return the modules that a module imports, by their full names."""
    found = set()
    for node in nodes(tree):
        match node:
            case ast.Import(names=names):
                found |= {alias.name for alias in names}
            case ast.ImportFrom(module=str(name), level=0):
                found.add(name)
    return found
