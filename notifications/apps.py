from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from notifications import audit_registration, journal_messages, mail, panels, proofs, receivers  # noqa: F401

        audit_registration.register()
        journal_messages.register()
        panels.register()
        proofs.register()
