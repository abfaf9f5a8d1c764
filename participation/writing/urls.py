from django.urls import path

from participation.writing import views

urlpatterns = [
    path("write/", views.write_in, name="plan-write"),
    path("here/", views.here, name="plan-here"),
    path("lines/<int:pk>/", views.line, name="plan-line"),
]
