from django.contrib.auth import views as auth
from django.urls import path

from people import account, resetting_views, roles_views, sign_in
from people import helping_views as helping
from people.factors import opens_with_given_password, opens_without_factor

sign_out = opens_with_given_password(opens_without_factor(auth.LogoutView.as_view()))

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-in/code/", sign_in.EnterCode.as_view(), name="sign-in-code"),
    path("sign-out/", sign_out, name="sign-out"),
    path("password/", account.ChangePassword.as_view(), name="password"),
    path("account/", account.account, name="account"),
    path("account/sessions/", account.end_sessions, name="end-sessions"),
    path("account/factor/", account.factor, name="factor"),
    path("account/factor/codes/", account.codes, name="factor-codes"),
    path("account/factor/without/", account.without, name="factor-without"),
    path("people/<int:pk>/access/", helping.access, name="access"),
    path("people/<int:pk>/roles/", roles_views.roles, name="roles"),
    path("people/factor-resets/<int:pk>/", resetting_views.reset, name="factor-reset"),
    path("choose-password/<uidb64>/<token>/", helping.ChoosePassword.as_view(), name="choose-password"),
]
