"""Every address of the portal. Closed by default: a public page says that it is public."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("portal.urls")),
    path("budget/", include("grants.urls.budget")),
    path("programmes/", include("grants.urls.worksheet")),
    path("agreements/", include("grants.urls.agreements")),
    path("reports/", include("grants.urls.reports")),
    path("payments/", include("grants.urls.payments")),
    path("imports/", include("spreadsheets.urls")),
    path("admin/", admin.site.urls),
]
