from django.urls import path

from grants.budget import ceiling_page, programmes_page
from grants.worksheet import allocation_page as allocation
from grants.worksheet import splitting_page as splitting
from grants.worksheet import views as worksheet

urlpatterns = [
    path("", programmes_page.programmes, name="programmes"),
    path("<int:pk>/", worksheet.worksheet, name="worksheet"),
    path("<int:pk>/ceiling/", ceiling_page.ceiling, name="ceiling"),
    path("<int:pk>/save/", worksheet.worksheet_save, name="worksheet-save"),
    path("<int:pk>/worksheet.<str:extension>", worksheet.worksheet_download, name="worksheet-download"),
    path("<int:pk>/split/", splitting.split, name="worksheet-split"),
    path("<int:pk>/open/", allocation.open_year, name="programme-open"),
    path("<int:pk>/organisations/<int:allocation_pk>/", allocation.allocation, name="allocation"),
    path("<int:pk>/organisations/<int:allocation_pk>/cancel/", allocation.cancel, name="allocation-cancel"),
]
