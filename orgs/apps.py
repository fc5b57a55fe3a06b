from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "orgs"

    def ready(self) -> None:
        from orgs import audit_registration, journal_messages, proofs, receivers  # noqa: F401

        audit_registration.register()
        journal_messages.register()
        proofs.register()
