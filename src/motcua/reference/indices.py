"""The formula of index 766 that we ship, stored where an administrator adds the next one."""

from datetime import datetime

from motcua.indicators.indexing.versions import load_shipped
from motcua.reference.outcome import Outcome


def load_index_versions(*, at: datetime) -> Outcome:
    """Store each shipped version that is not there yet."""
    new, old = load_shipped(at=at)
    return Outcome("Công thức chỉ số 766", new, old)
