"""Score the live detector on simulated weeks of Home Mini telemetry.

    python -m benchmarks.live [--weeks 10] [--seeds 11,12] [--kind TEXT] [--each]

Every home is polled as the integration polls it: every five minutes, every minute while
something may be charging, and all minutes since the newest one. Sessions are fused and
kept as the integration does. No half-hourly reading helps.
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Self

from benchmarks.live_feed import Watched, watch
from benchmarks.live_homes import Home, Truth, plans
from custom_components.octopus_ev.core.session import Session

ASKED = {"F1": ".930", "start": "2.0", "end": "3.0"}


@dataclass(slots=True)
class Score:
    """What came of one home, or of several added up."""

    true: int = 0
    found: int = 0
    right: int = 0
    weeks: float = 0.0
    false_starts: int = 0
    said: int = 0
    start: list[float] = field(default_factory=list)
    end: list[float] = field(default_factory=list)
    energy: list[float] = field(default_factory=list)
    bias: list[float] = field(default_factory=list)
    told: list[float] = field(default_factory=list)
    told_end: list[float] = field(default_factory=list)
    idle_calls: int = 0
    idle_hours: float = 0.0
    busy_calls: int = 0
    busy_hours: float = 0.0
    costs: list[float] = field(default_factory=list)

    def __iadd__(self, other: Score) -> Self:
        """Add another home."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(self.true + self.found, 1)


def score(home: Home, watched: Watched) -> Score:
    """Hold what was seen and said against what happened."""
    truth, found = home.truth, list(watched.sessions)
    result = Score(
        true=len(truth),
        found=len(found),
        weeks=home.days / 7,
        idle_calls=watched.polls[False],
        idle_hours=watched.hours[False],
        busy_calls=watched.polls[True],
        busy_hours=watched.hours[True],
        costs=watched.costs,
    )
    own = {
        session.session_id: charge
        for session in found
        if (charge := _match(session, truth)) is not None
    }
    for session in found:
        if (charge := own.get(session.session_id)) is None:
            continue
        result.right += 1
        result.start.append(_minutes(session.span.start, charge.span.start))
        result.end.append(_minutes(session.span.end, charge.span.end))
        wrong = float(session.energy) / charge.energy - 1
        result.energy.append(abs(wrong))
        result.bias.append(wrong)
    first: set[str] = set()
    for name, at in watched.started:
        if name not in own:
            result.false_starts += 1
        elif name not in first:
            result.told.append(_minutes(at, own[name].span.start))
        first.add(name)
    for name, _ in watched.ended:
        if name in own:
            result.said += 1
    for name, at in dict(watched.ended).items():
        if name in own:
            result.told_end.append(_minutes(at, own[name].span.end))
    return result


def _match(session: Session, truth: Sequence[Truth]) -> Truth | None:
    """Return the charge that shares at least half of its time with a session."""
    for charge in truth:
        if session.span.overlaps(charge.span):
            both = session.span.clip(charge.span)
            either = session.span.hull(charge.span)
            if both is not None and both.duration >= either.duration / 2:
                return charge
    return None


def _minutes(found: object, true: object) -> float:
    return (found - true).total_seconds() / 60  # type: ignore[operator,no-any-return]


def _row(name: str, score: Score) -> str:
    def spread(errors: list[float]) -> str:
        if not errors:
            return "   –    –    –"
        sizes = sorted(abs(error) for error in errors)
        return (
            f"{median(sizes):4.1f} {sizes[int(0.9 * (len(sizes) - 1))]:5.1f} "
            f"{fmean(sizes):5.1f}"
        )

    def mean(values: list[float], scale: float = 1.0) -> str:
        return f"{scale * fmean(values):5.1f}" if values else "    –"

    return (
        f"{name:26} {score.true:4} {score.f1:5.3f} | {spread(score.start)} "
        f"| {spread(score.end)} | {mean(score.energy, 100)} {mean(score.bias, 100)} "
        f"| {mean(score.told)} {mean(score.told_end)} "
        f"{score.said / max(score.right, 1):5.2f} "
        f"| {score.false_starts / score.weeks:5.2f} "
        f"| {score.idle_calls / max(score.idle_hours, 1):5.1f} "
        f"{score.busy_calls / max(score.busy_hours, 0.1):5.1f} | {mean(score.costs, 1000)} "
        f"{1000 * max(score.costs, default=0):5.1f}"
    )


def main() -> None:
    """Print the table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--weeks", type=int, default=10)
    parser.add_argument("--seeds", default="11")
    parser.add_argument("--kind", default="", help="only homes whose name has this")
    parser.add_argument("--each", action="store_true", help="list wrong sessions")
    options = parser.parse_args()
    print(
        f"{'':31} F1    | start min med/90%/mean | end | energy % |.| bias "
        "| told after min, end told after, ends said | false/week "
        "| calls/h idle, busy | ms a poll, worst"
    )
    total: dict[str, Score] = {}
    for plan in plans([int(seed) for seed in options.seeds.split(",")]):
        name = plan.name
        if options.kind not in name:
            continue
        home = Home(plan=plan, days=7 * options.weeks)
        watched = watch(home)
        result = score(home, watched)
        print(_row(f"{plan.seed} {name}", result), flush=True)
        if options.each:
            _list(home, watched)
        for group in ("all", "power told" if plan.given else "power unknown"):
            total.setdefault(group, Score())
            total[group] += result
    for name, result in sorted(total.items(), reverse=True):
        print(_row(name, result))
    print(f"asked: F1 {ASKED['F1']}, start {ASKED['start']}, end {ASKED['end']} min")


def _list(home: Home, watched: Watched) -> None:
    """Print the sessions and charges that do not match, and the worst of the rest."""
    claimed = set()
    for session in watched.sessions:
        charge = _match(session, home.truth)
        if charge is None:
            print(f"   FALSE {session.span} {session.energy} {session.confidence}")
            continue
        claimed.add(charge.span)
        start = _minutes(session.span.start, charge.span.start)
        end = _minutes(session.span.end, charge.span.end)
        wrong = float(session.energy) / charge.energy - 1
        if abs(start) > 2 or abs(end) > 3 or abs(wrong) > 0.04:
            print(f"   {charge.span} {start:+.1f} {end:+.1f} {wrong:+.1%}")
    for charge in home.truth:
        if charge.span not in claimed:
            print(f"   MISSED {charge.span} {charge.energy:.1f}")


if __name__ == "__main__":
    main()
