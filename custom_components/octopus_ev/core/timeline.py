"""What held when: values over spans that do not overlap."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import override

from .errors import ConflictingSpansError
from .span import Span


class Timeline[T]:
    """An immutable series of values, each holding over a span of its own.

    Look-ups bisect, so a year of half-hour rates costs no more than a day of them.
    """

    __slots__ = ("_entries", "_starts")

    def __init__(self, entries: Iterable[tuple[Span, T]] = ()) -> None:
        """Put the entries in order.

        Raises:
            ConflictingSpansError: Two entries hold at the same instant.
        """
        self._entries = tuple(sorted(entries, key=lambda entry: entry[0].start))
        self._starts = [span.start for span, _ in self._entries]
        for (span, _), (following, _) in zip(
            self._entries, self._entries[1:], strict=False
        ):
            if following.start < span.end:
                raise ConflictingSpansError("two entries hold at the same instant")

    def at(self, instant: datetime) -> T | None:
        """Return the value that holds at `instant`, or `None`."""
        entry = self.entry_at(instant)
        return None if entry is None else entry[1]

    def entry_at(self, instant: datetime) -> tuple[Span, T] | None:
        """Return the span and value that hold at `instant`, or `None`."""
        index = bisect_right(self._starts, instant) - 1
        if index < 0 or instant not in self._entries[index][0]:
            return None
        return self._entries[index]

    def over(self, window: Span) -> Iterator[tuple[Span, T]]:
        """Yield what holds within `window`, clipped to it, in order."""
        for entry in self.touching(window):
            span, value = entry
            if window.start <= span.start and span.end <= window.end:
                yield entry
            else:
                start, end = max(span.start, window.start), min(span.end, window.end)
                yield Span(start, end), value

    def touching(self, window: Span) -> Iterator[tuple[Span, T]]:
        """Yield the entries that hold at some time within `window`, whole, in order."""
        first = max(bisect_right(self._starts, window.start) - 1, 0)
        for index in range(first, len(self._entries)):
            entry = self._entries[index]
            if entry[0].start >= window.end:
                return
            if entry[0].end > window.start:
                yield entry

    def after(self, instant: datetime) -> Iterator[tuple[Span, T]]:
        """Yield the entries that start after `instant`, in order."""
        for index in range(bisect_right(self._starts, instant), len(self._entries)):
            yield self._entries[index]

    def before(self, instant: datetime) -> Iterator[tuple[Span, T]]:
        """Yield the entries that start before `instant`, the latest first."""
        for index in range(bisect_left(self._starts, instant) - 1, -1, -1):
            yield self._entries[index]

    def gaps(self, window: Span) -> Iterator[Span]:
        """Yield the stretches of `window` where nothing holds, in order."""
        reached = window.start
        for span, _ in self.over(window):
            if reached < span.start:
                yield Span(reached, span.start)
            reached = span.end
        if reached < window.end:
            yield Span(reached, window.end)

    def joined(self) -> Timeline[T]:
        """Return the same with neighbours that meet at equal values made one."""
        runs: list[tuple[Span, T]] = []
        for span, value in self._entries:
            if runs and _go_on(runs[-1], (span, value)):
                runs[-1] = (Span(runs[-1][0].start, span.end), value)
            else:
                runs.append((span, value))
        return Timeline(runs)

    def overlaid(self, newer: Timeline[T]) -> Timeline[T]:
        """Return both joined; where both hold, `newer` wins."""
        if not newer:
            return self
        kept = [
            (part, value) for span, value in self._entries for part in newer.gaps(span)
        ]
        return Timeline([*kept, *newer])

    def spliced(self, window: Span, newer: Timeline[T]) -> Timeline[T]:
        """Return what `newer` holds within `window`, and what this holds around it.

        Both are joined already; so is what comes of them, and `newer` lies in `window`.
        """
        begin = bisect_left(self._starts, window.start)
        end = bisect_left(self._starts, window.end)
        head, tail = [*self._entries[:begin]], [*self._entries[end:]]
        if end:
            span, value = self._entries[end - 1]
            if span.end > window.end:
                tail.insert(0, (Span(window.end, span.end), value))
        if head and head[-1][0].end > window.start:
            span, value = head.pop()
            head.append((Span(span.start, window.start), value))
        middle = [*newer]
        for first, second in ((head, middle or tail), (middle, tail)):
            if first and second and _go_on(first[-1], second[0]):
                span, value = second[0]
                second[0] = (first.pop()[0].hull(span), value)
        return Timeline((*head, *middle, *tail))

    def __iter__(self) -> Iterator[tuple[Span, T]]:
        """Yield every span and value, in order."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._entries)

    @override
    def __eq__(self, other: object) -> bool:
        """Tell whether both hold the same values over the same spans."""
        return isinstance(other, Timeline) and self._entries == other._entries

    @override
    def __hash__(self) -> int:
        """Hash the entries."""
        return hash(self._entries)

    @override
    def __repr__(self) -> str:
        """Show the size and reach, not thousands of rates."""
        if not self._entries:
            return "Timeline()"
        return f"Timeline({len(self)} entries from {self._starts[0]:%Y-%m-%d})"


def _go_on[T](one: tuple[Span, T], two: tuple[Span, T]) -> bool:
    """Tell whether one entry goes on in the next."""
    return one[0].end == two[0].start and one[1] == two[1]
