from django.urls import path

from participation.catalogues import views

urlpatterns = [
    path("catalogue/", views.catalogues, name="catalogues"),
    path("catalogue/<slug:kind>/", views.catalogue, name="catalogue"),
    path("catalogue/<slug:kind>/<slug:key>/", views.catalogue_entry, name="catalogue-entry"),
]
