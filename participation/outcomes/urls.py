from django.urls import path

from participation.outcomes import views

urlpatterns = [
    path("outcomes/<int:pk>/", views.outcome, name="outcome"),
    path("outcomes/<int:pk>/indicators/", views.new_indicator, name="indicator-new"),
    path("indicators/<int:pk>/", views.indicator, name="indicator"),
    path("indicators/<int:pk>/values/", views.new_value, name="value-new"),
    path("values/<int:pk>/", views.value, name="indicator-value"),
]
