"""The portal's addresses and one that nobody has heard of."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as portal


def unheard_of(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [*portal, path("unheard-of/<int:region_number>/", unheard_of)]
