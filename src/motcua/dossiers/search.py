"""Finding a dossier among very many: what is kept to find it by, and the questions.

Names repeat: in a country of a few dozen surnames every word of one stands in hundreds of
thousands of dossiers. So the agencies that may see a dossier stand in its text too, and the
index narrows by agency and name at once.
"""

import re
from collections.abc import Iterable
from typing import Final

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact
from django.db.models import F, Q, QuerySet

from motcua.agencies.actors import Actor
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import READING_ROLES, dossiers_visible_to
from motcua.kernel.codes import normalize_tracking_code
from motcua.kernel.text import fold

FOUND_PAGE: Final = 25
_AGENCY: Final = "cq{}"
_NUMBER: Final = "so{}"
_MOST_AGENCIES: Final = 30
"""Whoever sees more agencies searches all of them, and the rows are compared afterwards."""
_SHOWN: Final = (
    "code",
    "tracking_code",
    "procedure_id",
    "agency_id",
    "principal_name",
    "state",
    "submitted_at",
    "accepted_at",
    "clock_from",
    "due_at",
    "finished_at",
)
"""What a list of dossiers found shows; reading the rest of a row takes as long again."""
_SHORTEST_BEGINNING: Final = 3
"""Fewer letters are a whole word (An, Hà), not the beginning of one."""
_WORD: Final = re.compile(r"[^\W_]+")
_DIGITS: Final = re.compile(r"[0-9]+")
_CODE: Final = re.compile(r"(?=.*[0-9])[0-9a-z]+(?:[.-][0-9a-z]+)*")


def search_text(names: Iterable[str], code: str | None, agencies: Iterable[int | None]) -> str:
    """Return what a dossier is found by: names and code without marks, and who may see it.

    A code is found whole, by its last number, and by its last two.
    """
    words = [fold(name) for name in names]
    if code:
        words.append(fold(code))
        words += [_NUMBER.format(number) for number in _numbers(fold(code))]
    words += [_AGENCY.format(agency) for agency in sorted({a for a in agencies if a})]
    return " ".join(words)


def search_text_of(dossier: Dossier) -> str:
    """Return what ``dossier`` is found by as it stands; write it anew when that changes."""
    names = (dossier.principal_name, dossier.applicant.full_name)
    agencies = (dossier.agency_id, dossier.receiving_agency_id, dossier.linked_agency_id)
    return search_text(dict.fromkeys(names), dossier.code, agencies)


def _numbers(code: str) -> list[str]:
    groups = _DIGITS.findall(code)
    return ["".join(groups[-length:]) for length in (1, 2) if len(groups) >= length]


def dossier_by_code(actor: Actor, words: str) -> Dossier | None:
    """Return the visible dossier with exactly that code or tracking code. One query."""
    tracking = normalize_tracking_code(words)
    exact = Q(code=words.strip().upper())
    if tracking:
        exact |= Q(tracking_code=tracking)
    return dossiers_visible_to(actor).filter(exact).first()


def matching(words: str, more: Iterable[str] = ()) -> Q | None:
    """Return the condition that all of ``words``, and ``more`` terms, stand in a dossier's text.

    None when nothing in ``words`` could be looked for.
    """
    terms = _terms(words)
    if not terms:
        return None
    query = SearchQuery(" & ".join([*terms, *more]), config="simple", search_type="raw")
    return Q(SearchVectorExact(SearchVector("search_text", config="simple"), query))


def found(actor: Actor, words: str) -> QuerySet[Dossier]:
    """Return visible dossiers by names or a part of the code, the latest first."""
    visible = dossiers_visible_to(actor)
    agencies = sorted(actor.agencies_with(*READING_ROLES))
    own = [f"({' | '.join(_AGENCY.format(agency) for agency in agencies)})"]
    condition = matching(words, own if 0 < len(agencies) <= _MOST_AGENCIES else ())
    return latest_first(visible.filter(condition) if condition else visible.none())


def found_by_number(actor: Actor, number: str) -> QuerySet[Dossier]:
    """Return visible dossiers in which somebody has this identity number, the latest first."""
    visible = dossiers_visible_to(actor)
    return latest_first(
        visible.filter(Q(applicant__identity_number=number) | Q(principal__identity_number=number))
    )


def latest_first(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Return ``dossiers`` in the order of a search."""
    return dossiers.only(*_SHOWN).order_by(F("submitted_at").desc(), "-pk")


def _terms(words: str) -> list[str]:
    """Return the words as the index knows them; only the last may be a beginning."""
    typed = fold(words).split()
    terms = []
    for place, word in enumerate(typed):
        is_last = place == len(typed) - 1
        if _CODE.fullmatch(word) and ("-" in word or "." in word or word.isdigit()):
            numbers = "".join(_DIGITS.findall(word)[-2:])
            terms.append(f"('{word}':* | {_NUMBER.format(numbers)}:*)")
            continue
        parts = _WORD.findall(word)
        terms += parts[:-1]
        if parts:
            is_beginning = is_last and len(parts[-1]) >= _SHORTEST_BEGINNING
            terms.append(parts[-1] + (":*" if is_beginning else ""))
    return terms
