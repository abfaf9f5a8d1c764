"""Acts in the admin: a record's page has a button for each act that is open to its reader, and no other."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_POST

from editing.acting import refusals_of, seen_in
from people.acts import Life
from people.models import User
from people.signed_in import person_of


class ActsInAdmin:
    """Base of an admin class whose records have a Life; `acts` says of each act its button and what to say after it."""

    opts: Any
    admin_site: Any
    life: Life
    acts: Mapping[str, tuple[str | Promise, str | Promise]]
    change_form_template = "admin/change_form_with_acts.html"

    def do(self, act: str, record: Any, *, by: User, seen: str) -> None:
        """Carry an act out on a record as it was shown."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        view: Callable[..., HttpResponse] = self.admin_site.admin_view(require_POST(self.act_view))
        return [path("<int:pk>/act/<slug:act>/", view, name=self._address), *super().get_urls()]  # type: ignore[misc]

    @property
    def _address(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_act"

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = kwargs.get("obj")
        if record is not None:
            may = self.life.open_to(record, person_of(request))
            context["acts"] = [
                (reverse(f"admin:{self._address}", args=[record.pk, name]), label)
                for name, (label, _done) in self.acts.items()
                if may[name]
            ]
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def act_view(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Do it, or say why not, and go back to the record's page."""
        record = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if record is None or act not in self.acts or not self.life.is_for(act, record, person_of(request)):
            raise PermissionDenied
        refused = refusals_of(lambda: self.do(act, record, by=person_of(request), seen=seen_in(request)))
        for sentence in refused:
            messages.error(request, sentence)
        if not refused:
            messages.success(request, str(self.acts[act][1]) % {"record": record})
        address = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(address, args=[record.pk]))
