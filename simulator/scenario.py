"""The switches of a scenario: what is late, missing, odd or broken."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import get_args


class UnknownSettingError(ValueError):
    """A switch that does not exist, or a value of the wrong type."""


@dataclass(slots=True)
class Scenario:
    """Every switch with its ordinary value; ratios are between 0 and 1."""

    publication_delay_days: int = 0
    """Days by which half-hours come later than the next morning."""
    publication_first_rows: int | None = None
    """Only so many rows of a day come at first, the rest a day later."""
    publication_hole: bool = False
    """Six half-hours in the middle of each day come a day later."""
    publication_revision_kwh: float = 0.0
    """One row a day is so much too low until 3 days after the day."""
    publication_burst_days: int = 1
    """Days that are published together."""
    extra_rows: int = 0
    """Rows outside the window that are returned all the same, at most 2."""
    consumption_as_text: bool = False

    agile_delay_minutes: int = 0
    day_feed_lag_days: int = 1
    half_hourly_four_rate: bool = False
    """Present a four-rate agreement as HalfHourlyTariff over GraphQL."""

    telemetry: str = "live"
    """live, null, empty, KT-GB-4039, KT-GB-4056, stale, offline."""
    telemetry_missing: float = 0.02
    telemetry_shuffled: bool = False
    telemetry_null_consumption: float = 0.0
    telemetry_null_demand: float = 0.0
    telemetry_bias: float = 0.003
    """By how much the Mini reads more than the settled half-hours."""
    telemetry_retention_hours: int = 72
    telemetry_reset_at: str | None = None
    """ISO instant from which the register counts from 0 again."""
    telemetry_limit: int = 100
    """Requests per hour."""

    mint_limit: int = 10
    """Tokens per 5 minutes."""
    planned_limit: int = 5
    """flexPlannedDispatches per minute."""
    dynamic_limits: bool = False
    """A field's limit halves each time it is passed, and stays there."""
    points_limit: int = 50000
    bearer_accepted: bool = False
    foreign_account_status: int = 404
    validation_status: int = 200
    outage: str = ""
    """From when to when all answers are an edge's 502: two ISO instants, with `/`."""
    disabled_fields: str = ""
    """Root fields, separated by commas, that answer KT-CT-1113."""
    plan_while_unplugged: str = "error"
    """error or empty: the answer to flexPlannedDispatches without a car."""
    completed_delay_hours: float = 12.0
    """How late completedDispatches lists what a car took."""
    completed_reach_days: float = 90.0
    """How far back completedDispatches reaches: 2 days for some accounts."""
    completed_without_meta: bool = False
    session_delay_minutes: float = 10.0
    """How long after a charge chargingSessions lists it."""
    session_cost_delay_hours: float = 24.0
    """How long after a charge its cost is null."""
    cap_hours: float = 6.0
    """Of smart charging at the off-peak rate from local noon to noon."""
    settlement_delay_days: int = 0
    """Days by which the bill of a day comes later than the next one."""
    billing_vat: str = "exc"
    """exc or inc: whether gbrCostOfUsage counts without VAT or with it."""
    labels: str = "dated"
    """dated, old, new or unknown: how measurements names its bands."""
    sessions_fail: bool = False
    """chargingSessions answers KT-CT-4382."""
    boost_refusal: str = ""
    """A reason for which every boost is refused, besides the true ones."""
    control_error: str = ""
    """An error code that every mutation of a device answers."""
    hidden_devices: str = ""
    """Ids, separated by commas, of devices that the account does not have (yet)."""
    device_status_fails: bool = False
    """Every device's status answers KT-CT-4360."""
    device_state: str = ""
    """A SmartFlexDeviceState that replaces the car's own."""

    def update(self, changes: Mapping[str, object]) -> None:
        """Set switches by name; raises UnknownSettingError and changes nothing."""
        kinds = {field.name: field.type for field in fields(self)}
        for name, value in changes.items():
            kind = kinds.get(name)
            if kind is None:
                raise UnknownSettingError(f"No setting is called {name}")
            allowed = get_args(kind) or (kind,)
            if kind is float:
                allowed = (float, int)
            if type(value) not in allowed:
                raise UnknownSettingError(f"{name} takes {kind}")
        for name, value in changes.items():
            setattr(self, name, value)

    def as_dict(self) -> dict[str, object]:
        """Return every switch by name."""
        return asdict(self)
