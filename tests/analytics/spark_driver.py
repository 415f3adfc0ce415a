"""A driver: counts figures on the cluster at an address, and says who did the work.

python -m tests.analytics.spark_driver MASTER FOLDER < QUESTIONS   (JSON in, JSON out)
"""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from motcua.analytics.engines import Spark, answer, spark_on
from motcua.analytics.figures import FIGURES, Asked
from motcua.indicators.periods import Period


def asked_of(question: dict[str, Any]) -> Asked:
    """Return a question that came as JSON."""
    return Asked(
        FIGURES[question["figure"]],
        Period(date.fromisoformat(question["first"]), date.fromisoformat(question["last"])),
        as_of_on=date.fromisoformat(question["as_of_on"]),
        by=tuple(question["by"]),
        waiting_is_settled=question["waiting_is_settled"],
    )


def _executors(spark: Spark) -> dict[str, int]:
    """Return how many tasks each executor has done; in local mode it is the driver itself."""
    found = spark.session.sparkContext._jsc.sc().statusStore().executorList(True)  # noqa: SLF001
    listed = [found.apply(number) for number in range(found.size())]
    return {one.id(): one.totalTasks() for one in listed}


def main() -> None:
    """Answer what stands on the standard input."""
    master, folder = sys.argv[1], Path(sys.argv[2])
    questions = json.load(sys.stdin)
    with spark_on(folder, master) as spark:
        answers = [
            [[list(line.of), list(line.sums)] for line in answer(spark, asked_of(question))]
            for question in questions
        ]
        said = {"pid": os.getpid(), "executors": _executors(spark), "answers": answers}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
