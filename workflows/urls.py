from django.urls import path

from workflows.views import acts, document, drafting, lists, numbering, procedures, workspace

app_name = "workflows"
urlpatterns = [
    path("", workspace.workspace, name="workspace"),
    path("du-thao/", lists.listing, {"name": "drafts"}, name="drafts"),
    path("lay-y-kien/", lists.listing, {"name": "opinions"}, name="opinions"),
    path("trinh-ky/", lists.listing, {"name": "signing"}, name="signing"),
    path("cho-cap-so/", lists.listing, {"name": "numbering"}, name="numbering"),
    path("du-thao/moi/", drafting.new_draft, name="draft_new"),
    path("van-ban/<int:pk>/", document.document, name="document"),
    path("van-ban/<int:pk>/lo-trinh/", document.route_panel, name="route_panel"),
    path("van-ban/<int:pk>/viec/", document.moved_parts, name="moved_parts"),
    path("van-ban/<int:pk>/soan/", drafting.edit, name="document_edit"),
    path("van-ban/<int:pk>/luu/", drafting.save, name="document_save"),
    path("van-ban/<int:pk>/dua-vao-quy-trinh/", acts.start_route, name="document_start"),
    path("van-ban/<int:pk>/trinh/", acts.submit, name="document_submit"),
    path("van-ban/<int:pk>/dat/", acts.pass_on, name="document_pass"),
    path("van-ban/<int:pk>/tra-lai/", acts.send_back, name="document_return"),
    path("van-ban/<int:pk>/huy/", acts.cancel, name="document_cancel"),
    path("van-ban/<int:pk>/giao-soan/", acts.assign_drafter, name="document_assign"),
    path("van-ban/<int:pk>/ky/", acts.sign, name="document_sign"),
    path("van-ban/<int:pk>/hoi-lai/", acts.ask_again, name="document_ask_again"),
    path("van-ban/<int:pk>/cap-so/", numbering.number, name="number"),
    path("quy-trinh/", procedures.procedures, name="procedures"),
    path("quy-trinh/moi/", procedures.new_procedure, name="procedure_new"),
    path("quy-trinh/<int:pk>/", procedures.procedure, name="procedure"),
    path("quy-trinh/<int:pk>/ban/<int:number>/", procedures.procedure, name="procedure_version"),
    path("quy-trinh/<int:pk>/lich-su/", procedures.procedure_history, name="procedure_history"),
    path("quy-trinh/<int:pk>/sua/", procedures.edit_procedure, name="procedure_edit"),
]
