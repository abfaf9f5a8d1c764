"""The admin as the agency's workplace: who may enter, and no door around the walls."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(admin.AdminSite):
    site_header = _("NHSO participation portal")
    site_title = _("NHSO participation portal")
    index_title = _("What would you like to work on?")
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.is_active and user.is_authenticated and user.works_in_admin)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        # r/<content type>/<pk>/ would tell whether a record of another region exists.
        return [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]
