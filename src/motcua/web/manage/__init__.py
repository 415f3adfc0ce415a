"""Pages on which an administrator configures without code.

An administrator of any agency may change the configuration of the whole installation, the
national calendar included: catalogue, calendars, forms and words are shared by all agencies,
and every change is either a new version beside the old one or leaves promises as they were
made. An auditor may read these pages and changes nothing; the services refuse it again.
No page here shows a dossier's people or papers.
"""
