"""Tell of charges as a calendar does: when, and in a sentence."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from homeassistant.components.calendar import CalendarEvent
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN
from .core.model import Region
from .core.plan import Plan, blocks, energy_within
from .core.session import Session, SessionState
from .core.smart import DispatchType
from .core.span import Span, floor
from .view import PointView

type Words = Mapping[str, str]
"""Sentences by their short keys."""

_PREFIX: Final = f"component.{DOMAIN}.common.calendar_"

_SYMBOLS: Final[Mapping[str, str]] = {"GBP": "£"}


async def async_words(hass: HomeAssistant) -> Words:
    """Return the sentences of the calendar in the language of Home Assistant."""
    texts = await async_get_translations(hass, hass.config.language, "common", {DOMAIN})
    return {
        key.removeprefix(_PREFIX): text
        for key, text in texts.items()
        if key.startswith(_PREFIX)
    }


def session_event(session: Session, region: Region, words: Words) -> CalendarEvent:
    """Tell of a charge that is over: how much, what it cost, and how sure that is."""
    cost, energy = session.cost, _rounded(session.energy, 1)
    if cost is None:
        summary = words["session_unpriced"].format(energy=energy)
    else:
        summary = words["session"].format(
            energy=energy, cost=money(cost, region.currency, 2)
        )
    details = []
    if session.type is not None:
        details.append(words[f"type_{session.type}"])
    if (rate := session.average_rate) is not None:
        details.append(words["rate"].format(rate=money(rate, region.currency, 4)))
    if cost is not None and (left_out := session.unpriced_energy):
        details.append(words["unpriced"].format(energy=_rounded(left_out, 1)))
    if session.state is SessionState.PROVISIONAL:
        details.append(words["provisional"])
    return CalendarEvent(
        start=session.span.start,
        end=session.span.end,
        summary=summary,
        description="\n".join(details),
        uid=session.session_id,
    )


def live_event(
    session: Session, region: Region, words: Words, now: datetime
) -> CalendarEvent:
    """Tell of the charge under way."""
    return CalendarEvent(
        start=session.span.start,
        end=live_until(region, now),
        summary=words["live"],
        uid=session.session_id,
    )


def planned_events(
    view: PointView, words: Words, now: datetime
) -> Iterator[CalendarEvent]:
    """Tell of what is planned for each car and is not over, and of a boost apart."""
    for device in view.devices or ():
        boosts, others = (
            tuple(
                dispatch
                for dispatch in device.plan or ()
                if (dispatch.type is DispatchType.BOOST) is boost
            )
            for boost in (True, False)
        )
        for plan, summary in ((boosts, words["boost"]), (others, words["planned"])):
            for block in blocks(plan):
                if block.end > now:
                    yield CalendarEvent(
                        start=block.start,
                        end=block.end,
                        summary=summary,
                        description=_planned(device.name, plan, block, words),
                    )


def _planned(name: str, plan: Plan, block: Span, words: Words) -> str:
    """Say which car it is for, and how much is planned."""
    details = [name] if name else []
    if (energy := energy_within(plan, block)) is not None:
        details.append(words["planned_energy"].format(energy=_rounded(energy, 1)))
    return "\n".join(details)


def live_until(region: Region, now: datetime) -> datetime:
    """Return when a charge under way is said to end: with the slot after this one.

    When it really ends nobody knows, and an end that moves each minute would be
    written to the database each minute.
    """
    return floor(now, region.interval) + 2 * region.interval


def money(amount: Decimal, currency: str, places: int) -> str:
    """Return an amount as it is written, rounded to so many places."""
    symbol = _SYMBOLS.get(currency, f"{currency} ")
    sign = "-" if amount < 0 else ""
    return f"{sign}{symbol}{_rounded(abs(amount), places)}"


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
