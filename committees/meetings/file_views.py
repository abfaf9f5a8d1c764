"""The files of an item of the agenda: attaching, opening, taking off."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from committees.life import MEETING_LIFE
from committees.meetings.filing import attach_file, remove_file
from committees.meetings.forms import ItemFileForm
from committees.meetings.item_views import item_at, item_page
from committees.models import ItemFile
from committees.views import reader_in
from editing.acting import attempt, refusals_once
from editing.uploads import attachment_response
from people.doors import require_act
from people.signed_in import person_of


@require_POST
def new_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a file to an item."""
    item, by = item_at(request, pk), person_of(request)
    require_act(request, MEETING_LIFE, "write", item.meeting)
    if refusal := MEETING_LIFE.why_not("write", item.meeting, by):  # then its page has no form to show it at
        messages.error(request, refusal)
        return redirect(item)
    form = ItemFileForm(request.POST, request.FILES)
    if form.is_valid():
        said = dict(form.cleaned_data)
        upload = said.pop("file")
        refused = refusals_once(request, lambda: attach_file(item, upload, **said, by=by), part="file")
        if not refused:
            messages.success(request, gettext("The file is attached to the item."))
            return redirect(item)
        for sentence in refused:
            form.add_error(None, sentence)
    return item_page(request, item, by, file_form=form)


@require_safe
def item_file(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out a file of an item to who may open it."""
    file = get_object_or_404(ItemFile.objects.opened_by(reader_in(request)), pk=pk)
    return attachment_response(file.file, file.name, file.content_type)


@require_POST
def remove_item_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file off its item."""
    seen = ItemFile.objects.opened_by(reader_in(request)).select_related("item__meeting__committee__region")
    file = get_object_or_404(seen, pk=pk)
    require_act(request, MEETING_LIFE, "write", file.item.meeting)
    done = gettext("“%(name)s” is removed.") % {"name": file.name}
    attempt(request, done, lambda: remove_file(file, by=person_of(request)))
    return redirect(file.item)
