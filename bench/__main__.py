"""Run every bench, one after the other; each also runs alone.

python -m bench [NAME...]
"""

import subprocess
import sys
from pathlib import Path

BENCHES = (
    "due",
    "migrate",
    "startup",
    "acceptance",
    "eform",
    "handover",
    "lists",
    "hall",
    "lookup",
    "report",
    "dashboard",
    "analytics",
    "index",
    "guidance",
    "satisfaction",
    "backup",
    "recovery",
    "memory",
    "upload",
    "verify",
    "sign",
    "portal",
    "servers",
)
PARTS = {"worklist": ("lists", "worklist"), "search": ("lists", "search")}
"""What is also measured alone; together they share the million dossiers. ``failover`` runs only
when it is named: it needs Patroni and etcd (``scripts/install_failover_tools.sh``)."""
ROOT = Path(__file__).resolve().parents[1]


def main(names: list[str]) -> int:
    """Run the benches called ``names``, all when none is given; return the exit code."""
    failed = []
    for name in names or BENCHES:
        print(f"\n== {name}", flush=True)
        module, *arguments = PARTS.get(name, (name,))
        # Each in a process of its own, so that none finds what another has left warm.
        done = subprocess.run(  # noqa: S603 - our own programs
            [sys.executable, "-m", f"bench.{module}", *arguments], cwd=ROOT, check=False
        )
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
