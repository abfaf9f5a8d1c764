from django.urls import path

from grants.reports import views

urlpatterns = [
    path("begin/<int:pk>/", views.begin, name="report-begin"),
    path("evidence/<int:pk>/", views.evidence, name="report-evidence"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/decide/", views.decide, name="report-decide"),
    path("<int:pk>/money.xlsx", views.money_form, name="report-money"),
]
