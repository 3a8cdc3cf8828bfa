"""Panels on the roof: kW by the minute, by season, cloud and seed."""

from functools import lru_cache
from math import cos, pi, sin

from .chance import chance, noise
from .times import DAY, SLOT, local_day

CLOUD = 300
"""Seconds until the next cloud."""


class Solar:
    """A south-facing array in the middle of England."""

    def __init__(self, seed: int, peak_kw: float) -> None:
        """Take the seed of the weather and the array's peak in kW."""
        self._seed = seed
        self._peak = peak_kw
        self._sky = lru_cache(maxsize=None)(self._sky_of)

    def up(self, slot: int) -> bool:
        """Say whether the sun shines in a slot."""
        return self._height(slot + SLOT / 2) > 0

    def minutes(self, slot: int) -> list[float]:
        """Return kW for each minute of a slot."""
        height = self._height(slot + SLOT / 2)
        if height <= 0:
            return [0.0] * (SLOT // 60)
        clear = self._sky(slot // DAY)
        powers = [
            self._peak * height * (clear + (1 - clear) * 0.6 * cloud)
            for cloud in map(self._cloud, range(slot, slot + SLOT, CLOUD))
        ]
        return [power for power in powers for _ in range(CLOUD // 60)]

    def _height(self, instant: float) -> float:
        """Return the sine of the sun's height at 52.5 degrees north."""
        year_day = local_day(instant).timetuple().tm_yday
        tilt = -0.409 * cos(2 * pi * (year_day + 10) / 365)
        turn = 2 * pi * ((instant % DAY) / DAY - 0.5)
        return sin(0.916) * sin(tilt) + cos(0.916) * cos(tilt) * cos(turn)

    def _sky_of(self, day: int) -> float:
        return chance("sky", self._seed, day).betavariate(1.2, 1.0)

    def _cloud(self, instant: int) -> float:
        return noise(self._seed, instant // CLOUD)
