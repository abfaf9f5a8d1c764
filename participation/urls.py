from django.urls import include, path

from participation import views
from participation.years import (
    amendment_changes,
    amendment_page,
    chat,
    history_page,
    new_year,
    reading,
    steps,
    taking_out,
)

urlpatterns = [
    path("", include("participation.activities.urls")),
    path("", include("participation.outcomes.urls")),
    path("", include("participation.catalogues.urls")),
    path("", include("participation.coverage.urls")),
    path("", views.plans, name="plans"),
    path("<int:fiscal_year>/", views.plans_of_year, name="plans-of-year"),
    path("<int:fiscal_year>/compare/", reading.regions_compared, name="regions-compare"),
    path("<int:fiscal_year>/<int:region_number>/", views.plan, name="plan"),
    path("<int:fiscal_year>/<int:region_number>/plan.docx", taking_out.plan_word, name="plan-word"),
    path("<int:fiscal_year>/<int:region_number>/plan.pdf", taking_out.plan_pdf, name="plan-pdf"),
    path("<int:fiscal_year>/<int:region_number>/messages/", chat.plan_messages, name="plan-messages"),
    path("<int:fiscal_year>/<int:region_number>/", include("participation.writing.urls")),
    path(
        "<int:fiscal_year>/<int:region_number>/plan.<str:extension>",
        views.plan_download,
        name="plan-download",
    ),
    path(
        "<int:fiscal_year>/<int:region_number>/progress.<str:extension>",
        views.progress_download,
        name="progress-download",
    ),
    path("<int:fiscal_year>/<int:region_number>/step/<slug:act>/", steps.step, name="plan-step"),
    path(
        "<int:fiscal_year>/<int:region_number>/versions/<int:number>/", reading.version, name="plan-version"
    ),
    path("<int:fiscal_year>/<int:region_number>/new/", new_year.new_year, name="plan-new"),
    path("<int:fiscal_year>/<int:region_number>/compare/", reading.compared, name="plan-compare"),
    path("<int:fiscal_year>/<int:region_number>/amend/", amendment_page.amend, name="plan-amend"),
    path(
        "<int:fiscal_year>/<int:region_number>/amend-text/",
        amendment_changes.amend_from_text,
        name="plan-amend-from-text",
    ),
    path(
        "<int:fiscal_year>/<int:region_number>/amendments/<int:pk>/",
        amendment_page.amendment,
        name="plan-amendment",
    ),
    path(
        "<int:fiscal_year>/<int:region_number>/amendments/<int:pk>/change/",
        amendment_changes.change_item,
        name="plan-amendment-change",
    ),
    path(
        "<int:fiscal_year>/<int:region_number>/amendments/<int:pk>/<slug:act>/",
        amendment_page.amendment_step,
        name="plan-amendment-step",
    ),
    path("<int:fiscal_year>/<int:region_number>/history/", history_page.history, name="plan-history"),
    path(
        "<int:fiscal_year>/<int:region_number>/history/restore/",
        history_page.restore,
        name="plan-history-restore",
    ),
]
