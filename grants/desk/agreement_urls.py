from django.urls import path

from grants.desk import agreement_actions as actions
from grants.desk import agreements as views
from grants.desk import amending, draft_page, to_draw_up_page
from grants.desk.agreement_steps import STEPS

urlpatterns = [
    path("", views.agreements, name="agreements"),
    path("<int:pk>/", views.agreement, name="agreement"),
    path("<int:pk>/agreement.docx", views.document, name="agreement-document"),
    path("<int:pk>/scan/", views.scan, name="agreement-scan"),
    path("to-draw-up/", to_draw_up_page.to_draw_up_page, name="to-draw-up"),
    path("draw-up/<int:allocation_pk>/", draft_page.new_draft, name="agreement-draw-up"),
    path("<int:pk>/draft/", draft_page.draft, name="agreement-draft"),
    path("<int:pk>/amend/", amending.amend, name="agreement-amend"),
    *(
        path(f"<int:pk>/{name}/", actions.take_step, {"step": step}, name=f"agreement-{name}")
        for name, step in STEPS.items()
    ),
    path("instalments/<int:pk>/", views.instalment, name="instalment"),
    path("instalments/<int:pk>/request/", actions.ask_for_payment, name="instalment-request"),
    path("instalments/<int:pk>/approve/", actions.let_payment_go, name="instalment-approve"),
    path("instalments/<int:pk>/return/", actions.send_request_back, name="instalment-return"),
    path("returns/<int:pk>/slip/", views.slip, name="return-slip"),
]
