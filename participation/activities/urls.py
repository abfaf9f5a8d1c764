from django.urls import path

from participation.activities import report_views, views

urlpatterns = [
    path("activities/", views.own_activities, name="own-activities"),
    path("activities/<int:pk>/", views.activity, name="activity"),
    path("activities/<int:pk>/details/", views.details, name="activity-details"),
    path("activities/<int:pk>/report/", report_views.begin, name="activity-report-begin"),
    path("activities/reports/<int:pk>/", report_views.report, name="activity-report"),
    path("activities/reports/<int:pk>/decide/", report_views.decide, name="activity-report-decide"),
    path("activities/photos/<int:pk>/", report_views.photo, name="activity-photo"),
    path("activities/names/<int:pk>/", report_views.open_names, name="name-list"),
    path("<int:fiscal_year>/<int:region_number>/provinces/", views.provinces, name="plan-provinces"),
    path("<int:fiscal_year>/<int:region_number>/months/", views.months, name="plan-months"),
]
