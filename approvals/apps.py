from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ApprovalsConfig(AppConfig):
    name = "approvals"

    def ready(self) -> None:
        from approvals import audit_registration, guards, journal_messages, panels, proofs, receivers
        from approvals.queries import comment_notes
        from documents.queries import note_sources

        receivers.connect()
        journal_messages.register()
        audit_registration.register()
        panels.register()
        proofs.register()
        note_sources.append(comment_notes)
        post_migrate.connect(guards.install_after_migrate, sender=self, dispatch_uid="approvals.guards")
