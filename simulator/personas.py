"""The customers the simulator can be: what each has and where each lives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from .catalogue import TARIFFS
from .flex.diary import Habit
from .scenario import Scenario
from .site import (
    ACCOUNT,
    EXPORT_MPAN,
    IMPORT_MPAN,
    Account,
    Agreement,
    Device,
    Meter,
    MeterPoint,
    Property,
    mpan,
)
from .times import DAY, local_day, midnight

ESME: Final = "00-00-00-00-00-00-00-01"
OLD_ESME: Final = "00-00-00-00-00-00-00-02"


@dataclass(slots=True, kw_only=True)
class Persona:
    """A customer, and the home behind the meter."""

    title: str
    account: Account
    car_kw: float | None = 7.2
    solar_kw: float | None = None
    immersion: bool = False
    settings: dict[str, object] = field(default_factory=dict)
    """The switches of the scenario that are not at their ordinary value."""
    key_revoked: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a persona is built from."""

    now: float
    since: float
    """The local midnight at which the history begins."""
    scenario: Scenario

    def back(self, days: int) -> int:
        """Return the local midnight so many days ago."""
        return midnight(local_day(self.now - days * DAY))

    def agreement(
        self,
        number: int,
        tariff: str,
        start: float,
        end: float | None = None,
        region: str = "C",
    ) -> Agreement:
        """Return an agreement on a tariff of the catalogue."""
        return Agreement(
            id=number,
            tariff=TARIFFS[tariff](region, self.scenario),
            valid_from=start,
            valid_to=end,
        )

    def simple(self, tariff: str, *, region: str = "C", mini: bool = False) -> Account:
        """Return an account with one home, one smart meter and one tariff."""
        meter = Meter(
            id=101,
            serial="20L1234567",
            active_from=self.since,
            device_id=ESME if mini else "00-00-00-00-00-00-00-03",
        )
        point = MeterPoint(
            id=201,
            mpan=IMPORT_MPAN,
            region=region,
            meters=[meter],
            agreements=[self.agreement(301, tariff, self.since, region=region)],
        )
        home = Property(id=1234567, moved_in=self.since, points=[point])
        return Account(number=ACCOUNT, properties=[home])


def _vehicle(habit: Habit) -> Device:
    return Device(
        id="00000000-0000-4000-8000-000000000001",
        name="Demo car",
        typename="SmartFlexVehicle",
        provider="TESLA_V2",
        make="Tesla",
        model="Model 3",
        battery_kwh="60.00",
        power_kw="7.40",
        habit=habit,
    )


def _second_vehicle() -> Device:
    return Device(
        id="00000000-0000-4000-8000-000000000003",
        name="Second car",
        typename="SmartFlexVehicle",
        provider="ENODE",
        make="Renault",
        model="Zoe",
        battery_kwh="52.00",
        power_kw="3.60",
        habit=Habit(battery=52, power=3.6, hunger=1.4, every=(2.4,), flaky=True),
    )


def _charge_point() -> Device:
    return Device(
        id="00000000-0000-4000-8000-000000000002",
        name="Demo charger",
        typename="SmartFlexChargePoint",
        provider="OHME",
        make="Ohme",
        model="Home Pro",
        battery_kwh="58.00",
        power_kw="7.40",
        plans=False,
        habit=Habit(battery=58),
    )


NO_MINI: Final[dict[str, object]] = {"telemetry": "KT-GB-4056"}


def p1(setting: Setting) -> Persona:
    """Four-rate Intelligent Octopus Go, a vehicle, a Home Mini."""
    account = setting.simple("four_rate", region="H", mini=True)
    account.devices.append(_vehicle(Habit(target=90, hunger=1.5, every=(2.4,))))
    return Persona(title="Four-rate Intelligent Octopus Go", account=account)


def p2(setting: Setting) -> Persona:
    """Classic Intelligent Octopus Go with a charge point that does not plan."""
    account = setting.simple("intelligent")
    account.devices.append(_charge_point())
    return Persona(
        title="Intelligent Octopus Go with a charge point",
        account=account,
        settings=dict(NO_MINI),
    )


def p3(setting: Setting) -> Persona:
    """Agile with panels on the roof: two meter points on one meter."""
    account = setting.simple("agile", region="A", mini=True)
    home = account.properties[0]
    meter = home.points[0].meters[0]
    home.points.append(
        MeterPoint(
            id=202,
            mpan=EXPORT_MPAN,
            region="A",
            meters=[meter],
            agreements=[setting.agreement(302, "outgoing", setting.since, region="A")],
            export=True,
        )
    )
    return Persona(title="Agile with panels", account=account, solar_kw=4.0)


