from django.urls import path

from centres import inviting

urlpatterns = [
    path("people/invitations/", inviting.invitations, name="invitations"),
    path("join/<str:key>/", inviting.join, name="join"),
]
