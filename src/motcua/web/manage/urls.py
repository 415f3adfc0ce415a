"""Addresses of the administrator's pages."""

from django.urls import path

from motcua.web.manage import (
    agencies,
    calendars,
    counting,
    daily,
    drafts,
    eform_editor,
    eforms,
    home,
    layouts,
    mailbox,
    moving,
    officers,
    patterns,
    privacy,
    procedures,
    terms,
)

app_name = "manage"
_OF_CALENDARS = [
    path("lich/", calendars.calendars, name="calendars"),
    path("lich/moi/", calendars.calendar_new, name="calendar-new"),
    path("lich/thang/", calendars.calendar_month, name="calendar-month"),
    path("lich/<int:layer_id>/", calendars.calendar, name="calendar"),
    path("lich/<int:layer_id>/quy-tac/", calendars.calendar_rules, name="calendar-rules"),
    path("lich/<int:layer_id>/ngay/moi/", calendars.calendar_day, name="calendar-day-new"),
    path("lich/<int:layer_id>/ngay/<int:day_id>/", calendars.calendar_day, name="calendar-day"),
    path("lich/<int:layer_id>/gio/moi/", calendars.calendar_hours, name="calendar-hours-new"),
    path(
        "lich/<int:layer_id>/gio/<int:hours_id>/", calendars.calendar_hours, name="calendar-hours"
    ),
]
_OF_PROCEDURES = [
    path("thu-tuc/", procedures.procedures, name="procedures"),
    path("thu-tuc/diem-nghi-ngo/", procedures.faults, name="faults"),
    path("thu-tuc/<str:code>/", procedures.procedure, name="procedure"),
    path("thu-tuc/<str:code>/cach-goi/", procedures.synonyms, name="synonyms"),
    path("thu-tuc/<str:code>/ap-dung/", procedures.procedure_active, name="procedure-active"),
    path("thu-tuc/<str:code>/ban/<int:number>/", procedures.version, name="version"),
    path("thu-tuc/<str:code>/ban/<int:number>/tep/", procedures.version_file, name="version-file"),
    path("thu-tuc/<str:code>/nhap/", procedures.version_import, name="version-import"),
    path("thu-tuc/<str:code>/ban-thao/", drafts.draft, name="draft"),
    path("thu-tuc/<str:code>/ban-thao/mo/", drafts.draft_open, name="draft-open"),
    path("thu-tuc/<str:code>/ban-thao/bo/", drafts.draft_discard, name="draft-discard"),
    path("thu-tuc/<str:code>/ban-thao/khac/", drafts.draft_differences, name="draft-differences"),
    path("cam-ket/", terms.limits, name="limits"),
    path("muc-phi/", terms.fees, name="fees"),
    path("mien-phi/", terms.exemptions, name="exemptions"),
    path("du-lieu-ca-nhan/", privacy.rules, name="privacy"),
    path("luu-tru/", terms.retention, name="retention"),
    path("luu-tru/<int:term_id>/xac-nhan/", terms.retention_confirm, name="retention-confirm"),
    path("ket-thuc/<str:kind>/<int:term_id>/", terms.term_end, name="term-end"),
]
_OF_EFORMS = [
    path("to-khai/", eforms.eforms, name="eforms"),
    path("to-khai/moi/", eforms.eform_new, name="eform-new"),
    path("to-khai/<slug:code>/", eforms.eform, name="eform"),
    path("to-khai/<slug:code>/thu-tuc/", eforms.eform_procedures, name="eform-procedures"),
    path("to-khai/<slug:code>/nhap/", eforms.eform_import, name="eform-import"),
    path("to-khai/<slug:code>/ban/<int:number>/tep/", eforms.eform_file, name="eform-file"),
    path(
        "to-khai/<slug:code>/ban/<int:number>/xem/<slug:page_id>/",
        eform_editor.preview,
        name="eform-preview",
    ),
    path("to-khai/<slug:code>/ban-thao/", eform_editor.draft, name="eform-draft"),
    path("to-khai/<slug:code>/ban-thao/mo/", eform_editor.draft_open, name="eform-draft-open"),
    path(
        "to-khai/<slug:code>/ban-thao/trang/<slug:page_id>/", eform_editor.page, name="eform-page"
    ),
    path(
        "to-khai/<slug:code>/ban-thao/o/<slug:field_id>/", eform_editor.field, name="eform-field"
    ),
]
_OF_PEOPLE = [
    path("co-quan/", agencies.agencies, name="agencies"),
    path("co-quan/moi/", agencies.agency_edit, name="agency-new"),
    path("co-quan/<str:code>/", agencies.agency, name="agency"),
    path("co-quan/<str:code>/sua/", agencies.agency_edit, name="agency-edit"),
    path("co-quan/<str:code>/bo-phan/moi/", agencies.desk_edit, name="desk-new"),
    path("co-quan/<str:code>/bo-phan/<slug:desk_code>/", agencies.desk_edit, name="desk-edit"),
    path("don-vi/", agencies.units, name="units"),
    path("can-bo/", officers.officers, name="officers"),
    path("can-bo/moi/", officers.officer_edit, name="officer-new"),
    path("can-bo/<uuid:ref>/", officers.officer, name="officer"),
    path("can-bo/<uuid:ref>/sua/", officers.officer_edit, name="officer-edit"),
    path("can-bo/<uuid:ref>/tai-khoan/", officers.account_open, name="account-open"),
    path("can-bo/<uuid:ref>/mat-khau/", officers.account_reset, name="account-reset"),
    path("can-bo/<uuid:ref>/phien/", officers.sessions_end, name="officer-sessions-end"),
    path("can-bo/<uuid:ref>/lam-viec/", officers.officer_working, name="officer-working"),
    path("can-bo/<uuid:ref>/vai-tro/", officers.role_give, name="role-give"),
    path("can-bo/<uuid:ref>/vai-tro/<int:assignment_id>/", officers.role_end, name="role-end"),
    path("can-bo/<uuid:ref>/lam-thay/", officers.cover_add, name="cover-add"),
    path("can-bo/<uuid:ref>/lam-thay/<int:cover_id>/", officers.cover_end, name="cover-end"),
]
_OF_PAPERS = [
    path("ma-ho-so/", patterns.patterns, name="patterns"),
    path("ma-ho-so/<int:pattern_id>/ket-thuc/", patterns.pattern_end, name="pattern-end"),
    path("bieu-mau/", layouts.layouts, name="layouts"),
    path("bieu-mau/<int:template_id>/", layouts.layout, name="layout"),
    path("bieu-mau/<int:template_id>/<slug:sample>.pdf", layouts.layout_pdf, name="layout-pdf"),
    path("loi-bao/", mailbox.words, name="words"),
    path("loi-bao/<slug:topic>/", mailbox.words_edit, name="words-edit"),
    path("hop-thu/", mailbox.outbox, name="messages"),
    path("hop-thu/<uuid:ref>/", mailbox.message, name="message"),
    path("hop-thu/<uuid:ref>/gui-lai/", mailbox.message_again, name="message-again"),
]
urlpatterns = [
    path("", home.home, name="home"),
    path("quy-tac-dem/", counting.counting, name="counting"),
    path("quy-tac-dem/lap/", counting.set_counting, name="counting-set"),
    path("viec-hang-ngay/", daily.jobs, name="daily"),
    path("viec-hang-ngay/<slug:name>/chay/", daily.run_job, name="daily-run"),
    path("chuyen-ho-so/", moving.begin, name="moving"),
    path("chuyen-ho-so/tep/", moving.upload, name="moving-upload"),
    path("chuyen-ho-so/mau.xlsx", moving.template, name="moving-template"),
    path("chuyen-ho-so/<uuid:ref>/", moving.report, name="moving-report"),
    path("chuyen-ho-so/<uuid:ref>/loi.xlsx", moving.errors, name="moving-errors"),
    path("chuyen-ho-so/<uuid:ref>/nhap/", moving.apply, name="moving-apply"),
    *_OF_CALENDARS,
    *_OF_PROCEDURES,
    *_OF_EFORMS,
    *_OF_PEOPLE,
    *_OF_PAPERS,
]
