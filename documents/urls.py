from django.urls import path

from documents.views import checks, choices, citations, findings, register, sheet

app_name = "documents"
urlpatterns = [
    path("van-ban/<int:pk>/trang/", sheet.sheet, name="sheet"),
    path("van-ban/<int:pk>/ban-in.pdf", sheet.paper_pdf, name="paper_pdf"),
    path("van-ban/<int:pk>/lan/<int:ordinal>.docx", sheet.round_docx, name="round_docx"),
    path("van-ban/<int:pk>/lan/<int:ordinal>/tep-goc/", sheet.source_file, name="source_file"),
    path("van-ban/<int:pk>/kiem-tra/", findings.findings_panel, name="findings_panel"),
    path("van-ban/<int:pk>/kiem-tra/bo-qua/", findings.finding_waive, name="finding_waive"),
    path("van-ban/<int:pk>/kiem-tra/sua/", findings.findings_repair, name="findings_repair"),
    path("van-ban/<int:pk>/xac-dinh/", choices.choice_clarify, name="choice_clarify"),
    path("van-ban/<int:pk>/vien-dan/", citations.citations_panel, name="citations_panel"),
    path("van-ban/<int:pk>/doi-chieu/", citations.compare_choice, name="compare_choice"),
    path("van-ban/<int:pk>/doi-chieu/<int:other>/", citations.compare_documents, name="compare_documents"),
    path("van-ban/<int:pk>/doi-chieu/<int:other>/bang.<str:kind>", citations.comparison_file, name="comparison_file"),
    path("kiem-tra/", checks.checks, name="checks"),
    path("kiem-tra/lich-su/", checks.checks_history, name="checks_history"),
    path("vien-dan/", citations.cited_papers_list, name="cited_papers"),
    path("vien-dan/<int:pk>/", citations.cited_paper, name="cited_paper"),
    path("so-van-ban-di/", register.register, name="register"),
    path("so-van-ban-di/so.<str:kind>", register.register_file, name="register_file"),
    path("so-van-ban-di/<int:pk>/huy-so/", register.register_void, name="register_void"),
]
