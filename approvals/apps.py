from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "approvals"

    def ready(self) -> None:
        from approvals import receivers, shelf, verbs
        from approvals.queries import comment_notes
        from documents.queries import note_sources

        receivers.connect()
        verbs.register()
        shelf.register()
        note_sources.append(comment_notes)
