"""A program that accepts dossiers in groups of processes, to be killed at any moment.

    python -m tests.dossiers.accepting_group WORKERS

Each line on its input starts a group. It says ``group NUMBER`` for the group's process
number, then ``answered CODE TRACKING-CODE`` for each acceptance, when it has been committed
and not before. Its database holds one desk, one officer and one procedure.
"""

import importlib
import os
import sys

import django


def main(workers: int) -> None:
    """Start a group for each line read; end when there are no more lines."""
    django.setup()
    # Loaded once, here: the groups are forked with everything they need.
    accept = importlib.import_module("tests.dossiers.accepting").accept_for_ever
    for _line in sys.stdin:
        members: list[int] = []
        for number in range(workers):
            member = os.fork()
            leader = members[0] if members else member or os.getpid()
            # Asked for on both sides, whichever comes first: the group is whole
            # before anybody hears of it.
            os.setpgid(member, leader)
            if member == 0:
                accept(number, _say)
            members.append(member)
        _say(f"group {members[0]}")
        for member in members:
            os.waitpid(member, 0)
        _say("gone")


def _say(line: str) -> None:
    # One write of a short line is never cut or mixed with another's.
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


if __name__ == "__main__":
    main(int(sys.argv[1]))
