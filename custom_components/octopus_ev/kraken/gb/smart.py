"""Ask about cars and charge points, and have Kraken control them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ..decode import Json, known_rows, nested
from ..errors import KrakenConnectionError, KrakenNotFoundError, KrakenResponseError
from ..graphql import Answer, GraphqlClient, Operation, Partial
from . import documents_smart as documents
from .billing_wire import CostPeriod, Measurement, measurements_of
from .device_wire import (
    ChargingSession,
    CompletedDispatch,
    Device,
    Dispatch,
    page_of_device,
)

# Normal while no car is plugged in, or while its maker's service is busy.
_NO_PLAN_NOW: Final = "KT-CT-4340"

_NO_DEVICE: Final = "KT-CT-4301"

# Fifty charges a page; nobody has a thousand since yesterday.
_MOST_PAGES: Final = 20


class GbSmart:
    """What Kraken knows of the devices that it controls.

    Any of this may be switched off, forbidden or gone for a customer, which is a
    `KrakenForbiddenError`, a `KrakenNotFoundError` or a `KrakenQueryError`.
    """

    def __init__(self, client: GraphqlClient) -> None:
        """Take the way to ask."""
        self._client = client

    async def devices(
        self, number: str, *, detailed: bool = True
    ) -> Partial[tuple[Device, ...]]:
        """Return the devices under smart control; usually there are none.

        Without details: what they are and what they do, and nothing else.
        """
        document = documents.DEVICES if detailed else documents.DEVICE_STATES
        answer = await self._client.execute(document, {"accountNumber": number})
        if _without(answer, "devices"):
            return Partial(())
        return Partial(known_rows(answer.data, "devices", Device.read), answer.errors)

    async def planned(self, device_id: str) -> tuple[Dispatch, ...] | None:
        """Return the plan of a device; `None` if Kraken cannot tell it now.

        Five questions a minute are allowed.
        """
        answer = await self._client.execute(documents.PLANNED, {"deviceId": device_id})
        try:
            answer.root("flexPlannedDispatches")
        except KrakenConnectionError as err:
            if _NO_PLAN_NOW not in err.codes:
                raise
            return None
        return known_rows(answer.data, "flexPlannedDispatches", Dispatch.read)

    async def completed(self, number: str) -> tuple[CompletedDispatch, ...]:
        """Return what the account's devices did of late, in no certain order.

        It lags behind by half a day, and knows neither the device nor boosts.
        """
        answer = await self._client.execute(
            documents.COMPLETED, {"accountNumber": number}
        )
        if _without(answer, "completedDispatches"):
            return ()
        return known_rows(answer.data, "completedDispatches", CompletedDispatch.read)

    async def charging_sessions(
        self, number: str, device_id: str, start: datetime, end: datetime
    ) -> tuple[ChargingSession, ...]:
        """Return the charges of a device that began in `[start, end)`, in order.

        Raises:
            KrakenResponseError: if the pages do not end.
        """
        found: dict[datetime, ChargingSession] = {}
        before = end
        for _ in range(_MOST_PAGES):
            answer = await self._client.execute(
                documents.CHARGES,
                {
                    "accountNumber": number,
                    "deviceId": device_id,
                    "after": start.isoformat(),
                    "before": before.isoformat(),
                },
            )
            answer.root("devices")
            following = None
            for page in known_rows(answer.data, "devices", page_of_device):
                if page is None:
                    _raise_first(answer)
                    continue
                found |= {session.start: session for session in page.sessions}
                following = page.before
            if following is None or following <= start:
                return tuple(found[moment] for moment in sorted(found))
            if following >= before:
                break
            before = following
        raise KrakenResponseError("The pages do not end", path=("pageInfo",))

    async def cost_of_usage(
        self, number: str, start: datetime, end: datetime
    ) -> tuple[CostPeriod, ...]:
        """Return what was billed in `[start, end)`; nothing until it is settled.

        Only tariffs that bill the car apart have it. It is the whole account's.
        """
        period: Json = {"start": start.isoformat(), "end": end.isoformat()}
        answer = await self._client.execute(
            documents.COST_OF_USAGE, {"accountNumber": number, "periods": [period]}
        )
        if answer.root("gbrCostOfUsage") is None:
            return ()
        return nested(
            answer.data,
            "gbrCostOfUsage",
            lambda row: known_rows(row, "periods", CostPeriod.read),
        )

    async def measurements(
        self, number: str, mpan: str, start: datetime, end: datetime
    ) -> tuple[Measurement, ...]:
        """Return the half hours of a meter point in `[start, end)`, a day at most."""
        answer = await self._client.execute(
            documents.MEASUREMENTS,
            {
                "accountNumber": number,
                "mpan": mpan,
                "startAt": start.isoformat(),
                "endAt": end.isoformat(),
            },
        )
        answer.root("account")
        homes = nested(
            answer.data,
            "account",
            lambda row: known_rows(row, "properties", measurements_of),
        )
        found: list[Measurement] = []
        for home in homes:
            if home is None:
                _raise_first(answer)
                continue
            found.extend(home)
        return tuple(found)

    async def boost(self, device_id: str, action: str) -> None:
        """`BOOST` or `CANCEL`: charge to full from now on, or stop that.

        Raises:
            KrakenRefusedError: if Kraken does not; its reasons say why.
        """
        await self._order(
            documents.BOOST, "updateBoostCharge", deviceId=device_id, action=action
        )

    async def smart_control(self, device_id: str, action: str) -> None:
        """`SUSPEND` or `UNSUSPEND` what Kraken does with a device.

        Raises:
            KrakenRefusedError: if Kraken does not.
        """
        await self._order(
            documents.SMART_CONTROL,
            "updateDeviceSmartControl",
            deviceId=device_id,
            action=action,
        )

    async def set_preferences(
        self, device_id: str, schedules: Sequence[dict[str, Json]]
    ) -> None:
        """Set what a device charges to by when, in percent, for all seven days.

        Raises:
            KrakenRefusedError: if that is outside the limits.
        """
        await self._order(
            documents.PREFERENCES,
            "setDevicePreferences",
            deviceId=device_id,
            mode="CHARGE",
            unit="PERCENTAGE",
            schedules=list(schedules),
        )

    async def _order(self, operation: Operation, name: str, **values: Json) -> None:
        """Order something, once; what came of it is for a later question."""
        answer = await self._client.execute(operation, {"input": values})
        answer.root(name)


def _without(answer: Answer, name: str) -> bool:
    """Tell whether a field is not there because the account has no device."""
    try:
        answer.root(name)
    except KrakenNotFoundError as err:
        if _NO_DEVICE not in err.codes:
            raise
        return True
    return False


def _raise_first(answer: Answer) -> None:
    if answer.errors:
        raise answer.errors[0]
