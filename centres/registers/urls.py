from django.urls import path

from centres.registers import readiness_page, views, writing

urlpatterns = [
    path("", views.registers, name="registers"),
    path("own/", views.own, name="registers-own"),
    path("<int:fiscal_year>/", views.registers_of_year, name="registers-of-year"),
    path("<int:fiscal_year>/<int:region_number>/", views.registers_of_region, name="registers-of-region"),
    path("regions/<int:region_number>/readiness/", readiness_page.begin_readiness, name="readiness-begin"),
    path("readiness/<int:pk>/", readiness_page.readiness, name="readiness"),
    path("readiness/<int:pk>/step/<slug:act>/", readiness_page.step, name="readiness-step"),
    path("readiness/files/<int:pk>/", readiness_page.open_file, name="readiness-file"),
    path("organisations/<int:pk>/trained/", writing.trained_of, name="trained-of"),
    path("trained/<int:pk>/", writing.trained_person, name="trained-person"),
    path("groups/<int:pk>/", writing.network_group, name="network-group"),
]
