"""The conditions of the automation editor; what is not known is not so."""

from abc import abstractmethod
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar, Final, Unpack, cast, override

import probatio

from homeassistant.core import HomeAssistant
from homeassistant.helpers.condition import (
    Condition,
    ConditionCheckParams,
    ConditionConfig,
)
from homeassistant.helpers.typing import ConfigType

from ..core.session import Session
from ..core.span import Span
from ..entity import is_live
from ..view import PointView
from .target import about_session, aimed, async_views

RATE: Final = "rate"
HOURS: Final = "hours"
COST: Final = "cost"

_NUMBER: Final = probatio.Coerce(float)
_HOURS: Final = probatio.All(probatio.Coerce(float), probatio.Range(min=0, max=48))


class OctopusEvCondition(Condition):
    """Holds if it does at any of the supply points or cars that were picked."""

    schema: ClassVar[probatio.Schema] = aimed({})

    @classmethod
    @override
    async def async_validate_config(
        cls, hass: HomeAssistant, config: ConfigType
    ) -> ConfigType:
        """Return the target and the options, with what is left out."""
        return cast(ConfigType, cls.schema(config))

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        """Take what the user chose."""
        super().__init__(hass, config)
        self._target = config.target
        self._options = config.options or {}

    @override
    def _async_check(self, **kwargs: Unpack[ConditionCheckParams]) -> bool:
        """Tell whether it holds; while no account is loaded, it does not."""
        return any(
            self._holds(view, cars)
            for view, cars in async_views(self._hass, self._target)
        )

    @abstractmethod
    def _holds(self, view: PointView, cars: frozenset[str] | None) -> bool:
        """Tell whether it holds at a supply point; for these cars alone, if given."""


class IsCharging(OctopusEvCondition):
    """A car charges, and that is known."""

    @override
    def _holds(self, view: PointView, cars: frozenset[str] | None) -> bool:
        session = view.live_session
        return (
            session is not None
            and view.charging
            and is_live(view)
            and _is_of(session, view, cars)
        )


class InCheapSlot(OctopusEvCondition):
    """The present rate is one of the cheap ones of the day."""

    @override
    def _holds(self, view: PointView, cars: frozenset[str] | None) -> bool:
        return view.off_peak is True


class RateBelow(OctopusEvCondition):
    """The unit rate is below a limit, now or within some hours."""

    schema = aimed(
        {
            probatio.Required(RATE): _NUMBER,
            probatio.Optional(HOURS, default=0): _HOURS,
        }
    )

    @override
    def _holds(self, view: PointView, cars: frozenset[str] | None) -> bool:
        limit = Decimal(str(self._options[RATE]))
        ahead = timedelta(hours=self._options[HOURS])
        window = Span(view.as_of, view.as_of + max(ahead, timedelta.resolution))
        rates = view.book.house.touching(window)
        return any(rate.unit_rate < limit for _, rate in rates)


class LastSessionCostAbove(OctopusEvCondition):
    """The last session that is over cost more than a limit."""

    schema = aimed({probatio.Required(COST): _NUMBER})

    @override
    def _holds(self, view: PointView, cars: frozenset[str] | None) -> bool:
        last = view.last_session
        if cars is not None:
            over = (s for s in reversed(view.sessions) if s is not view.live_session)
            last = next((s for s in over if _is_of(s, view, cars)), None)
        if last is None or last.cost is None:
            return False
        return last.cost > Decimal(str(self._options[COST]))


def _is_of(session: Session, view: PointView, cars: frozenset[str] | None) -> bool:
    """Tell whether one of these cars charged, as far as that is known."""
    return cars is None or not cars.isdisjoint(about_session(session, view))


CONDITIONS: dict[str, type[Condition]] = {
    "is_charging": IsCharging,
    "in_cheap_slot": InCheapSlot,
    "rate_below": RateBelow,
    "last_session_cost_above": LastSessionCostAbove,
}
