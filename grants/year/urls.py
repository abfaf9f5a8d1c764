from django.urls import path

from grants.year import views

urlpatterns = [
    path("<int:pk>/close/", views.year_close, name="year-close"),
    path("<int:pk>/close/settle/", views.settle, name="settlement-add"),
    path("<int:pk>/close/<int:settlement_pk>/approve/", views.approve, name="settlement-approve"),
    path("<int:pk>/close/<int:settlement_pk>/withdraw/", views.withdraw, name="settlement-withdraw"),
    path("<int:pk>/close/confirm/", views.close, name="programme-close"),
    path("<int:pk>/close/reopen/", views.reopen, name="programme-reopen"),
]
