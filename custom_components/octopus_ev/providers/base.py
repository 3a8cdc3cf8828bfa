"""What the integration asks of a supplier, whichever the region."""

from typing import Protocol

from ..core.model import (
    Account,
    Allowance,
    PowerSample,
    RateBook,
    Reach,
    Reading,
    Region,
    SupplyPoint,
)
from ..core.offers import Offer
from ..core.smart import (
    BilledSlot,
    CompletedDispatch,
    Device,
    PlannedDispatch,
    SupplierSession,
    Target,
)
from ..core.span import Span


class Provider(Protocol):
    """Every supplier: who is supplied, what was used, what it costs.

    Every method raises the errors of `kraken.errors`.
    """

    @property
    def region(self) -> Region:
        """The facts of the country."""

    @property
    def requests_left(self) -> int:
        """How much may be asked now, before the supplier is left alone for a while."""

    async def allowance(self) -> Allowance:
        """Ask what all programs of the customer may still ask, not this one alone."""

    async def account_numbers(self) -> tuple[str, ...]:
        """Return the numbers of the accounts that the key opens."""

    async def account(self, number: str) -> Account:
        """Return an account with all its supply points, past homes included."""

    async def readings(self, point: SupplyPoint, window: Span) -> tuple[Reading, ...]:
        """Return the readings in `window` that have arrived, oldest first.

        The readings of every meter that the point ever had are joined. None at all
        is an answer, not an error.
        """

    async def reach(self, point: SupplyPoint) -> Reach | None:
        """Ask how far back readings go, over every meter; `None` if there are none."""

    async def rates(self, point: SupplyPoint, window: Span) -> RateBook:
        """Return every rate known for `window`; it may reach beyond it."""


class OfferProvider(Protocol):
    """A supplier that publishes what it offers to everybody."""

    async def offers(self, point: SupplyPoint) -> tuple[Offer, ...] | None:
        """Return the tariffs on offer where a point is; `None` if nobody knows where."""

    async def offered(self, offer: Offer, window: Span) -> RateBook:
        """Return the rates of an offer for `window`, as far as there are any."""


class TelemetryProvider(Protocol):
    """A supplier with live readings for customers who have a Home Mini."""

    async def has_telemetry(self, point: SupplyPoint) -> bool:
        """Ask once whether the point has a device that reports live."""

    async def telemetry(
        self, point: SupplyPoint, window: Span
    ) -> tuple[PowerSample, ...]:
        """Return a sample a minute for `window`, oldest first; gaps are left out."""


class SmartProvider(Protocol):
    """A supplier that controls cars, and knows what they did.

    Each of these may be refused, switched off or gone for a customer, which is a
    `KrakenForbiddenError`, a `KrakenNotFoundError` or a `KrakenQueryError`: that one
    is then left alone until the next day, and the others go on.
    """

    async def devices(
        self, account: Account, *, detailed: bool = True
    ) -> tuple[Device, ...]:
        """Return the cars and charge points of an account; none is an answer.

        Without details: what they are and what they do, and nothing else.
        """

    async def planned(self, device: Device) -> tuple[PlannedDispatch, ...] | None:
        """Return the plan for a device, in order; `None` if it cannot be told now."""

    async def completed(self, account: Account) -> tuple[CompletedDispatch, ...]:
        """Return what the account's devices drew of late, oldest first."""

    async def charges(
        self, account: Account, device: Device, window: Span
    ) -> tuple[SupplierSession, ...]:
        """Return the charges that the supplier lists in `window`, oldest first."""

    async def billed(
        self, account: Account, point: SupplyPoint, day: Span, rates: RateBook
    ) -> tuple[BilledSlot, ...]:
        """Return a local day's bill by slot, oldest first; none until it is settled.

        The published rates of that day tell whether the bill has its tax in it.
        """

    async def boost(self, device: Device, on: bool) -> None:
        """Have the car charge now, or stop that.

        Of what is ordered nothing is tried again. A `KrakenRefusedError` says why not.
        """

    async def control(self, device: Device, on: bool) -> None:
        """Let the supplier control the device, or stop that."""

    async def set_targets(self, device: Device, targets: tuple[Target, ...]) -> None:
        """Set what to reach by when, for all seven days, within the limits."""
