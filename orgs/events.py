"""What the organisations tell the floors above, inside the transaction. Ids and facts only.

`membership_added`, `membership_ratified`: membership_id, user_id, organisation_id, body_kind, at.
`membership_ended`: the same and ends_on; sent when the authority is over (at once if the last day has passed, otherwise
by the nightly job), so that whoever holds a seat by it loses it.
`role_assigned`, `role_ended`: user_id, organisation_id, role, at.
`delegation_granted`, `delegation_revoked`: delegation_id, organisation_id, delegator_id, delegate_id, scope, at.
`account_changed`: user_id, at; an account was saved, maybe switched off or on.
`organisation_closed`: organisation_id, successor_id, on, at.
"""

from django.dispatch import Signal

membership_added = Signal()
membership_ratified = Signal()
membership_ended = Signal()
role_assigned = Signal()
role_ended = Signal()
delegation_granted = Signal()
delegation_revoked = Signal()
account_changed = Signal()
organisation_closed = Signal()
