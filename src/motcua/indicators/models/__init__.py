"""Facts of dossiers and what is counted from them, signs, and reports."""

from motcua.indicators.models.closed import ClosedFigure, FigureRun
from motcua.indicators.models.effects import MeasuredEffect
from motcua.indicators.models.facts import (
    CountedField,
    CountedProcedure,
    DossierFact,
    FactMark,
    SpanCount,
)
from motcua.indicators.models.index766 import (
    ClosedIndexItem,
    IndexInput,
    IndexRun,
    IndexVersion,
    KeptIndex,
)
from motcua.indicators.models.reported import ReportedReport
from motcua.indicators.models.reports import (
    DigestReader,
    FullService,
    LateCause,
    LateCauseKind,
    NineVersion,
    ReportTemplate,
)
from motcua.indicators.models.rules import CountingRule
from motcua.indicators.models.signs import SignNote, SignRule, SignTrace, TraceMark

__all__ = [
    "ClosedFigure",
    "ClosedIndexItem",
    "CountedField",
    "CountedProcedure",
    "CountingRule",
    "DigestReader",
    "DossierFact",
    "FactMark",
    "FigureRun",
    "FullService",
    "IndexInput",
    "IndexRun",
    "IndexVersion",
    "KeptIndex",
    "LateCause",
    "LateCauseKind",
    "MeasuredEffect",
    "NineVersion",
    "ReportTemplate",
    "ReportedReport",
    "SignNote",
    "SignRule",
    "SignTrace",
    "SpanCount",
    "TraceMark",
]
