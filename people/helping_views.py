"""The page on which a person is helped back in, and the page that her link opens."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editing.acting import refusals_of
from people.helping import chosen, link_for, near_to, require_may_help, unlock
from people.models import User
from people.signed_in import person_of
from thai.sentences import refusal


@require_http_methods(["GET", "HEAD", "POST"])
def access(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a link for a new password, and the end of a lock; or say who helps instead."""
    helper = person_of(request)
    if not helper.works_in_admin:
        raise PermissionDenied
    person = get_object_or_404(near_to(helper), pk=pk)
    context: dict[str, Any] = {"person": person, "refused": refusal(lambda: require_may_help(helper, person))}
    if request.method == "POST":
        made: list[str] = []
        act = request.POST.get("do")
        if act == "unlock":
            refused = refusals_of(lambda: unlock(person, by=helper))
        else:
            refused = refusals_of(lambda: made.append(link_for(person, by=helper)))
        if not refused and act == "unlock":
            messages.success(request, _("%(person)s may sign in again.") % {"person": person})
            return redirect("access", pk=pk)
        context["refused"] = " ".join(refused)
        context["link"] = request.build_absolute_uri(made[0]) if made else ""
    return TemplateResponse(request, "people/access.html", context)


@method_decorator(login_not_required, name="dispatch")  # public: she cannot sign in yet; the link is her key
@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")  # the library asks for none
class ChoosePassword(auth.PasswordResetConfirmView):
    template_name = "people/choose_password.html"
    success_url = reverse_lazy("sign-in")

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        answer = super().form_valid(form)
        chosen(form.user)
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return answer
