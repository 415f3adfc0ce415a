"""Measure acceptance through HTTP: form post to stored dossier with code, date and message.

Two web workers as ``motcua serve`` starts them, every middleware on, the embedded
PostgreSQL with its own settings (each commit waits for the disk); eight officers at eight
desks, each over one connection. The drafts exist beforehand: the post is what is measured.

    python -m bench.acceptance --many 3000 --desks 8
"""

import argparse
from collections.abc import Sequence
from http import HTTPStatus
from http.client import HTTPConnection
from http.cookies import SimpleCookie

from bench.figures import line, machine, usage_of
from bench.premises import HOST, Premises, move_in, premises, web_server
from bench.visitors import FORM, Crowd, Errand, Outcome, form_body

CONNECTIONS = 8
WARM_UP = 400


def main() -> None:
    """Print what is reached beside the aims, and where the time goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=3_000)
    parser.add_argument("--desks", type=int, default=CONNECTIONS)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    arguments = parser.parse_args()
    print(f"  {machine()}")
    with premises() as place:
        move_in(place)
        measure(place, arguments)


def measure(place: Premises, arguments: argparse.Namespace) -> None:
    """Accept, count, compare."""
    from bench import desks, statements, writes  # noqa: PLC0415 - they need Django set up

    writes.number_apart()
    procedure = desks.furnish()
    windows = desks.open_windows(arguments.desks)
    with web_server(place, workers=arguments.workers, threads=arguments.threads) as (pid, port):
        seats = [windows[n % len(windows)] for n in range(CONNECTIONS)]
        signed_in = [sign_in(port, seat.username) for seat in seats]

        def errands(many: int) -> list[Errand]:
            return [
                Errand(
                    headers,
                    [
                        (path, form_body({**desks.typed(seat, procedure), **token}))
                        for path in desks.begin_drafts(seat, many // CONNECTIONS)
                    ],
                )
                for seat, (headers, token) in zip(seats, signed_in, strict=True)
            ]

        Crowd(port, errands(WARM_UP)).go()
        crowd = Crowd(port, errands(arguments.many))
        before = usage_of(pid), usage_of(place.database_pid)
        outcome = crowd.go()
        after = usage_of(pid), usage_of(place.database_pid)
    many = len(outcome.taken)
    check(outcome, statements.accepted_codes())
    web, database = (
        (now.since(then)) / many * 1e3 for now, then in zip(after, before, strict=True)
    )
    rate = many / outcome.seconds
    line("acceptances a second, 8 connections", f"{rate:.0f}", "aim 200")
    line("answered within, median and 99 of 100", f"{outcome.quantile(0.5):.0f} ms")
    line("", f"{outcome.quantile(0.99):.0f} ms")
    line("processor time each, web and database", f"{web + database:.2f} ms", "aim 8 ms")
    line("  of it the web", f"{web:.2f} ms")
    line("  of it the database", f"{database:.2f} ms")
    line("largest web process", f"{after[0].largest_megabytes:.0f} MB", "aim under 150 MB")
    statements.report(windows[0], procedure, place, rate)


def sign_in(port: int, username: str) -> tuple[dict[str, str], dict[str, str]]:
    """Sign an officer in; return the headers and the form field of every later post."""
    from tests.factories import PASSWORD  # noqa: PLC0415 - needs Django set up

    path = "/tai-khoan/dang-nhap/"
    connection = HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", path)
    cookies = _cookies(connection)
    fields = {
        "csrfmiddlewaretoken": cookies["csrftoken"].value,
        "username": username,
        "password": PASSWORD,
    }
    headers = {**FORM, "Cookie": f"csrftoken={cookies['csrftoken'].value}"}
    connection.request("POST", path, form_body(fields), headers)
    opened = _cookies(connection)
    token = opened["csrftoken"].value
    session = opened["sessionid"].value
    return {"Cookie": f"csrftoken={token}; sessionid={session}"}, {"csrfmiddlewaretoken": token}


def _cookies(connection: HTTPConnection) -> SimpleCookie:
    answer = connection.getresponse()
    answer.read()
    found = SimpleCookie()
    for text in answer.headers.get_all("Set-Cookie", []):
        found.load(text)
    return found


def check(outcome: Outcome, stored: Sequence[str]) -> None:
    """Raise RuntimeError unless every post became a dossier with a code of its own."""
    if set(outcome.statuses) != {str(HTTPStatus.FOUND.value)}:
        raise RuntimeError(f"not every post was accepted: {outcome.statuses}")
    answered = {place.rstrip("/").rpartition("/")[2] for place in outcome.places}
    if len(answered) != len(outcome.taken) or not answered <= set(stored):
        raise RuntimeError("an answered dossier is not in the database")


if __name__ == "__main__":
    main()
