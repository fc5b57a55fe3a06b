from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        from documents import shelf, verbs

        shelf.register()
        verbs.register()
