from django.urls import path

from audit import views

app_name = "audit"
urlpatterns = [
    path("lich-su/", views.history, name="history"),
    path("van-ban/<int:pk>/lich-su/", views.document_history, name="document_history"),
    path("van-ban/<int:pk>/lich-su/thay-doi/", views.document_rows, name="document_rows"),
    path("van-ban/<int:pk>/lich-su/bang/", views.history_panel, name="history_panel"),
    path("van-ban/<int:pk>/lich-su/luc/", views.document_at, name="document_at"),
    path("van-ban/<int:pk>/ho-so.zip", views.dossier, name="dossier"),
]
