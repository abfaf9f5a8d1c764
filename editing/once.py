"""What a form makes it makes once: a second press of the same page gets the answer of the first.

The page names itself: the token that guards its forms (CSRF) is another one each time it is shown. Whoever goes back
and types something else makes something else.
"""

import json
from collections.abc import Callable
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from editing.models import Press


def once(request: HttpRequest, action: Callable[[], object], part: str = "") -> str:
    """Do it unless the same page has done it, in one transaction; return the address of what was made, if it says so.

    Whoever presses twice at once waits for herself: the key is unique. `part` names one of several that a page makes.
    """
    key = _key(request, part)
    if not key:  # no form of a page
        return _address(action())
    with transaction.atomic():
        press, is_first = Press.objects.get_or_create(key=key)
        if is_first:
            press.address = _address(action())
            press.save(update_fields=["address"])
    return press.address


def answered_once(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The same for a whole view: what is redirected was done, anything else was not."""
    key = _key(request)
    with transaction.atomic():
        press, is_first = Press.objects.get_or_create(key=key) if key else (Press(), True)
        if not is_first:
            return HttpResponseRedirect(press.address)
        response = answer()
        if not key:
            return response
        if isinstance(response, HttpResponseRedirect):
            press.address = response.url
            press.save(update_fields=["address"])
        else:
            press.delete()
    return response


def answer_of(request: HttpRequest) -> str:
    """The address of what the same page has made already, for a view that would refuse to make more."""
    press = Press.objects.filter(key=_key(request)).first()
    return press.address if press else ""


def _key(request: HttpRequest, part: str = "") -> str:
    """What stands for one press: who, where, on which showing of the page, and all that was typed and attached."""
    if named := request.POST.get(
        "press"
    ):  # a script names its press, and sends it again where the answer was lost
        return sha256(json.dumps((request.user.pk, request.path, part, named)).encode()).hexdigest()
    if not request.POST.get("csrfmiddlewaretoken"):
        return ""
    files = [(name, file.name, _content(file)) for name, each in request.FILES.lists() for file in each]
    press = (request.user.pk, request.path, part, sorted(request.POST.lists()), sorted(files))
    return sha256(json.dumps(press, ensure_ascii=False).encode()).hexdigest()


def _content(file: UploadedFile) -> str:
    content = sha256()
    for chunk in file.chunks():
        content.update(chunk)
    file.seek(0)
    return content.hexdigest()


def _address(made: object) -> str:
    return made if isinstance(made, str) else ""
