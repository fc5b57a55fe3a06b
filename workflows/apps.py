from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    name = "workflows"

    def ready(self) -> None:
        from approvals.queries.forewarning import forewarners
        from notifications.jobs import every_minute
        from workflows import audit_registration, journal_messages, nightly, proofs, receivers  # noqa: F401
        from workflows.jobs import tick
        from workflows.queries.forewarning import secret_ballot_of_few

        audit_registration.register()
        journal_messages.register()
        proofs.register()
        forewarners.append(secret_ballot_of_few)
        every_minute(tick, "tick")
        every_minute(nightly.ask_for_the_day, "nightly")
