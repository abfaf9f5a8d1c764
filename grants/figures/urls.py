from django.urls import path

from grants.figures import views

urlpatterns = [
    path("<int:fiscal_year>/money/", views.money, name="money-regions"),
    path("<int:fiscal_year>/money/360giving.json", views.open_grants, name="open-grants-regions"),
    path("<int:fiscal_year>/money/rows/", views.grants_of_all, name="money-rows"),
    path("<int:fiscal_year>/money/rows.<str:extension>", views.grants_download, name="money-rows-download"),
    path(
        "<int:fiscal_year>/money/<slug:table>.<str:extension>",
        views.money_download,
        name="money-regions-download",
    ),
    path("<int:fiscal_year>/<int:region_number>/money/", views.money, name="money"),
    path("<int:fiscal_year>/<int:region_number>/money/360giving.json", views.open_grants, name="open-grants"),
    path(
        "<int:fiscal_year>/<int:region_number>/money/<slug:table>.<str:extension>",
        views.money_download,
        name="money-download",
    ),
]
