"""Finding a dossier among very many: what is kept to find it by, and the questions.

Names repeat: in a country of a few dozen surnames every word of one stands in hundreds of
thousands of dossiers. So each word is kept with the agency that may see it, and a search reads
only what its own agencies have, however many dossiers there are elsewhere.
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
_WORD_OF: Final = "cq{}x{}"
_NUMBER: Final = "so{}"
_WHOLE_CODE: Final = "ma{}"
_SHOWN: Final = (
    "code",
    "tracking_code",
    "procedure_id",
    "agency_id",
    "receiving_agency_id",
    "linked_agency_id",
    "principal_name",
    "state",
    "submitted_at",
    "accepted_at",
    "clock_from",
    "due_at",
    "finished_at",
    "erased_at",
)
"""What a list of dossiers found shows; reading the rest of a row takes as long again."""
_SHORTEST_BEGINNING: Final = 3
"""Fewer letters are a whole word (An, Hà), not the beginning of one."""
_WORD: Final = re.compile(r"[^\W_]+")
_DIGITS: Final = re.compile(r"[0-9]+")
_CODE: Final = re.compile(r"(?=.*[0-9])[0-9a-z]+(?:[.-][0-9a-z]+)*")


def search_text(names: Iterable[str], code: str | None, agencies: Iterable[int | None]) -> str:
    """Return what a dossier is found by: names and code without marks, each word by agency.

    A code is found by its beginning, by its last number, and by its last two.
    """
    words = [word for name in names for word in _WORD.findall(fold(name))]
    if code:
        words += [_NUMBER.format(number) for number in _numbers(fold(code))]
        words.append(_WHOLE_CODE.format("".join(_WORD.findall(fold(code)))))
    return " ".join(
        _WORD_OF.format(agency, word)
        for agency in sorted({a for a in agencies if a})
        for word in dict.fromkeys(words)
    )


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


def matching(words: str, agencies: Iterable[int]) -> Q | None:
    """Return the condition that all of ``words`` stand in the text of one of ``agencies``.

    None when nothing in ``words`` could be looked for.
    """
    asked = [" & ".join(_terms(words, agency)) for agency in sorted(agencies)]
    if not any(asked):
        return None
    query = SearchQuery(
        " | ".join(f"({one})" for one in asked), config="simple", search_type="raw"
    )
    return Q(SearchVectorExact(SearchVector("search_text", config="simple"), query))


def found(actor: Actor, words: str) -> QuerySet[Dossier]:
    """Return visible dossiers by names or a part of the code, the latest first."""
    visible = dossiers_visible_to(actor)
    condition = matching(words, actor.agencies_with(*READING_ROLES))
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


def _terms(words: str, agency: int) -> list[str]:
    """Return the words as the index knows them; only the last may be a beginning."""
    typed = fold(words).split()
    terms = []
    for place, word in enumerate(typed):
        parts = _WORD.findall(word)
        if not parts:
            continue
        named = [_term(part, agency) for part in parts]
        if _CODE.fullmatch(word) and ("-" in word or "." in word or word.isdigit()):
            numbers = _NUMBER.format("".join(_DIGITS.findall(word)[-2:]))
            whole = _WHOLE_CODE.format("".join(parts))
            coded = [_term(token, agency, is_beginning=True) for token in (numbers, whole)]
            terms.append(f"({' & '.join(named)} | {' | '.join(coded)})")
            continue
        if place == len(typed) - 1 and len(parts[-1]) >= _SHORTEST_BEGINNING:
            named[-1] = _term(parts[-1], agency, is_beginning=True)
        terms += named
    return terms


def _term(word: str, agency: int, *, is_beginning: bool = False) -> str:
    return f"'{_WORD_OF.format(agency, word)}'{':*' if is_beginning else ''}"
