from django.apps import AppConfig
from django.core.checks import Tags
from django.core.checks import register as register_check


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        from simple_history.signals import pre_create_historical_record

        from audit import guards
        from audit.actions import stamp_history

        pre_create_historical_record.connect(stamp_history, dispatch_uid="audit.stamp_history")
        guards.watch_migrations(self)
        register_check(guards.check_guards, Tags.database)
