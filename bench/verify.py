"""Measure how many events a second ``motcua verify`` compares, beside bare SHA-256.

    python -m bench.verify --rows 20000

The baseline hashes the same canonical bytes and does nothing else: what is above it is reading,
replaying and comparing.
"""

import argparse
import hashlib
import os
import time

from bench.figures import line, machine, usage_of
from bench.premises import move_in, premises, run

AIM = 20_000


def main() -> None:
    """Print the rate beside the aim, the baseline and the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    rows = parser.parse_args().rows
    print(f"  {machine()}")
    with premises() as place:
        run(place, "-m", "motcua.cli", "generate", "dossiers", "--rows", str(rows), "--events")
        move_in(place)
        from datetime import timedelta  # noqa: PLC0415 - beside what needs Django set up

        from motcua.dossiers.auditing import audit  # noqa: PLC0415 - needs Django set up
        from motcua.dossiers.closing import (  # noqa: PLC0415 - so does this
            close_day,
            database_now,
            days_to_close,
        )

        tomorrow = database_now() + timedelta(days=1)
        begun = time.perf_counter()
        events = sum(close_day(day, at=tomorrow).events for day in days_to_close(tomorrow))
        line("a day closed, events a second", f"{events / (time.perf_counter() - begun):,.0f}")
        bare = bare_hashes()
        before = usage_of(os.getpid()), usage_of(place.database_pid)
        begun = time.perf_counter()
        found = audit(at=tomorrow, processes=os.cpu_count() or 1)
        seconds = time.perf_counter() - begun
        if found.differences:
            raise RuntimeError(f"the bench's own dossiers differ: {found.differences[0]}")
        rate = found.tally.events / seconds
        line(f"{found.tally.events:,} events compared, a second", f"{rate:,.0f}", f"aim {AIM:,}")
        after = usage_of(os.getpid()), usage_of(place.database_pid)
        spent = sum(now.since(then) for now, then in zip(after, before, strict=True))
        line("  a second of processor time, database too", f"{found.tally.events / spent:,.0f}")
        line(
            "bare SHA-256 of the same bytes, a second", f"{bare:,.0f}", f"{bare / rate:.1f} times"
        )
        line("largest process", f"{usage_of(os.getpid()).largest_megabytes:.0f} MB")


def bare_hashes() -> float:
    """Return how many events a second are hashed, once their canonical bytes are there."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from motcua.dossiers.verification import read  # noqa: PLC0415 - so does this
    from motcua.kernel.canonical import canonical  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM dossiers_dossier ORDER BY id LIMIT 2000")
        ids = [number for (number,) in cursor.fetchall()]
    texts = [canonical(event.document) for dossier in read(ids) for event in dossier.events]
    begun = time.perf_counter()
    for text in texts:
        hashlib.sha256(text).hexdigest()
    return len(texts) / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
