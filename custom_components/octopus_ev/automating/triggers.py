"""The triggers of the automation editor: each fires when something happens, once."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, cast, override

import probatio

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.trigger import (
    NotTriggeredInfo,
    Trigger,
    TriggerActionRunner,
    TriggerConfig,
    TriggerNotTriggeredReporter,
)
from homeassistant.helpers.typing import ConfigType

from ..core.changes import Action
from ..core.session import Confidence, SessionType
from .happenings import (
    ALLOWANCE_NEARLY_USED,
    CHARGING_AT_PEAK,
    CHEAP_SLOT_STARTED,
    DATA_LATE,
    Happened,
    session_happening,
)
from .notice import HAPPENED
from .target import aimed, async_aimed_at

MIN_COST: Final = "min_cost"
MIN_ENERGY: Final = "min_energy"
TYPE: Final = "type"
CONFIDENCE: Final = "confidence"

_SURENESS: Final = [confidence.value for confidence in Confidence]
"""From the least sure to the surest."""

_AMOUNT: Final = probatio.All(probatio.Coerce(float), probatio.Range(min=0))

_KIND: Final[dict[probatio.Marker, Any]] = {
    probatio.Optional(TYPE, default=[]): probatio.All(
        probatio.EnsureList(), [probatio.In([kind.value for kind in SessionType])]
    ),
    probatio.Optional(CONFIDENCE): probatio.In(_SURENESS),
}
_FIGURES: Final[dict[probatio.Marker, Any]] = {
    probatio.Optional(MIN_COST): _AMOUNT,
    probatio.Optional(MIN_ENERGY): _AMOUNT,
}


class OctopusEvTrigger(Trigger):
    """Fires when something happens at a supply point or to a car that was picked."""

    what: ClassVar[str]
    description: ClassVar[str]
    schema: ClassVar[probatio.Schema] = aimed({})

    @classmethod
    @override
    async def async_validate_config(
        cls, hass: HomeAssistant, config: ConfigType
    ) -> ConfigType:
        """Return the target and the options, with what is left out."""
        return cast(ConfigType, cls.schema(config))

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Take what the user chose."""
        super().__init__(hass, config)
        self._target = config.target
        self._options = config.options or {}

    @override
    async def async_attach_runner(
        self,
        run_action: TriggerActionRunner,
        did_not_trigger: TriggerNotTriggeredReporter | None = None,
    ) -> CALLBACK_TYPE:
        """Run the action whenever it happens, until what is returned is called."""

        @callback
        def hear(happened: Happened) -> None:
            if happened.what != self.what or not async_aimed_at(
                self._hass, self._target, happened.about
            ):
                return
            variables = dict(happened.variables)
            if (reason := self._too_little(variables)) is None:
                run_action(variables, self.description)
            elif did_not_trigger is not None:
                did_not_trigger(NotTriggeredInfo(reason, variables))

        return async_dispatcher_connect(self._hass, HAPPENED, hear)

    def _too_little(self, variables: Mapping[str, Any]) -> str | None:
        """Return which option keeps the action from being run, or `None`."""
        return None


class SessionTrigger(OctopusEvTrigger):
    """Fires when something happened to a session that is worth it to the user."""

    @override
    def _too_little(self, variables: Mapping[str, Any]) -> str | None:
        """Return which option the session falls short of; unknown is too little."""
        session = variables["session"]
        options = self._options
        for option, figure in ((MIN_COST, "cost"), (MIN_ENERGY, "energy_kwh")):
            least = options.get(option)
            if least and (session[figure] is None or session[figure] < least):
                return option
        if options[TYPE] and session["type"] not in options[TYPE]:
            return TYPE
        least = options.get(CONFIDENCE, _SURENESS[0])
        if _SURENESS.index(session["confidence"]) < _SURENESS.index(least):
            return CONFIDENCE
        return None


def _happening(key: str, told: str) -> type[Trigger]:
    """Return the trigger of what is told in these words in a trace."""

    class HappeningTrigger(OctopusEvTrigger):
        what = key
        description = told

    return HappeningTrigger


def _session(action: Action, told: str) -> type[Trigger]:
    """Return the trigger of an announcement."""
    figures = {} if action is Action.STARTED else _FIGURES

    class AnnouncementTrigger(SessionTrigger):
        what = session_happening(action)
        description = told
        schema = aimed(_KIND | figures)

    return AnnouncementTrigger


TRIGGERS: dict[str, type[Trigger]] = {
    **{
        session_happening(action): _session(action, told)
        for action, told in (
            (Action.STARTED, "a charging session that started"),
            (Action.ENDED, "a charging session that ended"),
            (Action.UPDATED, "a charging session that was updated"),
            (Action.SETTLED, "a charging session that was settled"),
            (Action.REMOVED, "a charging session that was removed"),
        )
    },
    CHARGING_AT_PEAK: _happening(CHARGING_AT_PEAK, "a car that charges at peak"),
    ALLOWANCE_NEARLY_USED: _happening(
        ALLOWANCE_NEARLY_USED, "an allowance that is nearly used"
    ),
    CHEAP_SLOT_STARTED: _happening(CHEAP_SLOT_STARTED, "a cheap slot that started"),
    DATA_LATE: _happening(DATA_LATE, "readings that are late"),
}
