from django.urls import path

from participation.coverage import views

urlpatterns = [
    path("<int:fiscal_year>/coverage/", views.coverage, name="coverage"),
    path("<int:fiscal_year>/coverage.<str:extension>", views.coverage_download, name="coverage-download"),
]
