from django.urls import path

from portal import leaving_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("people/<int:pk>/leaving/", leaving_views.leaving, name="leaving"),
    path("session/", views.session, name="session"),
    path("language/", views.language, name="set-language"),
    path("health/", views.health, name="health"),
]
