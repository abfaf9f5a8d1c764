from django.urls import path

from people import helping_views as views

urlpatterns = [
    path("people/<int:pk>/access/", views.access, name="access"),
    path("choose-password/<uidb64>/<token>/", views.ChoosePassword.as_view(), name="choose-password"),
]
