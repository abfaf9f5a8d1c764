"""The admin as the agency's workplace: who may enter, and no door around the walls."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from editing.keys import key_in
from people.models import User
from people.signed_in import person_of
from portal.to_do import work_of

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

# In the order of the work: the plan, the grants, the registers, the people; then what seldom changes.
ORDER = (
    "participation.plan",
    "participation.planline",
    "participation.formofparticipation",
    "participation.activitytag",
    "grants.programme",
    "grants.allocation",
    "grants.agreement",
    "grants.report",
    "grants.reportcheck",
    "grants.entry",
    "grants.othersource",
    "grants.agreementtemplate",
    "committees.committee",
    "committees.seat",
    "committees.papertemplate",
    "committees.committeekind",
    "committees.compositionrule",
    "committees.sector",
    "complaints.receivingunit",
    "centres.organisation",
    "centres.coordinationcentre",
    "centres.organisationrole",
    "centres.targetnetwork",
    "registers.networkgroup",
    "registers.trainedperson",
    "registers.readiness",
    "registers.trainingcourse",
    "registers.checklistitem",
    "people.user",
    "trail.trailentry",
    "regions.region",
    "regions.province",
    "regions.district",
)
ACTIONS_LOOKED_AT = 20  # the page shows ten


def _place(listed: dict[str, Any]) -> int:
    """Where a list of the index stands; what the libraries bring along comes last."""
    label = listed["model"]._meta.label_lower
    return ORDER.index(label) if label in ORDER else len(ORDER)


class PortalAdminSite(admin.AdminSite):
    site_header = _("NHSO participation portal")
    site_title = _("NHSO participation portal")
    index_title = _("What would you like to work on?")
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and user.is_active and user.works_in_admin

    @method_decorator(login_not_required)  # public: it only leads to the door
    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """There is one door to the portal; whoever is in already and may not enter here is told so."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("sign-in"))

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """As the admin's own, without the rows chosen for an action that can be none: there the database would fail."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def among_keys(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if any(key_in(key) is None for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
                raise Http404
            return inner(request, *args, **kwargs)

        return cast("View", among_keys)

    def index(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> TemplateResponse:
        return super().index(request, {"work": work_of(person_of(request)), **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[object]:
        """The lists in the order of the work, not of the alphabet."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=_place)
        return sorted(apps, key=lambda app: _place(app["models"][0]))

    def get_log_entries(self, request: HttpRequest) -> QuerySet[LogEntry]:
        """A person's latest actions, but for those on records that are out of her reach by now."""
        # Every page of the admin is handed them; only where one shows them they are looked for.
        return cast("QuerySet[LogEntry]", SimpleLazyObject(lambda: self._latest_of(request)))

    def _latest_of(self, request: HttpRequest) -> QuerySet[LogEntry]:
        own = super().get_log_entries(request).filter(user=request.user.pk or 0)
        latest = own[:ACTIONS_LOOKED_AT]
        seen = [entry.pk for entry in latest if self._is_listed(request, entry)]
        return own.filter(pk__in=seen)

    def _is_listed(self, request: HttpRequest, entry: LogEntry) -> bool:
        model = entry.content_type.model_class() if entry.content_type else None
        lists = self._registry.get(model) if model else None
        return lists is not None and lists.get_object(request, str(entry.object_id)) is not None

    def get_urls(self) -> list[URLResolver | URLPattern]:
        # r/<content type>/<pk>/ would tell whether a record of another region exists.
        return [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]
