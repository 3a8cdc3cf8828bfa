"""Follow the pages of a REST list, and nothing but its pages."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from yarl import URL

from .decode import Json, Object, as_object, optional, rows, text
from .errors import KrakenResponseError

# Eight years of Agile prices are 94 pages of 1,500; of half-hours, six of 25,000.
_MOST_PAGES: Final = 100


@dataclass(frozen=True, slots=True)
class Page[T]:
    """Some rows, and where the next ones are."""

    rows: tuple[T, ...]
    next: str | None


def page_of[T](read: Callable[[Object], T]) -> Callable[[Json], Page[T]]:
    """Return a reader of pages whose rows `read` understands."""

    def page(body: Json) -> Page[T]:
        answer = as_object(body)
        return Page(rows(answer, "results", read), optional(answer, "next", text))

    return page


async def follow[T](
    first: URL, fetch: Callable[[URL], Awaitable[Page[T]]]
) -> tuple[T, ...]:
    """Return the rows of all pages.

    The links to the next pages come from the server. They must stay on the first
    page's path, or the key could be sent elsewhere; must not come round again;
    and must end.

    Raises:
        KrakenResponseError: if they do not.
    """
    found: list[T] = []
    visited: set[URL] = set()
    url = first
    while url not in visited and len(visited) < _MOST_PAGES:
        visited.add(url)
        page = await fetch(url)
        found.extend(page.rows)
        if page.next is None:
            return tuple(found)
        url = _same_list(first, page.next)
    raise KrakenResponseError("The pages do not end", path=("next",))


def _same_list(first: URL, link: str) -> URL:
    with suppress(ValueError):
        url = URL(link)
        if url.with_query(None) == first.with_query(None):
            return url
    raise KrakenResponseError("The next page is elsewhere", path=("next",))
