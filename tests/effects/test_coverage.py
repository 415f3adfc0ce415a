"""The 95 % interval holds the truth about as often as it says."""

from motcua.effects.estimating import estimated
from motcua.effects.panel import Demand, Row, prepared
from tests.effects.provinces import province

PROVINCES = 200


def _share(row: Row) -> float:
    return row.part / row.whole


def test_over_200_provinces_the_interval_covers_the_truth() -> None:
    covered = clear = 0
    for seed in range(PROVINCES):
        # Sizes from a province of the law of 2024 to a very small one, effects from none to 9.
        units, adopting = [(60, 24), (100, 40), (40, 12), (24, 8)][seed % 4]
        effect = [0.0, 0.03, 0.06, 0.09][seed // 4 % 4]
        found = province(5_000 + seed, units=units, adopting=adopting, months=20, effect=effect)

        estimate = estimated(prepared(found.cells, found.adoptions, Demand()).rows, _share)

        assert estimate is not None
        covered += estimate.low <= found.truth <= estimate.high
        clear += effect == 0.0 and estimate.is_clear

    assert 0.90 <= covered / PROVINCES <= 0.98, covered
    assert clear / (PROVINCES / 4) <= 0.10
