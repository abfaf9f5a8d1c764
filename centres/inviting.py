"""The pages of invitations: whom staff invite, and what the link opens for who has no account yet."""

import logging
from smtplib import SMTPException
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import UserCreationForm, UsernameField
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from centres.models import Invitation, Organisation
from editing.acting import attempt, refusals_of, refusals_once
from editing.keys import key_in
from people.factors import opens_without_factor
from people.giving import offer_what_is_given
from people.models import User
from people.proving import require_proof
from people.signed_in import person_of
from thai.templatetags.thai import thai_date

logger = logging.getLogger(__name__)
ON_A_PAGE = 50


class InviteForm(forms.ModelForm):
    """To a role that a person may give, in a region where she may, and for one of its organisations."""

    class Meta:
        model = Invitation
        fields = ["for_whom", "email", "role", "region", "organisation"]

    def __init__(self, data: object, *, by: User):
        super().__init__(data)  # type: ignore[arg-type]
        fields: dict[str, Any] = self.fields
        regions = offer_what_is_given(fields, by)
        fields["organisation"].help_text = _(
            "For a coordinator or a complaint officer: without it she reads nothing until she is tied to one."
        )
        if by.sees_every_region:
            del fields["organisation"]  # of thousands; staff of the region tie her
        else:
            own = Organisation.objects.visible_to(by).filter(region__in=regions)
            fields["organisation"].queryset = own.in_thai_order()


class JoinForm(UserCreationForm):
    """Her own name and her own password, under the rules of the house."""

    class Meta:
        model = User
        fields = ["username", "title", "first_name", "last_name", "position"]
        field_classes = {"username": UsernameField}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            self.fields[name].required = True
        self.fields["username"].widget.attrs.pop("autofocus", None)


@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """List who was invited and what became of it; invite, and show the link this once; withdraw."""
    by = person_of(request)
    if not by.works_in_admin:
        raise PermissionDenied
    form, link, sent = InviteForm(None, by=by), "", False
    if request.method == "POST" and request.POST.get("do") == "withdraw":
        found = get_object_or_404(_seen_by(by), pk=key_in(request.POST.get("invitation")))
        attempt(request, _("The invitation is withdrawn."), lambda: found.withdraw(by=by))
        return redirect("invitations")
    if request.method == "POST":
        if request.POST.get("do") != "invite":
            raise Http404
        require_proof()
        form = InviteForm(request.POST, by=by)
        if form.is_valid():
            keys: list[str] = []
            given: Invitation = form.instance
            if refused := refusals_once(request, lambda: keys.append(given.give(by=by))):
                form.add_error(None, refused)
            elif not keys:
                messages.info(request, _("This invitation is given already; its link was shown once."))
                return redirect("invitations")
            else:
                link = request.build_absolute_uri(reverse("join", args=keys))
                messages.success(request, _("%(whom)s is invited.") % {"whom": given.for_whom})
                sent, form = _sent(given, link), InviteForm(None, by=by)
    page = Paginator(_seen_by(by), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, each.state == "waiting" and _may_withdraw(each, by)) for each in page.object_list]
    context = {"form": form, "link": link, "sent": sent, "page": page, "rows": rows}
    return TemplateResponse(request, "centres/invitations.html", context)


@login_not_required  # public: she has no account yet; the link is her key
@opens_without_factor
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, key: str) -> HttpResponse:
    """Make the account of who was invited, under a name and a password of her own."""
    found = Invitation.objects.opened_by(key).select_related("region", "organisation", "given_by").first()
    is_open = found is not None and found.is_open
    form = JoinForm(request.POST or None) if is_open and not request.user.is_authenticated else None
    if found is not None and form is not None and form.is_valid():
        person = form.save(commit=False)
        person.email = found.email
        if not (refused := refusals_of(lambda: found.take_up(person))):
            messages.success(request, _("Your account is made. Sign in with it."))
            return redirect("sign-in")
        form.add_error(None, refused)
    is_taken = found is not None and found.state == Invitation.State.TAKEN
    context = {"form": form, "invitation": found if is_open else None, "is_taken": is_taken}
    return TemplateResponse(request, "centres/join.html", context)


def _seen_by(by: User) -> QuerySet[Invitation]:
    related = ("region", "organisation", "given_by", "taken_by")
    return Invitation.objects.visible_to(by).select_related(*related)


def _may_withdraw(invitation: Invitation, by: User) -> bool:
    return invitation.given_by_id == by.pk or by.sees_every_region


def _sent(given: Invitation, link: str) -> bool:
    """Send the link by mail where that is set up. Returns whether it went."""
    if not given.email or settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        return False
    told = _(
        "%(by)s invites you to the portal as %(role)s. Open this link once, until %(day)s, and choose your own name "
        "and password:\n\n%(link)s\n\nDid you not expect this, leave it unopened."
    )
    said = {
        "by": given.given_by,
        "role": given.get_role_display(),
        "day": thai_date(timezone.localdate(given.ends_at)),
        "link": link,
    }
    try:
        send_mail(_("Your invitation to the portal"), told % said, None, [given.email])
    except (SMTPException, OSError):
        logger.exception("Invitation %s could not be sent by mail.", given.pk)
        return False
    return True
