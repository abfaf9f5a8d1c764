from django.urls import path

from grants.desk import requests

urlpatterns = [path("<slug:kind>/<int:pk>/", requests.decide, name="request")]
