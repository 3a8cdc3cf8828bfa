"""What begins from one view of a supply point to the next."""

from dataclasses import replace
from datetime import timedelta

from custom_components.octopus_ev.automating.happenings import (
    Happened,
    following,
    news,
    standing,
)
from custom_components.octopus_ev.core.cap import CapUse
from custom_components.octopus_ev.core.model import Rate, RateBook
from custom_components.octopus_ev.core.session import Session, SessionState
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.core.vehicle import Vehicle
from custom_components.octopus_ev.view import PointView
from tests.components.views import DAY, NIGHT, VIEW, at, session

HOUR = timedelta(hours=1)
LIVE = SessionState.LIVE
NOON = Span(at("12:00"), at("12:00") + 24 * HOUR)


def told(*views: PointView) -> list[Happened]:
    """Return what is told while the views follow each other."""
    found: list[Happened] = []
    stood = standing(views[0])
    for view in views[1:]:
        before, stood = stood, following(stood, view)
        found += news(before, stood, view)
    return found


def whats(*views: PointView) -> list[str]:
    return [happened.what for happened in told(*views)]


def used(hours: float, day: Span = NOON) -> PointView:
    """Return a view in which so much of the allowance is used."""
    cap = CapUse(day=day, used=hours * HOUR, at_most=hours * HOUR)
    return replace(QUIET, cap=cap)


def charging(seen: Session, *rates: tuple[str, str, Rate]) -> PointView:
    """Return a view of a charge under way, whose car pays these rates."""
    car = Timeline((Span(at(start), at(end)), rate) for start, end, rate in rates)
    return replace(
        VIEW,
        book=RateBook(house=Timeline(), vehicle=car, standing=Timeline()),
        live_session=seen,
    )


SEEN = session("11:31", "12:10", LIVE, ("11:30", "3.0", DAY), ("12:00", "0.6", None))
QUIET = replace(VIEW, live_session=None)
CHEAP = replace(QUIET, off_peak=True, rate_now=(Span(at("00:30"), at("05:30")), NIGHT))
SPLIT = (("00:30", "05:30", NIGHT), ("05:30", "23:30", DAY))
DEAR = charging(SEEN, *SPLIT)


class TestCheapSlots:
    def test_one_begins_where_it_was_dear(self) -> None:
        assert whats(QUIET, CHEAP, CHEAP) == ["cheap_slot_started"]

    def test_none_begins_where_nothing_was_known(self) -> None:
        assert whats(replace(QUIET, off_peak=None), CHEAP) == []

    def test_its_end_is_no_news(self) -> None:
        assert whats(CHEAP, QUIET) == []

    def test_each_one_is_told(self) -> None:
        assert whats(QUIET, CHEAP, QUIET, CHEAP) == ["cheap_slot_started"] * 2


class TestAllowance:
    def test_four_fifths_are_told_once_a_day_also_if_the_estimate_falls_again(
        self,
    ) -> None:
        [warning] = told(used(4), used(4.8), used(4.7), used(5))

        assert warning.what == "allowance_nearly_used"
        assert warning.variables == {"used_min": 288, "left_min": 72}

    def test_each_day_has_an_allowance_of_its_own(self) -> None:
        later = Span(NOON.end, NOON.end + 24 * HOUR)

        assert len(told(used(5), used(0, later), used(5, later))) == 1

    def test_what_was_used_at_the_start_is_no_news(self) -> None:
        assert whats(used(5), used(5)) == []

    def test_where_it_was_not_known_nothing_began(self) -> None:
        assert whats(QUIET, used(5), used(5)) == []

    def test_most_tariffs_have_none(self) -> None:
        assert whats(used(4), QUIET) == []


class TestLateReadings:
    late = replace(QUIET, readings_late=True)

    def test_they_are_told_of_once(self) -> None:
        [happened] = told(QUIET, self.late, self.late)

        assert happened.what == "data_late"
        assert happened.about == {VIEW.point.key}

    def test_they_concern_every_vehicle_that_may_charge_there(self) -> None:
        vehicle = Vehicle(key="0a1b2c3d4e", name="Zoe")
        views = (replace(view, vehicles=(vehicle,)) for view in (QUIET, self.late))
        [happened] = told(*views)

        assert happened.about == {VIEW.point.key, "0a1b2c3d4e"}

    def test_that_they_came_is_no_news(self) -> None:
        assert whats(self.late, QUIET) == []


class TestChargingAtPeak:
    def test_it_is_told_once_a_charge(self) -> None:
        [happened] = told(QUIET, DEAR, DEAR, QUIET, DEAR)

        assert happened.what == "charging_at_peak"
        assert happened.variables["unit_rate"] == 0.27
        assert happened.variables["until"] == at("23:30").isoformat()

    def test_it_is_told_once_also_if_less_of_it_turns_out_to_be_dear(self) -> None:
        slots = ("11:30", "3.3", NIGHT), ("12:00", "0.3", DAY)
        less = replace(SEEN, slots=session("11:31", "12:10", LIVE, *slots).slots)

        assert len(told(QUIET, DEAR, charging(less, *SPLIT), DEAR)) == 1

    def test_another_charge_is_told_again(self) -> None:
        other = replace(SEEN, session_id="another")

        assert len(told(QUIET, DEAR, charging(other, *SPLIT))) == 2

    def test_a_charge_that_stood_at_the_start_is_no_news(self) -> None:
        assert whats(DEAR, DEAR) == []

    def test_a_cheap_rate_is_not_dear(self) -> None:
        cheap = charging(SEEN, ("11:00", "15:00", NIGHT), ("15:00", "23:30", DAY))

        assert whats(QUIET, cheap) == []

    def test_where_no_hour_is_cheap_none_is_dear(self) -> None:
        assert whats(QUIET, charging(SEEN, ("00:00", "23:30", DAY))) == []

    def test_an_unknown_rate_is_not_dear(self) -> None:
        assert whats(QUIET, charging(SEEN)) == []

    def test_five_minutes_of_the_dear_rate_are_borne(self) -> None:
        slots = ("11:30", "3.3", NIGHT), ("12:00", "0.3", DAY)
        just = session("11:31", "12:10", LIVE, *slots)

        assert whats(QUIET, charging(just, *SPLIT)) == []

    def test_a_charge_that_nobody_sees_any_more_is_not_told(self) -> None:
        assert whats(QUIET, replace(DEAR, sample=None)) == []

    def test_it_is_about_the_car_as_well(self) -> None:
        [happened] = told(QUIET, charging(replace(SEEN, device="car"), *SPLIT))

        assert happened.about == {SEEN.point_key, "car"}