def p4(setting: Setting) -> Persona:
    """Economy 7 on a SMETS1 meter, without a Home Mini."""
    account = setting.simple("economy_7", region="N")
    meter = account.properties[0].points[0].meters[0]
    meter.kind, meter.device_id = "S1", None
    return Persona(
        title="Economy 7, a first-generation smart meter",
        account=account,
        immersion=True,
        settings={"telemetry": "null"},
    )


def p5(setting: Setting) -> Persona:
    """Moved house, meter exchanged, tariff changed, another change to come."""
    moved, changed, exchanged = map(setting.back, (150, 75, 40))
    ahead = midnight(local_day(setting.now + 20 * DAY))
    old = setting.simple("variable")
    left = old.properties[0]
    left.id, left.moved_out = 1234566, moved
    left.points[0].id, left.points[0].mpan = 203, mpan("101234567700")
    left.points[0].agreements[0].valid_to = moved
    left.points[0].meters[0].serial = "18P7654321"
    left.points[0].meters[0].device_id = None
    meters = [
        Meter(id=102, serial="19K0000001", active_from=moved, active_to=exchanged),
        Meter(
            id=103,
            serial="25L0000002",
            active_from=exchanged,
            device_id=ESME,
            old_device_id=OLD_ESME,
        ),
        Meter(id=104, serial="", active_from=moved, active_to=moved),
    ]
    point = MeterPoint(
        id=201,
        mpan=IMPORT_MPAN,
        region="C",
        meters=meters,
        agreements=[
            setting.agreement(303, "variable", moved, changed),
            setting.agreement(304, "flat", changed, changed),
            setting.agreement(305, "go", changed, ahead),
            setting.agreement(306, "flat", ahead),
        ],
    )
    point.agreements[1].costed = False
    bare = MeterPoint(
        id=204, mpan=mpan("101234567701"), region="C", meters=[], agreements=[]
    )
    home = Property(id=1234567, moved_in=moved, points=[point, bare])
    account = Account(number=ACCOUNT, properties=[left, home])
    return Persona(
        title="Moved house, meter exchanged", account=account, settings=dict(NO_MINI)
    )


def p6(setting: Setting) -> Persona:
    """Return a fixed business tariff on a meter that is not smart."""
    account = setting.simple("business")
    meter = account.properties[0].points[0].meters[0]
    meter.smart, meter.kind, meter.device_id = False, "N", None
    return Persona(
        title="No smart meter", account=account, car_kw=None, settings=dict(NO_MINI)
    )


def p7(setting: Setting) -> Persona:
    """Four-rate Intelligent Octopus Go with two cars; one is often out of reach."""
    account = setting.simple("four_rate", region="H", mini=True)
    account.devices += [_vehicle(Habit()), _second_vehicle()]
    return Persona(title="Intelligent Octopus Go with two cars", account=account)


def p8(setting: Setting) -> Persona:
    """A key that has been revoked."""
    persona = p10(setting)
    persona.title, persona.key_revoked = "A revoked key", True
    return persona


def p9(setting: Setting) -> Persona:
    """Two registers at one price, with a code of the old form."""
    return Persona(
        title="Flat two-register Tracker",
        account=setting.simple("flat_two_register", region="A"),
        settings=dict(NO_MINI),
    )


def p10(setting: Setting) -> Persona:
    """Octopus Go with a Home Mini and a 7.2 kW car."""
    return Persona(title="Octopus Go", account=setting.simple("go", mini=True))


def p11(setting: Setting) -> Persona:
    """Classic Intelligent Octopus Go, a vehicle with plans, a Home Mini."""
    account = setting.simple("intelligent", mini=True)
    account.devices.append(_vehicle(Habit()))
    return Persona(title="Intelligent Octopus Go with a vehicle", account=account)


def p12(setting: Setting) -> Persona:
    """Cosy Octopus."""
    account = setting.simple("cosy")
    return Persona(title="Cosy Octopus", account=account, settings=dict(NO_MINI))


def p13(setting: Setting) -> Persona:
    """Octopus Tracker."""
    account = setting.simple("tracker")
    return Persona(title="Octopus Tracker", account=account, settings=dict(NO_MINI))


def p14(setting: Setting) -> Persona:
    """A flat tariff on a smart meter; the car charges when it is plugged in."""
    account = setting.simple("flat")
    return Persona(title="Octopus 12M Fixed", account=account, settings=dict(NO_MINI))


PERSONAS: Final[dict[str, Callable[[Setting], Persona]]] = {
    "P1": p1,
    "P2": p2,
    "P3": p3,
    "P4": p4,
    "P5": p5,
    "P6": p6,
    "P7": p7,
    "P8": p8,
    "P9": p9,
    "P10": p10,
    "P11": p11,
    "P12": p12,
    "P13": p13,
    "P14": p14,
}
