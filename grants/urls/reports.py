from django.urls import path

from grants.views import due, queue, reports

urlpatterns = [
    path("", reports.owed, name="owed"),
    path("due/", due.due, name="due"),
    path("queue/", queue.queue, name="queue"),
    path("begin/<int:pk>/", reports.begin, name="report-begin"),
    path("evidence/<int:pk>/", reports.evidence, name="report-evidence"),
    path("<int:pk>/", reports.report, name="report"),
    path("<int:pk>/decide/", reports.decide, name="report-decide"),
    path("<int:pk>/money.xlsx", reports.money_form, name="report-money"),
]
