"""The columns of a file of facts. Pure.

Those of the table of facts, by the same names, with the codes of agency and procedure and the
field beside their numbers, so that a file is understood without the database.
"""

from typing import Final

import pyarrow as pa

COLUMNS: Final = pa.schema(
    [
        pa.field("dossier_id", pa.int64(), nullable=False),
        pa.field("events_count", pa.int32(), nullable=False),
        pa.field("formula", pa.int16(), nullable=False),
        pa.field("agency_id", pa.int64(), nullable=False),
        pa.field("receiving_agency_id", pa.int64(), nullable=False),
        pa.field("procedure_id", pa.int64(), nullable=False),
        pa.field("channel", pa.string(), nullable=False),
        pa.field("origin", pa.string(), nullable=False),
        pa.field("outcome", pa.string(), nullable=False),
        pa.field("accepted_on", pa.date32(), nullable=False),
        pa.field("ended_on", pa.date32()),
        pa.field("waiting_on", pa.date32()),
        pa.field("apologized_on", pa.date32()),
        pa.field("due_on", pa.date32()),
        pa.field("unextended_due_on", pa.date32()),
        pa.field("original_due_on", pa.date32()),
        pa.field("due_at", pa.timestamp("us", tz="UTC")),
        pa.field("unextended_due_at", pa.timestamp("us", tz="UTC")),
        pa.field("original_due_at", pa.timestamp("us", tz="UTC")),
        pa.field("by_day", pa.string(), nullable=False),
        pa.field("by_instant", pa.string(), nullable=False),
        pa.field("unextended_by_day", pa.string(), nullable=False),
        pa.field("unextended_by_instant", pa.string(), nullable=False),
        pa.field("original_by_day", pa.string(), nullable=False),
        pa.field("original_by_instant", pa.string(), nullable=False),
        pa.field("supplement_requests", pa.int16(), nullable=False),
        pa.field("reopenings", pa.int16(), nullable=False),
        pa.field("agency_code", pa.string(), nullable=False),
        pa.field("procedure_code", pa.string(), nullable=False),
        pa.field("field", pa.string(), nullable=False),
    ]
)
STORED: Final = tuple(COLUMNS.names[:-3])
"""What the table of facts has too, in its order."""
