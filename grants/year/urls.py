from django.urls import path

from grants.year import views

urlpatterns = [
    path("<int:pk>/close/", views.year_close, name="year-close"),
    path("<int:pk>/close/settle/", views.settle, name="settlement-add"),
    path("<int:pk>/close/<int:settlement_pk>/undo/", views.undo, name="settlement-undo"),
    path("<int:pk>/close/confirm/", views.close, name="programme-close"),
    path("<int:pk>/close/reopen/", views.reopen, name="programme-reopen"),
]
