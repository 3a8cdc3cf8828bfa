"""Seeded chance: the same parts always give the same numbers."""

from random import Random
from typing import Final

_MASK: Final = (1 << 64) - 1


def chance(*parts: object) -> Random:
    """Return a generator that depends on its parts alone."""
    return Random(":".join(map(str, parts)))


def noise(seed: int, number: int) -> float:
    """Return a uniform value in [0, 1) for a number, without any state (splitmix64)."""
    value = (seed * 0x9E3779B97F4A7C15 + number * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return (value ^ (value >> 31)) / (_MASK + 1)
