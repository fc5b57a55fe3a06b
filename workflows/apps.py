from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    name = "workflows"

    def ready(self) -> None:
        from notifications.jobs import every_minute
        from workflows import nightly, receivers, verbs  # noqa: F401
        from workflows.jobs import tick

        verbs.register()
        every_minute(tick, "tick")
        every_minute(nightly.ask_for_the_day, "nightly")
