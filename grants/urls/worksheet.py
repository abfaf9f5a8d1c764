from django.urls import path

from grants.views import allocation, splitting, worksheet, year_close

urlpatterns = [
    path("", worksheet.programmes, name="programmes"),
    path("<int:pk>/", worksheet.worksheet, name="worksheet"),
    path("<int:pk>/save/", worksheet.worksheet_save, name="worksheet-save"),
    path("<int:pk>/worksheet.<str:extension>", worksheet.worksheet_download, name="worksheet-download"),
    path("<int:pk>/split/", splitting.split, name="worksheet-split"),
    path("<int:pk>/open/", allocation.open_year, name="programme-open"),
    path("<int:pk>/announce/", allocation.announce, name="allocations-announce"),
    path("<int:pk>/organisations/<int:allocation_pk>/", allocation.allocation, name="allocation"),
    path("<int:pk>/organisations/<int:allocation_pk>/cancel/", allocation.cancel, name="allocation-cancel"),
    path("<int:pk>/organisations/<int:allocation_pk>/agree/", allocation.agree, name="allocation-agree"),
    path("<int:pk>/close/", year_close.year_close, name="year-close"),
    path("<int:pk>/close/settle/", year_close.settle, name="settlement-add"),
    path("<int:pk>/close/<int:settlement_pk>/approve/", year_close.approve, name="settlement-approve"),
    path("<int:pk>/close/<int:settlement_pk>/withdraw/", year_close.withdraw, name="settlement-withdraw"),
    path("<int:pk>/close/confirm/", year_close.close, name="programme-close"),
    path("<int:pk>/close/reopen/", year_close.reopen, name="programme-reopen"),
]
