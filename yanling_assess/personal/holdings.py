"""What is kept of whom, which fields, why, who sees it and until when: a table that a person can check."""

from yanling_assess.personal.of_others import OF_OTHERS
from yanling_assess.personal.of_staff import OF_STAFF

HOLDINGS = (*OF_STAFF, *OF_OTHERS)
