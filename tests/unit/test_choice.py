"""Sessions are chosen by what is asked for, and by nothing else."""

from dataclasses import replace

from custom_components.octopus_ev.core.choice import Choice
from custom_components.octopus_ev.core.session import Confidence, SessionType, Source

from .build import charge

SESSION = charge("2026-07-15 00:30", "2026-07-15 04:30")
LATER = charge("2026-07-16 00:30", "2026-07-16 04:30")


def test_what_is_left_open_chooses_every_session() -> None:
    assert SESSION in Choice()


def test_a_session_is_chosen_by_the_time_that_it_touches() -> None:
    assert SESSION in Choice(window=SESSION.span)
    assert SESSION not in Choice(window=LATER.span)


def test_the_users_word_on_the_car_goes_before_the_suppliers() -> None:
    told = replace(SESSION, device="aaaaaaaaaa")

    assert told in Choice(vehicle="aaaaaaaaaa")
    assert replace(told, vehicle="Leaf") not in Choice(vehicle="aaaaaaaaaa")
    assert replace(told, vehicle="Leaf") in Choice(vehicle="Leaf")
    assert SESSION not in Choice(vehicle="Leaf")


def test_a_session_is_chosen_by_its_type() -> None:
    slots = tuple(replace(slot, type=SessionType.BOOST) for slot in SESSION.slots)
    boost = replace(SESSION, slots=slots)

    assert boost in Choice(types=[SessionType.BOOST, SessionType.MIXED])
    assert boost not in Choice(types=[SessionType.SMART])
    assert SESSION not in Choice(types=[SessionType.SMART])


def test_one_source_of_those_asked_for_is_enough() -> None:
    assert SESSION in Choice(sources=[Source.MANUAL, *SESSION.provenance.sources])
    assert SESSION not in Choice(sources=[Source.MANUAL])


def test_a_surer_session_is_chosen_as_well() -> None:
    probable = replace(SESSION, confidence=Confidence.PROBABLE)

    assert probable in Choice(confidence=Confidence.POSSIBLE)
    assert probable in Choice(confidence=Confidence.PROBABLE)
    assert probable not in Choice(confidence=Confidence.CONFIRMED)
