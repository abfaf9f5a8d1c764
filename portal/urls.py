from django.urls import path

from portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("session/", views.session, name="session"),
    path("language/", views.language, name="set-language"),
    path("health/", views.health, name="health"),
]
