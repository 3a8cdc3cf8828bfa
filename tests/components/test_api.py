"""The way to Octopus: where it leads, and that a flow and an entry share it."""

import gc

import pytest

from custom_components.octopus_ev.api import create_provider, gb_host
from custom_components.octopus_ev.core.model import PaymentMethod
from homeassistant.core import HomeAssistant
from simulator.world import World

OCTOPUS = "https://api.octopus.energy"


def minted(world: World) -> int:
    """Return how many tokens were asked for."""
    return [row.operation for row in world.log.entries].count("ObtainToken")


@pytest.mark.parametrize("address", [None, ""])
def test_requests_go_to_octopus(address: str | None) -> None:
    assert str(gb_host(address).base) == OCTOPUS


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8888/gb",
        "http://localhost:8888/gb",
        "http://[::1]:8888/gb",
        "https://127.0.0.2/gb",
    ],
)
def test_a_simulator_on_this_machine_may_stand_in(address: str) -> None:
    assert str(gb_host(address).base) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.1.2:8888/gb",
        "https://192.168.1.2/gb",
        "https://simulator.example/gb",
        "https://localhost.example/gb",
        "https://127.0.0.1@simulator.example/gb",
        "ftp://127.0.0.1/gb",
        "not an address",
    ],
)
def test_a_key_goes_to_no_other_machine(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert str(gb_host(address).base) == OCTOPUS
    assert str(gb_host(address).base) == OCTOPUS

    assert caplog.text.count("OCTOPUS_EV_GB_URL is ignored") == 1
    assert address not in caplog.text


async def test_two_providers_of_a_key_share_a_token(
    hass: HomeAssistant, world: World
) -> None:
    flow = create_provider(hass, world.api_key)
    entry = create_provider(hass, world.api_key, PaymentMethod.OTHER)
    await flow.account_numbers()
    await entry.account_numbers()

    assert minted(world) == 1


async def test_a_key_that_nobody_uses_is_forgotten(
    hass: HomeAssistant, world: World
) -> None:
    await create_provider(hass, world.api_key).account_numbers()
    gc.collect()
    await create_provider(hass, world.api_key).account_numbers()

    assert minted(world) == 2
