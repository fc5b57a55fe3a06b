"""What happens on the way, told inside the transaction; ids and facts only."""

from django.dispatch import Signal

started = Signal()  # document_id, itinerary_id, at
moved = Signal()  # document_id, from_position, to_position (None at the end), outcome, at
held = Signal()  # document_id, reason, at
procedure_published = Signal()  # procedure_id, version_id, number, at
