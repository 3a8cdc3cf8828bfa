"""The forms of the flows."""

from collections.abc import Iterable, Mapping
from typing import Final

import probatio

from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN, SensorDeviceClass
from homeassistant.const import CONF_API_KEY, UnitOfPower
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    EntityWithDeviceFilterSelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from .core.model import PaymentMethod
from .settings import (
    CONF_ACCOUNT_NUMBER,
    CONF_BATTERY,
    CONF_CARBON_SENSOR,
    CONF_CHARGER_ENERGY_SENSOR,
    CONF_CHARGER_POWER,
    CONF_CHARGER_POWER_SENSOR,
    CONF_HEAT_PUMP,
    CONF_HOUSE_POWER_SENSOR,
    CONF_MPAN,
    CONF_PAYMENT_METHOD,
    CONF_POINTS,
    CONF_SERIAL,
    CONF_SOLAR,
)

CONF_BY_HAND: Final = "by_hand"

_TEXT: Final = TextSelector(TextSelectorConfig(autocomplete="off"))
_PASSWORD: Final = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off")
)
# From a cable on a household socket to three phases of 32 A.
CHARGER_POWER: Final = NumberSelector(
    NumberSelectorConfig(
        min=1,
        max=22,
        step=0.01,
        unit_of_measurement=UnitOfPower.KILO_WATT,
        mode=NumberSelectorMode.BOX,
    )
)
_PAYMENT_METHOD: Final = SelectSelector(
    SelectSelectorConfig(
        options=[method.value for method in PaymentMethod],
        translation_key=CONF_PAYMENT_METHOD,
    )
)

USER_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(probatio.Secret(CONF_API_KEY)): _PASSWORD,
        probatio.Optional(probatio.Secret(CONF_ACCOUNT_NUMBER)): _TEXT,
    }
)
REAUTH_SCHEMA: Final = probatio.Schema(
    {probatio.Required(probatio.Secret(CONF_API_KEY)): _PASSWORD}
)
RECONFIGURE_SCHEMA: Final = probatio.Schema(
    {probatio.Optional(probatio.Secret(CONF_API_KEY)): _PASSWORD}
)
BY_HAND_SCHEMA: Final = probatio.Schema(
    {
        probatio.Optional(probatio.Secret(CONF_MPAN)): _TEXT,
        probatio.Optional(probatio.Secret(CONF_SERIAL)): _TEXT,
    }
)
HOME_SCHEMA: Final = probatio.Schema(
    {
        probatio.Optional(CONF_CHARGER_POWER): CHARGER_POWER,
        probatio.Required(
            CONF_PAYMENT_METHOD, default=PaymentMethod.DIRECT_DEBIT.value
        ): _PAYMENT_METHOD,
        probatio.Required(CONF_HEAT_PUMP, default=False): BooleanSelector(),
        probatio.Required(CONF_BATTERY, default=False): BooleanSelector(),
        probatio.Required(CONF_SOLAR, default=False): BooleanSelector(),
    }
)


def own_sensor(device_class: SensorDeviceClass) -> EntitySelector:
    """Return the choice of a sensor of a class."""
    return EntitySelector(
        EntitySelectorConfig(
            filter=[
                EntityWithDeviceFilterSelectorConfig(
                    domain=SENSOR_DOMAIN, device_class=device_class
                )
            ]
        )
    )


OPTIONS_SCHEMA: Final = HOME_SCHEMA.extend(
    {
        probatio.Optional(CONF_CARBON_SENSOR): EntitySelector(
            EntitySelectorConfig(domain=SENSOR_DOMAIN)
        )
    }
)

SENSORS_SCHEMA: Final = probatio.Schema(
    {
        probatio.Optional(CONF_CHARGER_ENERGY_SENSOR): own_sensor(
            SensorDeviceClass.ENERGY
        ),
        probatio.Optional(CONF_CHARGER_POWER_SENSOR): own_sensor(
            SensorDeviceClass.POWER
        ),
        probatio.Optional(CONF_HOUSE_POWER_SENSOR): own_sensor(SensorDeviceClass.POWER),
    }
)


def account_schema(labels: Mapping[str, str]) -> probatio.Schema:
    """Return the choice of one account, each by its number with a label."""
    options = [
        SelectOptionDict(value=number, label=label) for number, label in labels.items()
    ]
    return probatio.Schema(
        {
            probatio.Required(CONF_ACCOUNT_NUMBER): SelectSelector(
                SelectSelectorConfig(options=options, mode=SelectSelectorMode.LIST)
            )
        }
    )


def meters_schema(labels: Mapping[str, str], chosen: Iterable[str]) -> probatio.Schema:
    """Return the choice of points, each by its key with a label."""
    options = [
        SelectOptionDict(value=key, label=label) for key, label in labels.items()
    ]
    return probatio.Schema(
        {
            probatio.Required(CONF_POINTS, default=list(chosen)): SelectSelector(
                SelectSelectorConfig(
                    options=options, multiple=True, mode=SelectSelectorMode.LIST
                )
            ),
            probatio.Required(CONF_BY_HAND, default=False): BooleanSelector(),
        }
    )
