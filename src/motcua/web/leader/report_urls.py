"""Addresses of reports for heads, under /can-bo/don-vi/bao-cao/."""

from django.urls import path

from motcua.web.leader import digest, late_causes, nine, reports

urlpatterns = [
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/qua-han/", late_causes.late_causes, name="late-causes"),
    path("bao-cao/qua-han/ghi/", late_causes.record, name="late-causes-record"),
    path("bao-cao/chin-chi-so/", nine.unit, name="nine"),
    path("bao-cao/chin-chi-so/cua-toi/", nine.mine, name="nine-mine"),
    path("bao-cao/ban-tin/", digest.digest, name="digest"),
    path("bao-cao/ban-tin.pdf", digest.digest_file, name="digest-file"),
    path("bao-cao/ban-tin/nhan/", digest.subscribe, name="digest-subscribe"),
    path("bao-cao/<slug:form_key>/", reports.report, name="report"),
    path("bao-cao/<slug:form_key>.<slug:form>", reports.report_file, name="report-file"),
    path("bao-cao/<slug:form_key>/ho-so/", reports.dossiers, name="report-dossiers"),
    path(
        "bao-cao/<slug:form_key>/ho-so.<slug:form>",
        reports.dossiers_file,
        name="report-dossiers-file",
    ),
]
