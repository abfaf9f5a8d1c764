"""The page on which a person is helped back in, and the page that her link opens."""

from collections.abc import Callable

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

from editing.acting import refusals_of, refusals_once, seen_in
from people.helping import (
    Helped,
    chosen,
    end_sessions_of,
    link_for,
    near_to,
    require_may_help,
    require_near,
    unlock,
)
from people.models import FactorReset, User
from people.moments import link_tokens
from people.resetting import ask, require_may_ask
from people.signed_in import person_of
from thai.sentences import refusal


@require_http_methods(["GET", "HEAD", "POST"])
def access(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a link for a new password, the end of a wait or of sessions, the reset of a factor; or say who helps."""
    helper = person_of(request)
    if not helper.works_in_admin:
        raise PermissionDenied
    person = get_object_or_404(near_to(helper), pk=pk)
    too_far = refusal(lambda: require_near(helper, person))
    no_link = refusal(lambda: require_may_help(helper, person))
    context: dict[str, object] = {
        "person": person,
        "helped": Helped(person),
        "refused": too_far or no_link,
        "is_near": not too_far,
        "may_link": not no_link,
        "reset": FactorReset.objects.visible_to(helper).filter(person=person, state="waiting").first(),
        "may_ask": not refusal(lambda: require_may_ask(helper, person)),
    }
    if request.method == "POST":
        act = request.POST.get("do")
        if act == "reset":
            return _ask_reset(request, person, context)
        made: list[str] = []
        helps: dict[str | None, tuple[Callable[..., None], str]] = {
            "unlock": (unlock, _("%(person)s may sign in again.")),
            "end": (end_sessions_of, _("%(person)s is signed out everywhere.")),
        }
        if act in helps:
            help_her, said = helps[act]
            refused = refusals_of(lambda: help_her(person, by=helper, seen=seen_in(request)))
        else:
            refused = refusals_of(lambda: made.append(link_for(person, by=helper, seen=seen_in(request))))
        if not refused and act in helps:
            messages.success(request, said % {"person": person})
            return redirect("access", pk=pk)
        context["said"] = " ".join(refused)
        context["link"] = request.build_absolute_uri(made[0]) if made else ""
    return TemplateResponse(request, "people/access.html", context)


def _ask_reset(request: HttpRequest, person: User, context: dict[str, object]) -> HttpResponse:
    """Ask for the reset of her second factor; what was typed stays where it is refused."""
    made: list[FactorReset] = []
    reason = request.POST.get("reason", "").replace("\x00", "")
    refused = refusals_once(
        request, lambda: made.append(ask(person, reason, by=person_of(request), seen=seen_in(request)))
    )
    if made:
        return redirect("factor-reset", pk=made[0].pk)
    context |= {"reset_refused": " ".join(refused), "reason": reason}
    return TemplateResponse(request, "people/access.html", context)


@method_decorator(login_not_required, name="dispatch")  # public: she cannot sign in yet; the link is her key
@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")  # the library asks for none
class ChoosePassword(auth.PasswordResetConfirmView):
    template_name = "people/choose_password.html"
    success_url = reverse_lazy("sign-in")
    token_generator = link_tokens

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        form.user.password_of_another = False
        answer = super().form_valid(form)
        chosen(form.user)
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return answer
