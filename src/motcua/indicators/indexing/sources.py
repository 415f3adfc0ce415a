"""What is asked of the dossiers of index 766: tables and conditions over ``fact``, as text.

Counted by ``counting``, listed by ``behind``; neither says anew what an item asks.
"""

from typing import Final

from motcua.indicators.paid import SETTLED_BY_A_BANK

IS_FINISHED: Final = "(fact.outcome = 'finished' AND fact.ended_on <= %(last)s)"
SIGNED: Final = """
    signed AS (
        SELECT DISTINCT event.dossier_id
        FROM fact JOIN dossiers_dossierevent AS event ON event.dossier_id = fact.dossier_id
        WHERE event.action IN ('approve_result', 'number_result')
            AND event.payload ?| ARRAY['signed_sha256', 'sealed_sha256']
            AND event.happened_at < %(happened_before)s
            AND event.recorded_at < %(recorded_before)s
    )
"""
"""Dossiers whose result was signed as a file."""
IS_ONLINE: Final = f"fact.channel = 'online' AND NOT ({IS_FINISHED} AND signed.dossier_id IS NULL)"
"""Lodged online, and no result on paper alone."""
# Online is what a bank or the gateway told us of, as the cash desk counts it.
OWING: Final = f"""
    owing AS (
        SELECT charge.dossier_id,
            bool_or(EXISTS ({SETTLED_BY_A_BANK.format(before="happened_before")})) AS is_online
        FROM fact AS held JOIN dossiers_charge AS charge ON charge.dossier_id = held.dossier_id
        WHERE charge.amount_dong > 0 AND charge.exemption = ''
        GROUP BY charge.dossier_id
    )
"""  # noqa: S608 - our own text
"""Dossiers of which something was to be paid, and whether it was paid online."""
HELD: Final = f"""
    held AS (
        SELECT fact.agency_id, fact.dossier_id, {IS_FINISHED} AS is_finished,
            count(*) AS papers,
            count(*) FILTER (WHERE paper.file_id IS NOT NULL OR paper.held_paper_id IS NOT NULL
                OR paper.form = 'electronic') AS digital,
            bool_or(paper.is_reused) AS is_reused
        FROM fact JOIN dossiers_dossierpaper AS paper ON paper.dossier_id = fact.dossier_id
        GROUP BY fact.agency_id, fact.dossier_id, is_finished
    )
"""  # noqa: S608 - our own text
"""Dossiers with papers: how many, and how many as files."""
AGAIN: Final = """
    again AS (
        SELECT DISTINCT asked.dossier_id
        FROM fact JOIN dossiers_askedagain AS asked ON asked.dossier_id = fact.dossier_id
        WHERE asked.asked_at < %(happened_before)s
    )
"""
"""Dossiers of which a paper was asked for that was there already."""
SAID: Final = """
    said AS (
        SELECT slip.dossier_id
        FROM surveys_response AS response JOIN surveys_slip AS slip ON slip.id = response.slip_id
        WHERE response.is_counted AND NOT response.is_satisfied
            AND response.happened_at < %(happened_before)s
            AND response.recorded_at < %(recorded_before)s
        UNION
        SELECT feedback.dossier_id FROM petitions_feedback AS feedback
        WHERE feedback.dossier_id IS NOT NULL AND feedback.lodged_at < %(happened_before)s
    )
"""
"""Dossiers of which somebody complained, or was not content."""
