from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        from documents import audit_registration, guards, journal_messages, panels, proofs

        audit_registration.register()
        panels.register()
        journal_messages.register()
        proofs.register()
        post_migrate.connect(guards.install_after_migrate, sender=self, dispatch_uid="documents.guards")
