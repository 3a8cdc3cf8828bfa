"""What was written of statistics comes back from a file as it was."""

from decimal import Decimal
import json
from typing import Any, Final

import pytest

from custom_components.octopus_ev.codec import CodecError
from custom_components.octopus_ev.codec_statistics import (
    StoredStatistics,
    decode_statistics,
    encode_statistics,
)
from custom_components.octopus_ev.core.hourly import Part
from custom_components.octopus_ev.core.series import Month
from custom_components.octopus_ev.statistic_ids import Measure, Statistic

from .build import POINT, utc

EV_COST: Final = Statistic(Part.EV, Measure.COST)
JANUARY: Final = utc("2026-01-01")
STORED: Final = StoredStatistics(
    kept={
        POINT: {
            Statistic(Part.EV, Measure.ENERGY, "0a1b2c3d4e"): {
                JANUARY: Month(total=Decimal(5), rows=0b1, digest="ef56")
            },
            EV_COST: {
                JANUARY: Month(total=Decimal("12.3450"), rows=0b1101110, digest="ab12"),
                utc("2026-02-01"): Month(
                    total=Decimal(-3), rows=(1 << 672) - 1, digest="cd34"
                ),
            },
        }
    },
    open=frozenset({POINT}),
)


def broken(**line: str) -> dict[str, Any]:
    return {"open": [], "points": {POINT: {"ev_cost": line}}}


def test_everything_comes_back() -> None:
    data = json.loads(json.dumps(encode_statistics(STORED)))

    assert decode_statistics(data) == STORED


def test_a_month_is_one_short_line() -> None:
    data = encode_statistics(STORED)

    assert data == {
        "open": [POINT],
        "points": {
            POINT: {
                "ev_0a1b2c3d4e_energy": {"2026-01": "ef56 5 0+1"},
                "ev_cost": {
                    "2026-01": "ab12 12.3450 1+3,5+2",
                    "2026-02": "cd34 -3 0+672",
                },
            }
        },
    }


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"open": [], "points": []},
        {"open": [], "points": {POINT: {"gas_cost": {}}}},
        {"open": [], "points": {POINT: {"house_0a1b2c3d4e_cost": {}}}},
        {"open": [], "points": {POINT: {"ev_0a_1b_cost": {}}}},
        broken(**{"2026-13": "ab 1 0+1"}),
        broken(**{"2026-01": "ab 1"}),
        broken(**{"2026-01": "ab NaN 0+1"}),
        broken(**{"2026-01": "ab 1 0+745"}),
        broken(**{"2026-01": "ab 1 -1+4"}),
        broken(**{"2026-01": "ab 1 4+0"}),
        broken(**{"2026-01": "ab 1 x"}),
    ],
)
def test_what_is_something_else_does_not_decode(data: dict[str, Any]) -> None:
    with pytest.raises(CodecError):
        decode_statistics(data)
