from django.urls import path

from grants.desk import agreement_actions as actions
from grants.desk import agreements as views
from grants.desk import amending, draft_page

urlpatterns = [
    path("", views.agreements, name="agreements"),
    path("<int:pk>/", views.agreement, name="agreement"),
    path("<int:pk>/agreement.docx", views.document, name="agreement-document"),
    path("<int:pk>/scan/", views.scan, name="agreement-scan"),
    path("draw-up/<int:allocation_pk>/", draft_page.new_draft, name="agreement-draw-up"),
    path("<int:pk>/draft/", draft_page.draft, name="agreement-draft"),
    path("<int:pk>/amend/", amending.amend, name="agreement-amend"),
    path("<int:pk>/sign/", actions.record_signing, name="agreement-sign"),
    path("<int:pk>/sign-into-force/", actions.record_signing_into_force, name="agreement-sign-into-force"),
    path("<int:pk>/take-back/", actions.take_signing_back, name="agreement-take-back"),
    path("<int:pk>/activate/", actions.bring_into_force, name="agreement-activate"),
    path("<int:pk>/end/", actions.end_agreement, name="agreement-end"),
    path("<int:pk>/cancel/", actions.cancel_agreement, name="agreement-cancel"),
    path("<int:pk>/ask-cancellation/", actions.ask_for_cancellation, name="agreement-ask-cancellation"),
    path("<int:pk>/attach-scan/", actions.keep_scan, name="agreement-attach-scan"),
    path("<int:pk>/returns/", actions.report_return, name="return-report"),
    path("instalments/<int:pk>/", views.instalment, name="instalment"),
    path("instalments/<int:pk>/request/", actions.ask_for_payment, name="instalment-request"),
    path("instalments/<int:pk>/approve/", actions.let_payment_go, name="instalment-approve"),
    path("instalments/<int:pk>/return/", actions.send_request_back, name="instalment-return"),
    path("returns/<int:pk>/slip/", views.slip, name="return-slip"),
]
