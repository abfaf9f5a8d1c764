from django.urls import path

from grants.budget import views

urlpatterns = [
    path("", views.budget_years, name="budget-years"),
    path("<int:fiscal_year>/", views.budget_regions, name="budget-regions"),
    path(
        "<int:fiscal_year>/<slug:table>.<str:extension>",
        views.regions_download,
        name="budget-regions-download",
    ),
    path("<int:fiscal_year>/<int:region_number>/", views.budget, name="budget"),
    path(
        "<int:fiscal_year>/<int:region_number>/<str:table>.<str:extension>",
        views.budget_download,
        name="budget-download",
    ),
]
