from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "orgs"

    def ready(self) -> None:
        from orgs import proofs, receivers, verbs  # noqa: F401

        verbs.register()
        proofs.register()
