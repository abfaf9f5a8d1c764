from django.urls import path

from participation import views

urlpatterns = [
    path("", views.plans, name="plans"),
    path("<int:fiscal_year>/", views.plans_of_year, name="plans-of-year"),
    path("<int:fiscal_year>/<int:region_number>/", views.plan, name="plan"),
    path(
        "<int:fiscal_year>/<int:region_number>/plan.<str:extension>",
        views.plan_download,
        name="plan-download",
    ),
]
