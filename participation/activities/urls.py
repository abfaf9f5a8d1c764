from django.urls import path

from participation.activities import views

urlpatterns = [
    path("activities/<int:pk>/", views.activity, name="activity"),
    path("activities/<int:pk>/details/", views.details, name="activity-details"),
    path("<int:fiscal_year>/<int:region_number>/months/", views.months, name="plan-months"),
]
