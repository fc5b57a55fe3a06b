from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "orgs"

    def ready(self) -> None:
        from orgs import journal_messages, proofs, receivers  # noqa: F401

        journal_messages.register()
        proofs.register()
