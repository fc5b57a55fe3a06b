from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "approvals"

    def ready(self) -> None:
        from approvals import panels, proofs, receivers, shelf, verbs
        from approvals.queries import comment_notes
        from documents.queries import note_sources

        receivers.connect()
        verbs.register()
        shelf.register()
        panels.register()
        proofs.register()
        note_sources.append(comment_notes)
