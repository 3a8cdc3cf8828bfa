"""An error that nobody foresaw is said to be one, and gives nothing away."""

import probatio
import pytest

from custom_components.octopus_ev.flow_errors import Refused, reported
from homeassistant.data_entry_flow import AbortFlow


def fail(err: Exception) -> None:
    """Raise an error, as a step of a flow may."""
    raise err


SCHEMA = probatio.Schema({probatio.Required(probatio.Secret("api_key")): str})


def test_an_unforeseen_error_is_logged_without_its_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    secret = "sk_live_synthetic"
    errors: dict[str, str] = {}
    with reported(errors, SCHEMA):
        fail(ValueError(secret))

    assert errors == {"base": "unknown"}
    assert "Unexpected ValueError" in caplog.text
    assert "test_flow_errors.py" in caplog.text
    assert secret not in caplog.text


def test_a_complaint_about_a_field_of_another_form_is_shown_above_this_one() -> None:
    errors: dict[str, str] = {}
    with reported(errors, SCHEMA):
        fail(Refused("invalid_mpan", "mpan"))

    assert errors == {"base": "invalid_mpan"}


def test_an_abort_goes_through() -> None:
    with pytest.raises(AbortFlow), reported({}, SCHEMA):
        fail(AbortFlow("already_configured"))
