from django.contrib.auth import views as auth
from django.urls import path

from portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", auth.LogoutView.as_view(), name="sign-out"),
    path("session/", views.session, name="session"),
    path("password/", views.ChangePassword.as_view(), name="password"),
    path("language/", views.language, name="set-language"),
    path("health/", views.health, name="health"),
]
