"""Give a home's telemetry to the integration's own search, poll by poll."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from random import Random
from time import process_time

from benchmarks.live_homes import REGION, Home, instant
from custom_components.octopus_ev.const import (
    JITTER,
    LIVE_IDLE_INTERVAL,
    LIVE_OPEN_INTERVAL,
    LIVE_REACH,
)
from custom_components.octopus_ev.core.changes import Action
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.model import Household, PowerSample, RateBook
from custom_components.octopus_ev.core.session import Session
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.facts import Facts
from custom_components.octopus_ev.search import Search

KEY = "0123456789"


@dataclass(slots=True)
class Watched:
    """What was seen and said in one home."""

    sessions: tuple[Session, ...] = ()
    started: list[tuple[str, datetime]] = field(default_factory=list)
    ended: list[tuple[str, datetime]] = field(default_factory=list)
    polls: dict[bool, int] = field(default_factory=lambda: {False: 0, True: 0})
    """Telemetry calls, while idle and while a charge was open."""
    hours: dict[bool, float] = field(default_factory=lambda: {False: 0.0, True: 0.0})
    costs: list[float] = field(default_factory=list)
    """Processor seconds that a poll took."""


def watch(home: Home) -> Watched:
    """Poll a home's Mini for as long as it lasts, as the integration does."""
    plan, rng = home.plan, Random(home.plan.seed)
    given = None if plan.given is None else Decimal(str(plan.given))
    search = Search(
        region=REGION,
        household=Household(heat_pump=plan.heat_pump, solar=plan.solar),
        charger_power_kw=given,
    )
    told = sorted(home.samples, key=lambda sample: sample[0])
    known_at = [at for at, _ in told]
    ledger = Ledger(interval=REGION.interval)
    facts = Facts(
        book=RateBook(house=home.rates, vehicle=home.rates, standing=Timeline())
    )
    watched = Watched()
    now, end = home.start + 3600, home.start + home.days * 86400
    reached: datetime | None = None
    place, is_open = 0, False
    while now < end:
        at = instant(now)
        since = at - LIVE_REACH if reached is None else max(reached, at - LIVE_REACH)
        until = bisect_right(known_at, now)
        fresh = [
            sample
            for _, sample in told[max(place - 400, 0) : until]
            if since <= sample.at < at
        ]
        place = until
        reached = max((sample.at for sample in fresh), default=reached)
        watched.polls[is_open] += 1
        begun = process_time()
        before = facts.samples
        facts = facts.with_samples(fresh, at)
        if is_open or _stirs(before, facts):
            found = search.in_samples(KEY, facts, None, ledger.known(KEY), at)
            changes = ledger.apply(found.sessions)
            watched.costs.append(process_time() - begun)
            for change in changes.items:
                name = change.session.session_id
                if change.action is Action.STARTED:
                    watched.started.append((name, at))
                elif change.action is Action.ENDED:
                    watched.ended.append((name, at))
            is_open = found.open or ledger.live(KEY) is not None
        step = LIVE_OPEN_INTERVAL if is_open else LIVE_IDLE_INTERVAL
        wait = step.total_seconds() * (1 + rng.random() * JITTER)
        watched.hours[is_open] += wait / 3600
        now += wait
    watched.sessions = ledger.sessions(KEY)
    return watched


def _stirs(before: tuple[PowerSample, ...], facts: Facts) -> bool:
    """Tell whether new samples could show a car; a search without it finds nothing."""
    known = before[-1].at if before else None
    powers = [
        (sample.at, sample.demand_w)
        for sample in facts.samples[-600:]
        if sample.demand_w is not None
    ]
    new = [power for at, power in powers if known is None or at > known]
    return bool(new) and max(new) > min(power for _, power in powers[-60:]) + 1000
