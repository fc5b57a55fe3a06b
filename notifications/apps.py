from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from notifications import mail, panels, proofs, receivers, verbs  # noqa: F401

        verbs.register()
        panels.register()
        proofs.register()
