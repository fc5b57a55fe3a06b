from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        from simple_history.signals import pre_create_historical_record

        from audit.actions import stamp_history

        pre_create_historical_record.connect(stamp_history, dispatch_uid="audit.stamp_history")
