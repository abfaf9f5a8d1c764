from django.urls import path

from grants.desk import due_page, owed_page

urlpatterns = [path("", owed_page.owed, name="owed"), path("due/", due_page.due, name="due")]
