"""Tells whether nothing is charged after an error."""

from __future__ import annotations

from .errors import ApiError

# A retry with the same key would return the same failed generation.
FAILED = frozenset(["generationFailed", "generation_failed"])
# Of a generation, or of a prompt that was refused before a generation was accepted.
BLOCKED = frozenset(["contentBlocked", "content_blocked", "moderation_blocked"])


def is_failure_code(code: str) -> bool:
    """Whether a code is that of a failed generation, which a retry cannot change."""
    return code in FAILED


def is_uncharged_after_acceptance(code: str) -> bool:
    """Whether nothing is charged for an accepted generation after an error.

    This is only known from the codes of its end: after other errors, such as of a revoked key or of
    images that cannot be read, it continues or has been charged.
    """
    return code in FAILED or code in BLOCKED


def is_uncharged_create(error: ApiError, uncharged: frozenset[str], is_doubtful: bool) -> bool:
    """Whether nothing is charged after an error of a create, by any of its attempts.

    `uncharged` are codes of errors after which nothing is charged, if no earlier attempt was accepted.
    `is_doubtful`: an earlier attempt may have been accepted.
    """
    # A 5xx can follow the acceptance. With JSON keep-alive, an error with status 200 always follows it.
    if error.status < 300 or error.status >= 500:
        return is_uncharged_after_acceptance(error.code)
    if not is_doubtful:
        return error.code in uncharged
    # The server examines the key, its limits and the prompt before it looks for an earlier attempt.
    is_replayed = error.headers.get("idempotent-replayed") == "true"
    return is_replayed and is_uncharged_after_acceptance(error.code)
