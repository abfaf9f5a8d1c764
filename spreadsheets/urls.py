from django.urls import path

from spreadsheets import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("new/", views.new_import, name="new-import"),
    path("new/proposal/", views.propose, name="import-proposal"),
    path(
        "table/<int:region_number>/<int:fiscal_year>/<str:kind>.<str:extension>",
        views.export,
        name="export-table",
    ),
    path("<int:pk>/", views.import_batch, name="import-batch"),
    path("<int:pk>/again/", views.look_again, name="import-again"),
    path("<int:pk>/ask/", views.ask, name="import-ask"),
    path("<int:pk>/withdraw/", views.withdraw, name="import-withdraw"),
    path("<int:pk>/give-back/", views.give_back, name="import-give-back"),
    path("<int:pk>/discard/", views.discard, name="import-discard"),
    path("<int:pk>/confirm/", views.confirm_import, name="import-confirm"),
    path("<int:pk>/undo/", views.undo_import, name="import-undo"),
    path("<int:pk>/file/", views.kept_file, name="import-file"),
    path("<int:pk>/notes.xlsx", views.annotated_file, name="import-notes"),
]
