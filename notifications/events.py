"""What happens to recipients and deliveries, told inside the transaction; ids and facts only.

`recipients_changed`: document_id, at. `document_distributed`: document_id, deliveries, at.
`delivery_acknowledged`: delivery_id, document_id, step, at.
"""

from django.dispatch import Signal

recipients_changed = Signal()
document_distributed = Signal()
delivery_acknowledged = Signal()
