from django.urls import path

from grants.payments import views

urlpatterns = [
    path("", views.payments, name="payments"),
    path("batch.xlsx", views.batch, {"extension": "xlsx"}, name="payments-batch-xlsx"),
    path("batch.csv", views.batch, {"extension": "csv"}, name="payments-batch-csv"),
    path("request/", views.request_payments, name="payments-request"),
    path("<int:pk>/", views.payment, name="payment"),
    path("<int:pk>/take-back/", views.take_back, name="payment-take-back"),
    path("entries/<int:pk>/", views.entry, name="entry"),
]
