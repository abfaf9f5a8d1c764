from django.urls import path

from deciding import door, queue

urlpatterns = [
    path("requests/<slug:kind>/<int:pk>/", door.decide, name="request"),
    path("reports/queue/", queue.queue, name="queue"),
]
