"""The admin site, open to head office and regional staff by their memberships, and what it calls libraries' records."""

from axes.apps import AppConfig as AxesConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalAdminConfig(AdminConfig):
    default_site = "portal.admin_site.PortalAdminSite"


class SignInAttemptsConfig(AxesConfig):
    verbose_name = _("Sign-in attempts")
