"""Measure how long an empty database takes to get all its tables.

python -m bench.migrate
"""

import time

from bench.figures import line, machine
from bench.premises import premises, run


def main() -> None:
    """Print the seconds beside the aim."""
    print(f"  {machine()}")
    with premises(migrated=False) as place:
        begun = time.perf_counter()
        run(place, "-m", "django", "migrate", "--no-input", "--verbosity", "0")
        line(
            "an empty database migrated", f"{time.perf_counter() - begun:.1f} s", "aim under 15 s"
        )


if __name__ == "__main__":
    main()
