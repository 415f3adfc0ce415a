"""Tables of rankings: indices as issued, sheets of units, scores, what was published."""

from motcua.rankings.models.indices import IndexEvent, IndexIssue, IndexLead, RankingIndex
from motcua.rankings.models.results import RankingResult, ResultItem
from motcua.rankings.models.sheets import (
    ComputedValue,
    Entry,
    EntryFile,
    EntryKind,
    Sheet,
    SheetEvent,
)

__all__ = [
    "ComputedValue",
    "Entry",
    "EntryFile",
    "EntryKind",
    "IndexEvent",
    "IndexIssue",
    "IndexLead",
    "RankingIndex",
    "RankingResult",
    "ResultItem",
    "Sheet",
    "SheetEvent",
]
