"""Every address of the portal. Closed by default: a public page says that it is public."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("portal.urls")),
    path("budget/", include("grants.urls")),
    path("imports/", include("spreadsheets.urls")),
    path("admin/", admin.site.urls),
]
