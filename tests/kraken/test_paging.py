"""Follow pages, and nothing that only looks like one."""

from typing import Any

import pytest
from yarl import URL

from custom_components.octopus_ev.kraken.errors import KrakenResponseError
from custom_components.octopus_ev.kraken.paging import Page, follow, page_of
from tests.kraken.answers import page

FIRST = URL("https://kraken.example/v1/list/?page_size=2")


class Pages:
    """Pages by address; keeps which were asked for."""

    def __init__(self, **pages: Any) -> None:
        self.pages = pages
        self.asked: list[str] = []

    async def __call__(self, url: URL) -> Page[int]:
        name = url.query.get("page", "1")
        self.asked.append(name)
        return page_of(lambda row: int(str(row["n"])))(self.pages[f"p{name}"])


def at(number: int) -> str:
    return f"https://kraken.example/v1/list/?page={number}&page_size=2"


async def test_rows_of_all_pages_come_in_their_order() -> None:
    pages = Pages(
        p1=page({"n": 1}, {"n": 2}, following=at(2)),
        p2=page({"n": 3}, {"n": 4}, following=at(3)),
        p3=page({"n": 5}),
    )

    assert await follow(FIRST, pages) == (1, 2, 3, 4, 5)
    assert pages.asked == ["1", "2", "3"]


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example/v1/list/?page=2",
        "http://kraken.example/v1/list/?page=2",
        "https://kraken.example:444/v1/list/?page=2",
        "https://kraken.example/v1/other/?page=2",
        "https://key@kraken.example/v1/list/?page=2",
        "https://kraken.example@elsewhere.example/v1/list/?page=2",
        "//elsewhere.example/v1/list/?page=2",
        "?page=2",
        "http://[",
        "",
    ],
)
async def test_a_next_page_elsewhere_is_not_asked_for(link: str) -> None:
    pages = Pages(p1=page({"n": 1}, following=link), p2=page({"n": 2}))

    with pytest.raises(KrakenResponseError, match="elsewhere at next") as caught:
        await follow(FIRST, pages)

    assert pages.asked == ["1"]
    assert "example" not in str(caught.value)


async def test_a_page_that_leads_to_itself_ends_it() -> None:
    pages = Pages(p1=page({"n": 1}, following=at(2)), p2=page(following=at(2)))

    with pytest.raises(KrakenResponseError, match="do not end"):
        await follow(FIRST, pages)

    assert pages.asked == ["1", "2"]


async def test_pages_without_end_are_given_up() -> None:
    pages = Pages(
        **{f"p{n}": page({"n": n}, following=at(n + 1)) for n in range(1, 102)}
    )

    with pytest.raises(KrakenResponseError, match="do not end"):
        await follow(FIRST, pages)

    assert len(pages.asked) == 100


@pytest.mark.parametrize("body", [[], None, {}, {"results": [], "next": 2}])
async def test_a_page_is_an_object_with_rows(body: Any) -> None:
    with pytest.raises(KrakenResponseError):
        page_of(dict)(body)
