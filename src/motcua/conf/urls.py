"""Root addresses: one package of pages for each audience."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("motcua.web.public.urls")),
    path("", include("motcua.web.operating.urls")),
    path("cua-toi/", include("motcua.web.citizen.urls")),
    path("ho-tro/", include("motcua.web.helper.urls")),
    path("tai-khoan/", include("motcua.web.accounts.urls")),
    path("can-bo/quay/", include("motcua.web.desk.urls")),
    path("can-bo/don-vi/", include("motcua.web.leader.urls")),
    path("cong-khai/xep-hang/", include("motcua.web.rankings.public_urls")),
    path("can-bo/cham-diem/", include("motcua.web.rankings.urls")),
    path("can-bo/mo-hinh/", include("motcua.web.initiatives.urls")),
    path("can-bo/huong-dan/", include("motcua.web.guiding.urls")),
    path("can-bo/", include("motcua.web.office.urls")),
    path("quan-tri/", include("motcua.web.manage.urls")),
    path("api/", include("motcua.web.api.urls")),
]

handler400 = "motcua.web.errors.bad_request"
handler403 = "motcua.web.errors.forbidden"
handler404 = "motcua.web.errors.not_found"
handler500 = "motcua.web.errors.server_error"
