"""Measure what a web process holds, and whether that grows over ten thousand requests.

python -m bench.memory --many 10000
"""

import argparse

from bench.figures import line, machine, usage_of
from bench.lookup import WARM_UP, lodge_some, look_up
from bench.premises import move_in, premises, web_server


def main() -> None:
    """Print the memory of the largest web process before and after."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=10_000)
    many = parser.parse_args().many
    print(f"  {machine()}")
    with premises() as place:
        move_in(place)
        addresses = lodge_some()
        with web_server(place) as (pid, port):
            look_up(port, addresses, WARM_UP)
            look_up(port, addresses, many // 2)
            halfway = usage_of(pid).largest_megabytes
            look_up(port, addresses, many - many // 2)
            end = usage_of(pid).largest_megabytes
    line("largest web process", f"{end:.0f} MB", "aim under 150 MB")
    line(
        f"grown over the last {many - many // 2} requests", f"{end - halfway:+.1f} MB", "aim none"
    )


if __name__ == "__main__":
    main()
