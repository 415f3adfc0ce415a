"""One act for many dossiers: each whole or not at all, and a report of what did not go."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier
from motcua.kernel.errors import DomainError

logger = logging.getLogger(__name__)
MOST_AT_ONCE: Final = 500


class BulkError(DomainError):
    """So many at once are not taken."""

    code: ClassVar[str] = "bulk"


@dataclass(slots=True)
class BulkReport:
    """The codes of what went, and of what did not, each with the sentence that says why."""

    done: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def do_many(dossiers: Sequence[tuple[int, str]], act: Callable[[int], object]) -> BulkReport:
    """Do ``act`` to each of ``dossiers`` (row and code), in their order.

    Each is a transaction of its own: one that is refused leaves the others done. Named
    twice, a dossier is done once. Raises BulkError for too many, before anything is done.
    """
    wanted = list(dict.fromkeys(dossiers))
    if len(wanted) > MOST_AT_ONCE:
        raise BulkError(
            _("Mỗi lần làm được nhiều nhất %(most)d hồ sơ; ông/bà đã chọn %(chosen)d.")
            % {"most": MOST_AT_ONCE, "chosen": len(wanted)}
        )
    report = BulkReport()
    for dossier_id, code in wanted:
        refusal = _do_one(dossier_id, code, act)
        if refusal:
            report.refused.append((code, refusal))
        else:
            report.done.append(code)
    return report


def _do_one(dossier_id: int, code: str, act: Callable[[int], object]) -> str:
    """Do it; return why it was not done, or nothing."""
    try:
        with transaction.atomic(durable=True):
            act(dossier_id)
    except DomainError as error:
        return str(error)
    except PermissionDenied:
        return _("Ông/bà không có quyền làm việc này với hồ sơ.")
    except Dossier.DoesNotExist:
        return _("Không còn hồ sơ này.")
    except Exception:
        # What goes wrong with one must not hide what was done to the others.
        logger.exception("an act on dossier %s failed", code)
        return _("Hệ thống gặp lỗi, hồ sơ giữ nguyên như trước. Xin làm riêng hồ sơ này.")
    return ""
