"""The bare page: a person who is signed in, one query, fifty rows in a table."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path

from centres.models import Organisation

PAGE = Template(
    "<!doctype html><title>Organisations</title><p>{{ user }}</p><table>"
    "{% for row in rows %}<tr><td>{{ row.pk }}</td><td>{{ row.name }}</td><td>{{ row.province }}</td></tr>{% endfor %}"
    "</table>"
)


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """List fifty organisations with their provinces."""
    rows = Organisation.objects.select_related("province")[:50]
    return HttpResponse(PAGE.render(Context({"rows": rows, "user": request.user})))


urlpatterns = [path("", page)]
