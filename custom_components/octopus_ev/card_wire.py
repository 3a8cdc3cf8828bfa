"""The form of what the cards are told; `card/src/wire.ts` says the same in TypeScript.

Instants are ISO 8601 in UTC, energy is in kWh, money in the currency's major unit with
tax, not rounded for display: the cards round once, after they have added up. What is
unknown is null.
"""

from typing import TypedDict


class CardSlot(TypedDict):
    """A session's share of one half-hour slot."""

    start: str
    energy_kwh: float
    unit_rate: float | None
    cost: float | None
    band: str | None
    type: str | None


class CardDay(TypedDict):
    """What a session took on one local day of the supply point's country."""

    day: str
    energy_kwh: float
    cost: float | None
    unpriced_kwh: float
    energy_by_band: dict[str, float]
    cost_by_band: dict[str, float]


class CardSession(TypedDict):
    """A session without its slots; its days are told where it has several."""

    id: str
    point: str
    revision: int
    state: str
    start: str
    end: str
    duration_min: int
    charging_min: int
    energy_kwh: float
    cost: float | None
    cost_low: float | None
    cost_high: float | None
    average_rate: float | None
    energy_by_band: dict[str, float]
    cost_by_band: dict[str, float]
    unpriced_kwh: float
    reference_cost: float | None
    excess: float | None
    type: str | None
    vehicle: str | None
    vehicle_key: str | None
    vehicle_by: str | None
    percent_added: float | None
    percent_estimated: bool | None
    miles_added: float | None
    cost_per_mile: float | None
    petrol_saving: float | None
    carbon_g: float | None
    carbon_unknown_kwh: float | None
    note: str | None
    edited: list[str]
    sources: list[str]
    confidence: str
    days: list[CardDay]


class CardRate(TypedDict):
    """The unit rate over a time."""

    start: str
    end: str
    unit_rate: float
    band: str


class CardSpan(TypedDict):
    """A time in which a car charged, or is to charge."""

    start: str
    end: str


class CardTotals(TypedDict):
    """What the sessions of a time add up to."""

    energy_kwh: float
    cost: float | None
    unpriced_kwh: float
    count: int


class CardForecast(TypedDict):
    """Where the charge under way may end; `basis` says what tells that."""

    finish: str
    energy_kwh: float
    cost: float | None
    basis: str
    target_percent: float | None
    ready_by: str | None


class CardPlanned(TypedDict):
    """A time in which the supplier means to have a car charge, from now on."""

    start: str
    end: str
    energy_kwh: float | None
    cost: float | None


class CardPlan(TypedDict):
    """What the supplier means to charge a car with; without a name it has none."""

    vehicle: str | None
    blocks: list[CardPlanned]
    energy_kwh: float | None
    cost: float | None
    charge_percent: float | None
    target_percent: float | None
    ready_by: str | None


class CardCap(TypedDict):
    """The allowance of smart charging from noon to noon, as far as is known."""

    allowance_min: int
    used_min: int
    planned_min: int


class CardVehicle(TypedDict):
    """A car that a session may be said to be of."""

    key: str
    name: str


class CardPoint(TypedDict):
    """One supply point as it is now."""

    key: str
    device_id: str
    name: str
    currency: str
    time_zone: str
    may_edit: bool
    sees_live: bool
    charging: bool
    demand_w: float | None
    power_kw: float | None
    charger_power_kw: float | None
    live_session: CardSession | None
    live_slots: list[CardSlot]
    forecast: CardForecast | None
    last_session: CardSession | None
    last_slots: list[CardSlot]
    rates: list[CardRate]
    car_rates: list[CardRate]
    charged: list[CardSpan]
    planned: list[CardSpan]
    plans: list[CardPlan]
    cap: CardCap | None
    vehicles: list[CardVehicle]
    today: CardTotals | None
    month: CardTotals | None
    ever: CardTotals | None
    newest_reading: str | None
    oldest_session: str | None
    imported: float | None


type CardChanges = dict[str, object]
"""The fields of a `CardPoint` that have changed."""


class CardSnapshot(TypedDict):
    """The first message of a subscription, and whenever an account comes or goes."""

    kind: str
    points: list[CardPoint]


class CardUpdate(TypedDict):
    """What has changed since the message before."""

    kind: str
    points: dict[str, CardChanges]
    sessions: list[CardSession]
    removed: list[str]


class CardPage(TypedDict):
    """Some sessions, newest first; `before` asks for the next ones."""

    sessions: list[CardSession]
    before: str | None


class CardDetail(TypedDict):
    """One session with its slots."""

    session: CardSession
    slots: list[CardSlot]


class CardDone(TypedDict):
    """What an order left: the session's id, null where none is left."""

    session: str | None
