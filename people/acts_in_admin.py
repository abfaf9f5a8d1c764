"""Acts in the admin: a record's page has a button for each act that is open to its reader, and no other."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise

from editing.acting import refusals_once, seen_in
from people.acts import Life
from people.models import User
from people.signed_in import person_of


class ActsInAdmin:
    """Base of an admin class whose records have a Life; `acts` says of each act its button and what to say after it.

    Each has its form in `act_forms`, on a page of its own.
    """

    opts: Options
    admin_site: AdminSite
    life: Life
    acts: Mapping[str, tuple[str | Promise, str | Promise]]
    act_forms: Mapping[str, type[forms.Form]]
    change_form_template = "admin/change_form_with_acts.html"

    def form_of(self, act: str, record: Any, data: QueryDict | None) -> forms.Form:
        """The form of an act on a record."""
        raise NotImplementedError

    def do(self, act: str, record: Any, *, by: User, seen: str, form: Any) -> None:
        """Carry an act out on a record as it was shown, as its form says."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.act_view)
        return [path("<int:pk>/act/<slug:act>/", view, name=self._address("act")), *super().get_urls()]  # type: ignore[misc]

    def _address(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, object], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = kwargs.get("obj")
        if record is not None:
            may = self.life.open_to(record, person_of(request))
            context["acts"] = [
                (reverse(f"admin:{self._address('act')}", args=[record.pk, name]), label)
                for name, (label, _done) in self.acts.items()
                if may[name]
            ]
            context["acts_refused"] = [
                (label, may.refusal(name))
                for name, (label, _done) in self.acts.items()
                if record.state in self.life[name].sources and may.refusal(name)
            ]
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def act_view(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Ask what has to be said; do it and go back to the record's page, or say why not."""
        record = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        by = person_of(request)
        if record is None or act not in self.acts or not self.life.is_for(act, record, by):
            raise PermissionDenied
        label, done = self.acts[act]
        back = reverse(f"admin:{self._address('change')}", args=[record.pk])
        form = self.form_of(act, record, request.POST or None)
        if request.method == "POST" and form.is_valid():
            refused = refusals_once(
                request, lambda: self.do(act, record, by=by, seen=seen_in(request), form=form)
            )
            if not refused:
                messages.success(request, str(done) % {"record": record})
                return HttpResponseRedirect(back)
            form.add_error(None, refused)
        context = {
            **self.admin_site.each_context(request),
            "title": label,
            "form": form,
            "record": record,
            "opts": self.opts,
            "back": back,
            "list": reverse(f"admin:{self._address('changelist')}"),
        }
        return TemplateResponse(request, "admin/act.html", context)
