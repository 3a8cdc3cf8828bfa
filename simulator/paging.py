"""What all REST lists share: parameters, the envelope, pages, problems."""

from collections.abc import Sequence
import json
from math import inf
from typing import Final

from aiohttp import web

from .times import parse

_CLASSES: Final[dict[int, type[web.HTTPError]]] = {
    400: web.HTTPBadRequest,
    401: web.HTTPUnauthorized,
    403: web.HTTPForbidden,
    404: web.HTTPNotFound,
}


def problem(status: int, payload: object) -> web.HTTPError:
    """Return a JSON error to raise; a text is wrapped as `detail`."""
    body = {"detail": payload} if isinstance(payload, str) else payload
    return _CLASSES[status](text=json.dumps(body), content_type="application/json")


def period(request: web.Request) -> tuple[float, float]:
    """Return [period_from, period_to) of a request; infinite where it is open.

    Naive texts are London time. Raises the API's own 400 for nonsense.
    """
    bounds: dict[str, float] = {}
    for name in ("period_from", "period_to"):
        if text := request.query.get(name):
            try:
                bounds[name] = parse(text)
            except ValueError as err:
                raise problem(400, {name: ["Enter a valid date/time."]}) from err
    start, end = bounds.get("period_from"), bounds.get("period_to")
    if end is not None and start is None:
        text = "This field is required when `period_to` is given."
        raise problem(400, {"period_from": [text]})
    if start is not None and end is not None and start > end:
        text = "Must not be greater than `period_to`."
        raise problem(400, {"period_from": [text]})
    return -inf if start is None else start, inf if end is None else end


def _number(request: web.Request, name: str, default: int) -> int:
    text = request.query.get(name, str(default))
    if not text.isdecimal() or int(text) < 1:
        if name == "page":
            raise problem(404, "Invalid page.")
        return default
    return int(text)


def envelope[T](
    request: web.Request, rows: Sequence[T], *, maximum: int
) -> tuple[dict[str, object], Sequence[T]]:
    """Return the envelope of a page without its results, and the rows of the page.

    A page size above the maximum is cut down without a word.
    """
    size = min(_number(request, "page_size", 100), maximum)
    page = _number(request, "page", 1)
    start = (page - 1) * size
    if page > 1 and start >= len(rows):
        raise problem(404, "Invalid page.")
    more = start + size < len(rows)

    def link(number: int) -> str:
        return str(request.url.update_query(page=str(number)))

    head: dict[str, object] = {
        "count": len(rows),
        "next": link(page + 1) if more else None,
        "previous": link(page - 1) if page > 1 else None,
    }
    return head, rows[start : start + size]
