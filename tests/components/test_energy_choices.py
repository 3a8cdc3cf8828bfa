"""What is added to the Energy dashboard has the form that it asks for."""

from custom_components.octopus_ev.energy_dashboard import (
    Choice,
    Place,
    Status,
    with_added,
)
from homeassistant.components.energy.data import (
    GRID_SOURCE_SCHEMA,
    EnergyManager,
    GridSourceType,
)


def _choice(place: Place, key: str) -> Choice:
    return Choice(
        point_key=key,
        place=place,
        energy=f"octopus_ev:{key}_energy",
        money=f"octopus_ev:{key}_cost",
        name=key,
        status=Status.MISSING,
    )


async def test_a_home_that_sends_back_has_one_connection_to_the_grid() -> None:
    bought, sent = _choice(Place.CONSUMPTION, "in"), _choice(Place.RETURN, "out")
    nothing = EnergyManager.default_preferences()

    [both] = with_added(nothing, [sent, bought])["energy_sources"]
    [alone] = with_added(nothing, [sent])["energy_sources"]

    ours: GridSourceType = {
        "type": "grid",
        "entity_energy_price": None,
        "number_energy_price": None,
        "entity_energy_price_export": None,
        "number_energy_price_export": None,
        "cost_adjustment_day": 0.0,
        "stat_energy_from": "octopus_ev:in_energy",
        "stat_cost": "octopus_ev:in_cost",
        "stat_energy_to": "octopus_ev:out_energy",
        "stat_compensation": "octopus_ev:out_cost",
    }
    assert both == ours
    assert alone == {**ours, "stat_energy_from": None, "stat_cost": None}
    assert GRID_SOURCE_SCHEMA(alone) == alone
