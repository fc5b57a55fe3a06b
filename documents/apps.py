from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        from documents import guards, panels, proofs, shelf, verbs

        shelf.register()
        panels.register()
        verbs.register()
        proofs.register()
        post_migrate.connect(guards.install_after_migrate, sender=self, dispatch_uid="documents.guards")
