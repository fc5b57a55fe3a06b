from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from notifications import journal_messages, mail, panels, proofs, receivers  # noqa: F401

        journal_messages.register()
        panels.register()
        proofs.register()
