"""Score the half-hourly detector on labelled homes.

    python -m benchmarks.detection DIR [NAME-PREFIX ...] [--causal] [--given] [--own N]

DIR is a folder of labelled homes (`benchmarks.labelled`). The charger's power is not
told, unless `--given`; the cheap window is told for the styles that have one. With
`--causal` each charge is found from what was known by the end of the next day.
`--own N` lays other cars than the labelled ones over N of the homes without a car.
"""

from argparse import ArgumentParser
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from statistics import fmean
from time import process_time

from custom_components.octopus_ev.core.causal import detect_daily
from custom_components.octopus_ev.core.detectors import HalfHourlyDetector
from custom_components.octopus_ev.core.evidence import Evidence
from custom_components.octopus_ev.core.session import Confidence

from .cars import own_homes
from .labelled import Home, homes
from .scoring import Score, mean, score

ASKED = {
    "lcl smart-7.2": (0.97, 2.5, 3.0, 0.15),
    "lcl timer-7.2": (0.98, 2.5, 3.0, 0.10),
    "lcl plug-in-7.2": (0.95, 4.0, 4.0, 0.25),
    "lcl plug-in-3.6": (0.91, 4.5, 4.5, 0.60),
    "lcl timer-2.2": (0.93, 4.0, 4.0, 0.70),
    "heatpump smart-7.2": (0.85, 8.0, 8.0, 0.8),
    "lcl none-0.0": (None, None, None, 0.05),
    "heatpump none-0.0": (None, None, None, 1.0),
}
"""F1, energy and cost in %, false ones in 30 days, that daily detection is to reach."""


def measured(home: Home, *, causal: bool, given: bool) -> Score:
    """Detect a home's charges, and score them."""
    power = Decimal(str(home.charger_kw)) if given and home.charger_kw else None
    begun = process_time()
    if causal:
        daily = detect_daily(
            region=home.region,
            readings=home.readings,
            rates=home.rates,
            charger_power_kw=power,
        )
        found, learnt = daily.candidates, daily.charger_power_kw
    else:
        whole = HalfHourlyDetector().detect(
            Evidence(
                region=home.region,
                window=home.window,
                readings=home.readings,
                rates=home.rates,
                charger_power_kw=power,
            )
        )
        found, learnt = whole.candidates, whole.charger_power_kw
    return score(home, found, learnt, process_time() - begun)


def line(name: str, score: Score) -> str:
    """Return one row of the long table."""
    nmae = score.astray / score.drawn if score.drawn else float("nan")
    return (
        f"{name:24} {score.true:5} {score.right / max(score.found, 1):6.3f}"
        f" {score.right / max(score.true, 1):6.3f} {score.f1:6.3f}"
        f" {mean(score.start):6.1f} {mean(score.end):6.1f}"
        f" {100 * mean(score.energy):7.1f} {100 * mean(score.cost):7.1f}"
        f" {nmae:6.3f} {score.phantoms / score.days * 30:7.2f} {score.seconds:7.2f}"
        f" {100 * mean(score.power):6.2f}"
    )


def asked(name: str, score: Score) -> str:
    """Return one row of the short table: each figure, and what is asked of it."""
    figures = (
        (score.f1, 3),
        (100 * mean(score.energy), 1),
        (100 * mean(score.cost), 1),
        (score.phantoms / score.days * 30, 2),
    )
    cells = []
    for place, ((figure, digits), limit) in enumerate(
        zip(figures, ASKED[name], strict=True)
    ):
        if limit is None:
            cells.append(f"{'':>16}")
            continue
        short = figure < limit if place == 0 else figure > limit
        cells.append(f"{figure:8.{digits}f} ({limit}){'!' if short else ' '}")
    return f"{name:24}" + "".join(f"{cell:>17}" for cell in cells)


def tiers(scores: Iterable[Score]) -> list[str]:
    """Return, tier by tier, how many of the claims were right."""
    claims = [claim for score in scores for claim in score.tiers]
    rows = []
    for tier in Confidence:
        right = [was_right for confidence, was_right in claims if confidence is tier]
        if right:
            rows.append(f"{tier:24} {len(right):6} {fmean(right):6.3f}")
    return rows


def main() -> None:
    """Print the score of every home, of every style of every set, and what is asked."""
    parser = ArgumentParser(prog="python -m benchmarks.detection")
    parser.add_argument("folder", type=Path)
    parser.add_argument("prefixes", nargs="*", metavar="NAME-PREFIX")
    parser.add_argument("--causal", action="store_true")
    parser.add_argument("--given", action="store_true")
    parser.add_argument("--own", type=int, metavar="N")
    options = parser.parse_args()
    print(
        f"{'':24} {'n':>5} {'P':>6} {'R':>6} {'F1':>6} {'start':>6} {'end':>6}"
        f" {'energy%':>7} {'cost%':>7} {'NMAE':>6} {'fp/30d':>7} {'seconds':>7}"
        f" {'power%':>6}"
    )
    chosen = homes(options.folder, options.prefixes)
    if options.own is not None:
        chosen = own_homes(options.folder, options.prefixes, options.own)
    totals: dict[str, Score] = {}
    for home in chosen:
        result = measured(home, causal=options.causal, given=options.given)
        print(line(home.name, result), flush=True)
        total = totals.setdefault(f"{home.name.split('-')[0]} {home.style}", Score())
        total += result
    print()
    for name, total in totals.items():
        print(line(name, total))
    print(
        "\nmeasured (asked), ! where it falls short: F1, energy %, cost %, false/30 d"
    )
    for name in ASKED.keys() & totals.keys():
        print(asked(name, totals[name]))
    powers = [error for total in totals.values() for error in total.power]
    if powers:
        near = fmean(error <= 0.02 for error in powers)
        print(f"\npower within 2 %: {near:.3f} of {len(powers)} homes")
    print("\nhow sure, how many, how many of them right")
    print(*tiers(totals.values()), sep="\n")


if __name__ == "__main__":
    main()
