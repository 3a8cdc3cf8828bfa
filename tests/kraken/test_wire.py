"""Whatever JSON comes, reading it gives a value or says where it is wrong."""

from functools import partial
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.octopus_ev.kraken.auth import Token
from custom_components.octopus_ev.kraken.decode import loads
from custom_components.octopus_ev.kraken.errors import (
    KrakenNotFoundError,
    KrakenResponseError,
    Path,
)
from custom_components.octopus_ev.kraken.gb.billing_wire import (
    CostPeriod,
    measurements_of,
)
from custom_components.octopus_ev.kraken.gb.device_wire import Device, page_of_device
from custom_components.octopus_ev.kraken.gb.graphql_wire import (
    SupplyAccount,
    TelemetryRow,
)
from custom_components.octopus_ev.kraken.gb.rest_wire import (
    Account,
    ConsumptionRow,
    Product,
    RateRow,
)
from custom_components.octopus_ev.kraken.paging import page_of
from tests.kraken.answers import jwt, written

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals()
    | st.text(max_size=20)
    | st.datetimes().map(str)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=10,
)


def exact(name: str) -> Any:
    """Return a fixture as the client parses it."""
    return loads(written(name).encode())


READERS = [
    (Account.read, exact("account")),
    (page_of(RateRow.read), exact("standard_unit_rates_payment_methods")),
    (page_of(ConsumptionRow.read), exact("consumption_summer")),
    (partial(Product.read, tariff_code="E-1R-GO-VAR-22-10-14-C"), exact("products")),
    (SupplyAccount.read, exact("graphql_account")["data"]["account"]),
    (
        TelemetryRow.read,
        exact("smart_meter_telemetry")["data"]["smartMeterTelemetry"][0],
    ),
    (Device.read, exact("devices")["data"]["devices"][0]),
    (page_of_device, exact("charging_sessions")["data"]["devices"][0]),
    (
        CostPeriod.read,
        exact("cost_of_usage")["data"]["gbrCostOfUsage"]["periods"][0],
    ),
    (
        measurements_of,
        exact("measurements")["data"]["account"]["properties"][1],
    ),
    (Token.read, {"token": jwt(), "payload": {"iat": 1, "exp": 3601}}),
]


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to each value in a JSON value."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value if isinstance(value, list) else [])
    )
    return [here] + [
        place for key, item in inner for place in places(item, (*here, key))
    ]


def put(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    """Return a JSON value with another in one place."""
    if not place:
        return new
    copy = value.copy()
    copy[place[0]] = put(value[place[0]], place[1:], new)
    return copy


def complaint(read: Any, answer: Any) -> Path:
    """Return where reading finds fault; any other error is the test's to fail by."""
    try:
        read(answer)
    except KrakenNotFoundError:
        return ()
    except KrakenResponseError as err:
        return err.path or ("nowhere to be found",)
    return ()


@pytest.mark.parametrize(("read", "good"), READERS)
@given(data=st.data())
def test_a_good_answer_with_anything_in_one_place_is_read_or_refused(
    read: Any, good: Any, data: st.DataObject
) -> None:
    place = data.draw(st.sampled_from(places(good)[1:]))
    answer = put(good, place, data.draw(JSON))

    place = complaint(read, answer)

    assert all(isinstance(step, int) or step.isidentifier() for step in place)


@pytest.mark.parametrize(("read", "good"), READERS)
def test_the_good_answer_itself_is_read(read: Any, good: Any) -> None:
    assert read(good) is not None
