"""One tree of errors, chosen by code and told in our own words."""

import pytest

from custom_components.octopus_ev.kraken.errors import (
    KrakenAuthError,
    KrakenConnectionError,
    KrakenError,
    KrakenForbiddenError,
    KrakenNotFoundError,
    KrakenQueryError,
    KrakenRateLimitError,
    KrakenRefusedError,
    KrakenResponseError,
    KrakenTimeoutError,
    error_class,
)


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("KT-CT-1124", "APPLICATION", KrakenAuthError),
        ("KT-CT-1139", "VALIDATION", KrakenAuthError),
        ("KT-CT-1143", "AUTHORIZATION", KrakenAuthError),
        ("KT-CT-1199", "AUTHORIZATION", KrakenRateLimitError),
        ("KT-GB-4042", None, KrakenRateLimitError),
        ("KT-CT-1111", "AUTHORIZATION", KrakenForbiddenError),
        ("KT-CT-1113", "SERVICE_AVAILABILITY", KrakenForbiddenError),
        ("KT-CT-4177", "AUTHORIZATION", KrakenNotFoundError),
        ("KT-CT-4301", "NOT_FOUND", KrakenNotFoundError),
        ("KT-GB-4301", None, KrakenForbiddenError),
        ("KT-CT-1188", "AUTHORIZATION", KrakenQueryError),
        ("KT-CT-1201", "VALIDATION", KrakenQueryError),
        ("KT-CT-4340", "APPLICATION", KrakenConnectionError),
        ("KT-CT-4357", "APPLICATION", KrakenRefusedError),
        ("KT-CT-4321", "VALIDATION", KrakenRefusedError),
        ("KT-CT-7899", "APPLICATION", KrakenConnectionError),
        ("KT-CT-9999", "NOT_FOUND", KrakenNotFoundError),
        ("KT-CT-9999", "SERVICE_AVAILABILITY", KrakenConnectionError),
        ("KT-CT-9999", "NEW_KIND", KrakenQueryError),
        (None, None, KrakenQueryError),
    ],
)
def test_the_code_decides_and_the_type_only_where_the_code_is_strange(
    code: str | None, kind: str | None, expected: type[KrakenError]
) -> None:
    assert error_class(code, kind) is expected


def test_only_what_waiting_may_cure_is_retryable() -> None:
    retryable = {cls for cls in KrakenError.__subclasses__() if cls.retryable}

    assert retryable == {KrakenConnectionError, KrakenRateLimitError}
    assert issubclass(KrakenTimeoutError, KrakenConnectionError)


def test_an_error_tells_codes_and_place_and_nothing_else() -> None:
    err = KrakenForbiddenError(
        path=("account", "agreements", 0, "tariff"), codes=("KT-CT-1111",)
    )

    assert str(err) == (
        "Kraken does not offer this to this customer [KT-CT-1111]"
        " at account.agreements[0].tariff"
    )


def test_an_error_without_a_place_is_its_summary() -> None:
    assert str(KrakenTimeoutError()) == "Kraken did not answer in time"


def test_a_shape_error_keeps_its_summary_on_the_way_out() -> None:
    err = KrakenResponseError("Expected a text", path=("code",)).within("links", 2)

    assert str(err) == "Expected a text at links[2].code"
