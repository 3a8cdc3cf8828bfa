"""Settings: what an entry stores becomes one typed value."""

from decimal import Decimal

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.octopus_ev.core.model import Household, PaymentMethod
from custom_components.octopus_ev.settings import ChosenPoint, Settings, entry_data

KEY = "sk_live_synthetic"
ACCOUNT = "A-AAAA1111"
MPAN = "1012345678903"
SERIAL = "20L1234567"


def entry(options: dict[str, object] | None = None) -> MockConfigEntry:
    """Return an entry with one followed and one typed point."""
    points = (ChosenPoint(MPAN), ChosenPoint("2000024512368", SERIAL))
    return MockConfigEntry(
        domain="octopus_ev",
        data=entry_data(KEY, ACCOUNT, points),
        options=options or {},
    )


def test_data_comes_back_as_it_was_stored() -> None:
    """Key, account and points survive the way through the entry."""
    settings = Settings.from_entry(entry())

    assert settings.api_key == KEY
    assert settings.account_number == ACCOUNT
    assert settings.region_code == "gb"
    assert settings.points == (ChosenPoint(MPAN), ChosenPoint("2000024512368", SERIAL))


def test_an_entry_without_options_learns_the_charger_and_pays_by_direct_debit() -> None:
    """The defaults need nothing from the user."""
    settings = Settings.from_entry(entry())

    assert settings.charger_power_kw is None
    assert settings.payment_method is PaymentMethod.DIRECT_DEBIT
    assert settings.household == Household()


@pytest.mark.parametrize(
    ("stored", "power"),
    [(7.4, Decimal("7.4")), (11, Decimal(11)), (None, None)],
)
def test_the_charger_power_is_the_number_that_was_typed(
    stored: float | None, power: Decimal | None
) -> None:
    """A float of JSON becomes the decimal a person wrote."""
    settings = Settings.from_entry(entry({"charger_power_kw": stored}))

    assert settings.charger_power_kw == power


def test_options_are_applied() -> None:
    """Payment and household are the user's."""
    settings = Settings.from_entry(
        entry(
            {
                "payment_method": "other",
                "heat_pump": True,
                "battery": False,
                "solar": True,
            }
        )
    )

    assert settings.payment_method is PaymentMethod.OTHER
    assert settings.household == Household(heat_pump=True, solar=True)


def test_nothing_secret_is_in_a_printed_setting() -> None:
    """A log line or a traceback that shows settings gives nothing away."""
    printed = repr(Settings.from_entry(entry()))

    for secret in (KEY, ACCOUNT, MPAN, SERIAL):
        assert secret not in printed
