"""Every address of the portal. Closed by default: a public page says that it is public."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("portal.urls")),
    path("plans/", include("participation.urls")),
    path("registers/", include("centres.registers.urls")),
    path("budget/", include("grants.budget.urls")),
    path("budget/", include("grants.figures.urls")),
    path("programmes/", include("grants.worksheet.urls")),
    path("programmes/", include("grants.year.urls")),
    path("agreements/", include("grants.desk.agreement_urls")),
    path("", include("deciding.urls")),
    path("", include("people.urls")),
    path("", include("centres.urls")),
    path("reports/", include("grants.desk.work_urls")),
    path("reports/", include("grants.reports.urls")),
    path("payments/", include("grants.payments.urls")),
    path("committees/", include("committees.urls")),
    path("imports/", include("spreadsheets.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "portal.views.bad_request"
handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
handler500 = "portal.faults.server_error"
