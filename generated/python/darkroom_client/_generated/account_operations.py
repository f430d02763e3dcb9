# Written by `bun run generate` from openapi.yaml. Do not edit.

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Unpack, overload
from urllib.parse import quote

from .._calls import Calls, Operation
from .._options import CallOptions, CreateOptions
from . import account_types as types

# Codes of errors for which nothing is charged or all credits are released.
UNCHARGED: frozenset[str] = frozenset(
    [
        "invalid_request",
        "invalid_credentials",
        "sign_in_required",
        "csrf_failed",
        "reauthentication_required",
        "insufficient_scope",
        "plan_required",
        "forbidden",
        "account_suspended",
        "not_found",
        "method_not_allowed",
        "conflict",
        "request_timeout",
        "payload_too_large",
        "unsupported_media_type",
        "rate_limited",
        "internal_error",
        "unavailable",
        "insufficient_credits",
        "monthly_cap_reached",
        "key_budget_reached",
        "content_blocked",
        "idempotency_key_reused",
        "concurrency_limited",
    ]
)


class AccountOperations:
    """One method per operation of the API."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def get_auth_state(
        self,
        **options: Unpack[CallOptions],
    ) -> types.AuthState:
        """Get the sign-in state

        Returns whether sign-up is enabled and whether this server already has an admin.
        """
        operation = Operation("read", "GET", "/api/auth")
        result: types.AuthState = self._calls.call(operation, options)
        return result

    def sign_up(
        self,
        body: types.SignUpRequest,
        **options: Unpack[CallOptions],
    ) -> types.Account:
        """Create an account

        Creates an account and signs it in. While the server has no admin, `setup_token` is
        required, even if sign-up is disabled, and the new account becomes the admin.
        """
        operation = Operation("write", "POST", "/api/auth/sign-up", body=body)
        result: types.Account = self._calls.call(operation, options)
        return result

    def sign_out(
        self,
        **options: Unpack[CallOptions],
    ) -> None:
        """Sign out

        Ends the session immediately and deletes the cookie.
        """
        operation = Operation("write", "POST", "/api/auth/sign-out")
        self._calls.call(operation, options)

    def sign_in(
        self,
        body: types.SignInRequest,
        **options: Unpack[CallOptions],
    ) -> types.Account:
        """Sign in

        Sets the session cookie and ends the session of the request, if any. An unknown email
        address and a wrong password return the same error.
        """
        operation = Operation("write", "POST", "/api/auth/sign-in", body=body)
        result: types.Account = self._calls.call(operation, options)
        return result

    def get_account(
        self,
        **options: Unpack[CallOptions],
    ) -> types.Account:
        """Get the account

        Returns the signed-in account with its plan, settings and CSRF token.
        """
        operation = Operation("read", "GET", "/api/account")
        result: types.Account = self._calls.call(operation, options)
        return result

    def update_account(
        self,
        body: types.UpdateAccountRequest,
        **options: Unpack[CallOptions],
    ) -> types.Account:
        """Change the account

        Updates the settings in the request; other settings stay unchanged.
        """
        operation = Operation("write", "PATCH", "/api/account", body=body)
        result: types.Account = self._calls.call(operation, options)
        return result

    def list_sessions(
        self,
        **options: Unpack[CallOptions],
    ) -> types.SessionList:
        """List sessions

        Lists the active sessions, most recently used first.
        """
        operation = Operation("read", "GET", "/api/account/sessions")
        result: types.SessionList = self._calls.call(operation, options)
        return result

    def revoke_other_sessions(
        self,
        **options: Unpack[CallOptions],
    ) -> None:
        """End all other sessions

        Ends all sessions except the current one.
        """
        operation = Operation("write", "DELETE", "/api/account/sessions")
        self._calls.call(operation, options)

    def revoke_session(
        self,
        session_id: str,
        **options: Unpack[CallOptions],
    ) -> None:
        """End a session

        Ends one session. It can be the current one.
        """
        operation = Operation(
            "write",
            "DELETE",
            f"/api/account/sessions/{_quote(session_id)}",
        )
        self._calls.call(operation, options)

    def confirm_password(
        self,
        body: types.ConfirmPasswordRequest,
        **options: Unpack[CallOptions],
    ) -> None:
        """Confirm the password

        Confirms the password for the current session. Operations that respond with
        `reauthentication_required` accept the session for the next 15 minutes. A sign-in also
        confirms the password. Attempts are limited as those of a sign-in.
        """
        operation = Operation("write", "POST", "/api/account/session/confirm", body=body)
        self._calls.call(operation, options)

    def change_password(
        self,
        body: types.ChangePasswordRequest,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change the password

        Changes the password and ends all other sessions. API keys keep working.
        """
        operation = Operation("write", "POST", "/api/account/password", body=body)
        self._calls.call(operation, options)

    def export_account(
        self,
        **options: Unpack[CallOptions],
    ) -> bytes:
        """Export the account

        All data of the account as a ZIP archive: profile, API keys and webhooks without secrets,
        generations with prompts, settings and receipts, images and reference images, uploaded files,
        batches, ledger and audit log. The archive is created while it is sent; its size is not known in advance.
        """
        operation = Operation("read", "GET", "/api/account/export", reads="bytes")
        result: bytes = self._calls.call(operation, options)
        return result

    def list_own_audit_entries(
        self,
        query: types.ListOwnAuditEntriesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> types.AuditEntryList:
        """List the audit log of the account

        Lists changes of the account's credits, keys, webhooks, settings, sessions and password, by its owner
        and by operators, newest first. The actor of an entry by an operator is `operator`. Entries never
        change.
        """
        operation = Operation("read", "GET", "/api/account/audit", query=query)
        result: types.AuditEntryList = self._calls.call(operation, options)
        return result

    def iterate_own_audit_entries(
        self,
        query: types.ListOwnAuditEntriesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> Iterator[types.AuditEntry]:
        """Yields the items of all pages; `cursor` is where to begin."""
        def read(position: Mapping[str, str]) -> Any:
            operation = Operation(
                "read",
                "GET",
                "/api/account/audit",
                query={**(query or {}), **position},
            )
            return self._calls.call(operation, options)

        return self._calls.iterate(read)

    def export_own_audit_entries_csv(
        self,
        query: types.ExportOwnAuditEntriesCsvQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> str:
        """Export the audit log of the account as CSV

        The audit log of the account as CSV. Values that a spreadsheet would interpret as a formula are prefixed
        with an apostrophe.
        """
        operation = Operation(
            "read",
            "GET",
            "/api/account/audit.csv",
            query=query,
            reads="text",
        )
        result: str = self._calls.call(operation, options)
        return result

    def export_own_audit_entries_json(
        self,
        query: types.ExportOwnAuditEntriesJsonQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> str:
        """Export the audit log of the account as JSON

        The audit log of the account as JSON Lines: each line is one entry as in the list.
        """
        operation = Operation(
            "read",
            "GET",
            "/api/account/audit.jsonl",
            query=query,
            reads="text",
        )
        result: str = self._calls.call(operation, options)
        return result

    def delete_account(
        self,
        body: types.DeleteAccountRequest,
        **options: Unpack[CallOptions],
    ) -> None:
        """Delete the account

        Permanently deletes the account: sessions end and keys are revoked immediately, webhooks are
        deleted, unfinished generations are canceled, and remaining credits are voided. Prompts,
        end-user IDs, reference images, images and uploads are erased. A generation that finishes
        after the deletion is erased within one hour. The credit ledger is kept in anonymized form.
        The only admin of a server cannot be deleted.
        """
        operation = Operation("write", "POST", "/api/account/delete", body=body)
        self._calls.call(operation, options)

    def list_keys(
        self,
        **options: Unpack[CallOptions],
    ) -> types.KeyList:
        """List keys

        Lists the account's active keys and the 400 newest that are revoked or expired, newest first.
        The export of the account contains all of them.
        """
        operation = Operation("read", "GET", "/api/account/keys")
        result: types.KeyList = self._calls.call(operation, options)
        return result

    def create_key(
        self,
        body: types.CreateKeyRequest,
        **options: Unpack[CallOptions],
    ) -> types.CreatedKey:
        """Create a key

        Creates a key for one API. The secret is returned only in this response; the server stores
        only a hash.
        """
        operation = Operation("write", "POST", "/api/account/keys", body=body)
        result: types.CreatedKey = self._calls.call(operation, options)
        return result

    def report_leaked_key(
        self,
        body: types.ReportLeakedKeyRequest,
        **options: Unpack[CallOptions],
    ) -> types.ReceivedReport:
        """Report a leaked key

        Revokes a key that you have found, for example in a public repository, and sends `key.leaked` to
        the webhooks of its owner. The key itself is the proof; nothing else is needed. The response is
        the same for a text that is no valid key.
        """
        operation = Operation("write", "POST", "/api/account/keys/report-leak", body=body)
        result: types.ReceivedReport = self._calls.call(operation, options)
        return result

    def revoke_key(
        self,
        key_id: str,
        **options: Unpack[CallOptions],
    ) -> types.Key:
        """Revoke a key

        Revokes a key immediately and permanently. Generations it started continue. Revoking a
        revoked key has no effect.
        """
        operation = Operation("write", "DELETE", f"/api/account/keys/{_quote(key_id)}")
        result: types.Key = self._calls.call(operation, options)
        return result

    def update_key(
        self,
        key_id: str,
        body: types.UpdateKeyRequest,
        **options: Unpack[CallOptions],
    ) -> types.Key:
        """Update a key

        Changes an active key. Absent fields stay as they are. The change takes effect immediately.
        """
        operation = Operation(
            "write",
            "PATCH",
            f"/api/account/keys/{_quote(key_id)}",
            body=body,
        )
        result: types.Key = self._calls.call(operation, options)
        return result

    def rotate_key(
        self,
        key_id: str,
        body: types.RotateKeyRequest,
        **options: Unpack[CallOptions],
    ) -> types.CreatedKey:
        """Rotate a key

        Creates a new secret for the key and returns it once. The old secret keeps working during
        the overlap, so running clients are not interrupted. Limits, history and ID stay the same.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/account/keys/{_quote(key_id)}/rotate",
            body=body,
        )
        result: types.CreatedKey = self._calls.call(operation, options)
        return result

    def list_webhooks(
        self,
        **options: Unpack[CallOptions],
    ) -> types.WebhookList:
        """List webhooks

        Lists the account's endpoints, newest first.
        """
        operation = Operation("read", "GET", "/api/account/webhooks")
        result: types.WebhookList = self._calls.call(operation, options)
        return result

    def create_webhook(
        self,
        body: types.CreateWebhookRequest,
        **options: Unpack[CallOptions],
    ) -> types.CreatedWebhook:
        """Register a webhook

        Registers an endpoint that receives events. The signing secret is returned only in this
        response. The URL must use https and resolve to a public address; this is checked here and
        before each delivery.
        """
        operation = Operation("write", "POST", "/api/account/webhooks", body=body)
        result: types.CreatedWebhook = self._calls.call(operation, options)
        return result

    def get_webhook(
        self,
        webhook_id: str,
        **options: Unpack[CallOptions],
    ) -> types.Webhook:
        """Get a webhook

        Returns an endpoint's settings and delivery status.
        """
        operation = Operation("read", "GET", f"/api/account/webhooks/{_quote(webhook_id)}")
        result: types.Webhook = self._calls.call(operation, options)
        return result

    def delete_webhook(
        self,
        webhook_id: str,
        **options: Unpack[CallOptions],
    ) -> None:
        """Delete a webhook

        Deletes an endpoint. No further events are sent to it, and its deliveries can no longer be
        read; they are erased 30 days after their creation.
        """
        operation = Operation(
            "write",
            "DELETE",
            f"/api/account/webhooks/{_quote(webhook_id)}",
        )
        self._calls.call(operation, options)

    def update_webhook(
        self,
        webhook_id: str,
        body: types.UpdateWebhookRequest,
        **options: Unpack[CallOptions],
    ) -> types.Webhook:
        """Change a webhook

        Updates the fields in the request; other fields stay unchanged. Enabling an endpoint resets its
        failure count; disabling it ends its pending deliveries as `failed`. After a change of the URL,
        pending deliveries are sent to the new one, which is confirmed by its first 2xx response.
        """
        operation = Operation(
            "write",
            "PATCH",
            f"/api/account/webhooks/{_quote(webhook_id)}",
            body=body,
        )
        result: types.Webhook = self._calls.call(operation, options)
        return result

    def rotate_webhook_secret(
        self,
        webhook_id: str,
        **options: Unpack[CallOptions],
    ) -> types.CreatedWebhook:
        """Rotate a webhook's secret

        Creates a new secret and returns it once. For 24 hours `webhook-signature` contains a
        signature with each secret; `X-Gptimg-Signature` contains only the signature with the new
        secret.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/account/webhooks/{_quote(webhook_id)}/rotate-secret",
        )
        result: types.CreatedWebhook = self._calls.call(operation, options)
        return result

    def test_webhook(
        self,
        webhook_id: str,
        body: types.TestWebhookRequest,
        **options: Unpack[CallOptions],
    ) -> types.Delivery:
        """Send a test event

        Sends an event with sample data and a valid signature, even if the endpoint is disabled. It
        is attempted once, and a failure is not counted.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/account/webhooks/{_quote(webhook_id)}/test",
            body=body,
        )
        result: types.Delivery = self._calls.call(operation, options)
        return result

    def list_deliveries(
        self,
        webhook_id: str,
        query: types.ListDeliveriesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> types.DeliveryList:
        """List deliveries

        Lists past and pending deliveries of an endpoint, newest first.
        """
        operation = Operation(
            "read",
            "GET",
            f"/api/account/webhooks/{_quote(webhook_id)}/deliveries",
            query=query,
        )
        result: types.DeliveryList = self._calls.call(operation, options)
        return result

    def iterate_deliveries(
        self,
        webhook_id: str,
        query: types.ListDeliveriesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> Iterator[types.Delivery]:
        """Yields the items of all pages; `cursor` is where to begin."""
        def read(position: Mapping[str, str]) -> Any:
            operation = Operation(
                "read",
                "GET",
                f"/api/account/webhooks/{_quote(webhook_id)}/deliveries",
                query={**(query or {}), **position},
            )
            return self._calls.call(operation, options)

        return self._calls.iterate(read)

    def get_delivery(
        self,
        webhook_id: str,
        delivery_id: str,
        **options: Unpack[CallOptions],
    ) -> types.DeliveryDetail:
        """Get a delivery

        Returns the request that was sent and the response to each attempt.
        """
        operation = Operation(
            "read",
            "GET",
            f"/api/account/webhooks/{_quote(webhook_id)}/deliveries/{_quote(delivery_id)}",
        )
        result: types.DeliveryDetail = self._calls.call(operation, options)
        return result

    def resend_delivery(
        self,
        webhook_id: str,
        delivery_id: str,
        **options: Unpack[CallOptions],
    ) -> types.Delivery:
        """Send a delivery again

        Sends the same bytes with the same delivery ID again, regardless of earlier results. Only
        image URLs that expire are replaced by new ones.
        Receivers can detect duplicates by this ID.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/account/webhooks/{_quote(webhook_id)}/deliveries/{_quote(delivery_id)}/resend",
        )
        result: types.Delivery = self._calls.call(operation, options)
        return result

    def resend_failed_deliveries(
        self,
        webhook_id: str,
        body: types.ResendFailedRequest,
        **options: Unpack[CallOptions],
    ) -> types.ResendFailedResult:
        """Send all failed deliveries again

        Resends the failed deliveries created at or after the given time, at most the 500 oldest.
        Call it again for the others, at most 10 times in 15 minutes.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/account/webhooks/{_quote(webhook_id)}/resend-failed",
            body=body,
        )
        result: types.ResendFailedResult = self._calls.call(operation, options)
        return result

    def get_credits(
        self,
        **options: Unpack[CallOptions],
    ) -> types.Credits:
        """Get credits and grants

        Returns the spendable and held credits and all grants with remaining credits. Grants are
        spent in the order in which they expire; of grants that expire at the same time, free ones
        are spent before paid ones.
        """
        operation = Operation("read", "GET", "/api/account/credits")
        result: types.Credits = self._calls.call(operation, options)
        return result

    def list_credit_entries(
        self,
        query: types.ListCreditEntriesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> types.CreditEntryList:
        """List the ledger

        Lists every change of credits, newest first. Entries never change.
        """
        operation = Operation("read", "GET", "/api/account/credits/entries", query=query)
        result: types.CreditEntryList = self._calls.call(operation, options)
        return result

    def iterate_credit_entries(
        self,
        query: types.ListCreditEntriesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> Iterator[types.CreditEntry]:
        """Yields the items of all pages; `cursor` is where to begin."""
        def read(position: Mapping[str, str]) -> Any:
            operation = Operation(
                "read",
                "GET",
                "/api/account/credits/entries",
                query={**(query or {}), **position},
            )
            return self._calls.call(operation, options)

        return self._calls.iterate(read)

    def export_credit_entries(
        self,
        query: types.ExportCreditEntriesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> str:
        """Export the ledger

        The ledger as CSV. Values that a spreadsheet would interpret as a formula are prefixed with
        an apostrophe.
        """
        operation = Operation(
            "read",
            "GET",
            "/api/account/credits/entries.csv",
            query=query,
            reads="text",
        )
        result: str = self._calls.call(operation, options)
        return result

    def get_overview(
        self,
        **options: Unpack[CallOptions],
    ) -> types.Overview:
        """Get the overview

        Returns everything that the start page of the console shows.
        """
        operation = Operation("read", "GET", "/api/account/overview")
        result: types.Overview = self._calls.call(operation, options)
        return result

    def get_usage(
        self,
        query: types.GetUsageQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> types.Usage:
        """Get usage

        Returns images and credits by day (UTC), model and key, for at most 366 days.
        """
        operation = Operation("read", "GET", "/api/account/usage", query=query)
        result: types.Usage = self._calls.call(operation, options)
        return result

    def export_usage(
        self,
        query: types.ExportUsageQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> str:
        """Export usage

        Usage as CSV. Values that a spreadsheet would interpret as a formula are prefixed with an
        apostrophe.
        """
        operation = Operation(
            "read",
            "GET",
            "/api/account/usage.csv",
            query=query,
            reads="text",
        )
        result: str = self._calls.call(operation, options)
        return result

    def list_models(
        self,
        **options: Unpack[CallOptions],
    ) -> types.ModelList:
        """List models

        Lists the models with their ratios, qualities, limits and prices.
        """
        operation = Operation("read", "GET", "/api/account/models")
        result: types.ModelList = self._calls.call(operation, options)
        return result

    def quote(
        self,
        body: types.QuoteRequest,
        **options: Unpack[CallOptions],
    ) -> types.Quote:
        """Get a quote

        Returns the price of a generation and its resolved size and tier. The request is validated
        and priced like a generation; no credits are held.
        """
        operation = Operation("write", "POST", "/api/account/quote", body=body)
        result: types.Quote = self._calls.call(operation, options)
        return result

    def list_generations(
        self,
        query: types.ListGenerationsQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> types.GenerationList:
        """List generations

        Lists the account's generations of all APIs, newest first.
        """
        operation = Operation("read", "GET", "/api/account/generations", query=query)
        result: types.GenerationList = self._calls.call(operation, options)
        return result

    def iterate_generations(
        self,
        query: types.ListGenerationsQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> Iterator[types.Generation]:
        """Yields the items of all pages; `cursor` is where to begin."""
        def read(position: Mapping[str, str]) -> Any:
            operation = Operation(
                "read",
                "GET",
                "/api/account/generations",
                query={**(query or {}), **position},
            )
            return self._calls.call(operation, options)

        return self._calls.iterate(read)

    def create_generation(
        self,
        body: types.CreateGenerationRequest | types.CreateGenerationForm,
        **options: Unpack[CreateOptions],
    ) -> types.GenerationDetail:
        """Create a generation

        Starts a generation at the prices of the Image Hub API, like the playground of the console,
        and responds immediately. Watch or poll the generation. Send a form to add reference images.
        """
        operation = Operation("create", "POST", "/api/account/generations", body=body)
        result: types.GenerationDetail = self._calls.call(operation, options)
        return result

    def get_generation(
        self,
        generation_id: str,
        **options: Unpack[CallOptions],
    ) -> types.GenerationDetail:
        """Get a generation

        Returns a generation with its timeline, inputs and receipt.
        """
        operation = Operation(
            "read",
            "GET",
            f"/api/account/generations/{_quote(generation_id)}",
        )
        result: types.GenerationDetail = self._calls.call(operation, options)
        return result

    def delete_generation(
        self,
        generation_id: str,
        **options: Unpack[CallOptions],
    ) -> None:
        """Delete a generation

        Deletes a finished generation with its prompt, inputs, images and webhook deliveries. The
        URLs of its images stop working, and pending deliveries are not sent. Its ledger entries
        are kept.
        """
        operation = Operation(
            "write",
            "DELETE",
            f"/api/account/generations/{_quote(generation_id)}",
        )
        self._calls.call(operation, options)

    def cancel_generation(
        self,
        generation_id: str,
        **options: Unpack[CallOptions],
    ) -> types.GenerationDetail:
        """Cancel a generation

        Cancels a generation. A queued generation is canceled immediately. For a running generation,
        the request to the provider is aborted; images already received are delivered and charged,
        and `status` stays `running` until this is complete. Canceling a finished generation has no
        effect.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/account/generations/{_quote(generation_id)}/cancel",
        )
        result: types.GenerationDetail = self._calls.call(operation, options)
        return result

    def watch_generation(
        self,
        generation_id: str,
        **options: Unpack[CallOptions],
    ) -> Iterator[types.GenerationDetail]:
        """Watch a generation

        Streams server-sent events named `generation`. Each contains the current generation. The
        first is sent immediately, then one at each change. The stream closes after the generation
        has finished, and after 15 minutes at the latest: connect again to continue. Comment lines
        keep an idle stream open.
        """
        operation = Operation(
            "read",
            "GET",
            f"/api/account/generations/{_quote(generation_id)}/events",
        )
        return self._calls.stream(operation, options)

    def get_generation_input(
        self,
        generation_id: str,
        position: int,
        **options: Unpack[CallOptions],
    ) -> bytes:
        """Get an input image

        Returns the bytes of an input image as sent to the provider.
        """
        operation = Operation(
            "read",
            "GET",
            f"/api/account/generations/{_quote(generation_id)}/inputs/{_quote(position)}",
            reads="bytes",
        )
        result: bytes = self._calls.call(operation, options)
        return result

    def get_thumbnail(
        self,
        image_id: str,
        **options: Unpack[CallOptions],
    ) -> bytes:
        """Get a thumbnail

        Returns an image as WebP with edges of at most 640 pixels. It never changes and can be
        cached without a time limit.
        """
        operation = Operation(
            "read",
            "GET",
            f"/api/account/images/{_quote(image_id)}/thumbnail",
            reads="bytes",
        )
        result: bytes = self._calls.call(operation, options)
        return result

    def download_image(
        self,
        image_id: str,
        **options: Unpack[CallOptions],
    ) -> bytes:
        """Download an image

        Returns an image with `Content-Disposition: attachment`, so that browsers save it. Image URLs
        may lead to another host, whose files browsers open instead.
        """
        operation = Operation(
            "read",
            "GET",
            f"/api/account/images/{_quote(image_id)}/download",
            reads="bytes",
        )
        result: bytes = self._calls.call(operation, options)
        return result

    def list_accounts(
        self,
        query: types.ListAccountsQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> types.AdminAccountList:
        """List accounts

        Lists all accounts, newest first.
        """
        operation = Operation("read", "GET", "/api/admin/accounts", query=query)
        result: types.AdminAccountList = self._calls.call(operation, options)
        return result

    def iterate_accounts(
        self,
        query: types.ListAccountsQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> Iterator[types.AdminAccount]:
        """Yields the items of all pages; `cursor` is where to begin."""
        def read(position: Mapping[str, str]) -> Any:
            operation = Operation(
                "read",
                "GET",
                "/api/admin/accounts",
                query={**(query or {}), **position},
            )
            return self._calls.call(operation, options)

        return self._calls.iterate(read)

    def get_admin_account(
        self,
        account_id: str,
        **options: Unpack[CallOptions],
    ) -> types.AdminAccountDetail:
        """Get an account

        Returns an account with its grants and keys.
        """
        operation = Operation("read", "GET", f"/api/admin/accounts/{_quote(account_id)}")
        result: types.AdminAccountDetail = self._calls.call(operation, options)
        return result

    def update_admin_account(
        self,
        account_id: str,
        body: types.UpdateAdminAccountRequest,
        **options: Unpack[CallOptions],
    ) -> types.AdminAccountDetail:
        """Change an account

        Changes an account's plan or role, or disables it. Disabling ends the account's sessions
        and cancels its unfinished generations. Its keys are rejected until it is enabled again.
        """
        operation = Operation(
            "write",
            "PATCH",
            f"/api/admin/accounts/{_quote(account_id)}",
            body=body,
        )
        result: types.AdminAccountDetail = self._calls.call(operation, options)
        return result

    def grant_credits(
        self,
        account_id: str,
        body: types.GrantCreditsRequest,
        **options: Unpack[CallOptions],
    ) -> types.CreditBatch:
        """Grant credits

        Grants credits to an account.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/admin/accounts/{_quote(account_id)}/grants",
            body=body,
        )
        result: types.CreditBatch = self._calls.call(operation, options)
        return result

    def void_grant(
        self,
        account_id: str,
        grant_id: str,
        body: types.VoidGrantRequest,
        **options: Unpack[CallOptions],
    ) -> types.VoidedGrant:
        """Void a grant

        Voids the remaining credits of a grant. Held credits are not affected; they are voided if
        they are released.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/admin/accounts/{_quote(account_id)}/grants/{_quote(grant_id)}/void",
            body=body,
        )
        result: types.VoidedGrant = self._calls.call(operation, options)
        return result

    def list_prices(
        self,
        **options: Unpack[CallOptions],
    ) -> types.PriceList:
        """List prices

        Lists all price rules.
        """
        operation = Operation("read", "GET", "/api/admin/prices")
        result: types.PriceList = self._calls.call(operation, options)
        return result

    def replace_prices(
        self,
        body: types.ReplacePricesRequest,
        **options: Unpack[CallOptions],
    ) -> types.PriceList:
        """Replace the prices

        Replaces the whole list. Prices of accepted generations do not change. A list without a
        price for an enabled model is rejected.
        """
        operation = Operation("read", "PUT", "/api/admin/prices", body=body)
        result: types.PriceList = self._calls.call(operation, options)
        return result

    def list_admin_models(
        self,
        **options: Unpack[CallOptions],
    ) -> types.AdminModelList:
        """List models with their providers

        Lists all models, including disabled ones.
        """
        operation = Operation("read", "GET", "/api/admin/models")
        result: types.AdminModelList = self._calls.call(operation, options)
        return result

    def put_model(
        self,
        body: types.AdminModelInput,
        **options: Unpack[CallOptions],
    ) -> types.AdminModel:
        """Add or change a model

        Creates or replaces the model with this ID. Models can be disabled but not deleted.
        An enabled model needs a price for every request; without one, the response is 400.
        """
        operation = Operation("read", "PUT", "/api/admin/models", body=body)
        result: types.AdminModel = self._calls.call(operation, options)
        return result

    def list_legacy_sizes(
        self,
        **options: Unpack[CallOptions],
    ) -> types.LegacySizeList:
        """List legacy sizes

        Lists the sizes that models do not generate but the OpenAI-compatible API accepts: images are
        generated at another size, which determines the price, and resized.
        """
        operation = Operation("read", "GET", "/api/admin/legacy-sizes")
        result: types.LegacySizeList = self._calls.call(operation, options)
        return result

    def replace_legacy_sizes(
        self,
        body: types.ReplaceLegacySizesRequest,
        **options: Unpack[CallOptions],
    ) -> types.LegacySizeList:
        """Replace the legacy sizes

        Replaces the whole list. Both sizes of an entry have nearly the same ratio.
        """
        operation = Operation("read", "PUT", "/api/admin/legacy-sizes", body=body)
        result: types.LegacySizeList = self._calls.call(operation, options)
        return result

    def list_plans(
        self,
        **options: Unpack[CallOptions],
    ) -> types.PlanList:
        """List plans

        Lists the plans with their limits.
        """
        operation = Operation("read", "GET", "/api/admin/plans")
        result: types.PlanList = self._calls.call(operation, options)
        return result

    def put_plan(
        self,
        body: types.PutPlanRequest,
        **options: Unpack[CallOptions],
    ) -> types.Plan:
        """Add or change a plan

        Creates or replaces the plan with this ID. Limits, moderation and image metadata apply from
        the next request, the key lifetime to new keys, and the monthly grant from the next month.
        The settings `retention_days`, `max_key_days`, `priority`, `blocked_per_day`, `min_moderation` and
        `image_metadata` keep their value if they are omitted.
        """
        operation = Operation("read", "PUT", "/api/admin/plans", body=body)
        result: types.Plan = self._calls.call(operation, options)
        return result

    def list_providers(
        self,
        **options: Unpack[CallOptions],
    ) -> types.ProviderList:
        """Get the health of the providers

        Returns for each provider whether it is in use, and statistics of its calls.
        """
        operation = Operation("read", "GET", "/api/admin/providers")
        result: types.ProviderList = self._calls.call(operation, options)
        return result

    def get_queue(
        self,
        **options: Unpack[CallOptions],
    ) -> types.Queue:
        """Get the queue

        Returns queued and running work, the active workers and stuck generations.
        """
        operation = Operation("read", "GET", "/api/admin/queue")
        result: types.Queue = self._calls.call(operation, options)
        return result

    def list_operator_generations(
        self,
        query: types.ListOperatorGenerationsQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> types.OperatorGenerationList:
        """List generations of all accounts

        Lists generations of all accounts, newest first, without the content of customers. A page can have
        fewer entries than `limit` although more follow.
        """
        operation = Operation("read", "GET", "/api/admin/generations", query=query)
        result: types.OperatorGenerationList = self._calls.call(operation, options)
        return result

    def iterate_operator_generations(
        self,
        query: types.ListOperatorGenerationsQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> Iterator[types.OperatorGeneration]:
        """Yields the items of all pages; `cursor` is where to begin."""
        def read(position: Mapping[str, str]) -> Any:
            operation = Operation(
                "read",
                "GET",
                "/api/admin/generations",
                query={**(query or {}), **position},
            )
            return self._calls.call(operation, options)

        return self._calls.iterate(read)

    def get_operator_generation(
        self,
        generation_id: str,
        **options: Unpack[CallOptions],
    ) -> types.OperatorGenerationDetail:
        """Get a generation of any account

        Returns a generation with its calls to providers and its jobs, without the content of its
        customer.
        """
        operation = Operation(
            "read",
            "GET",
            f"/api/admin/generations/{_quote(generation_id)}",
        )
        result: types.OperatorGenerationDetail = self._calls.call(operation, options)
        return result

    def requeue_generation(
        self,
        generation_id: str,
        body: types.OperatorReason,
        **options: Unpack[CallOptions],
    ) -> types.OperatorGenerationDetail:
        """Queue a generation again

        Replaces the job of an unfinished generation whose job was lost or is dead. A call that may have been
        billed is not repeated. Generations that run in a live worker are rejected with 409.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/admin/generations/{_quote(generation_id)}/requeue",
            body=body,
        )
        result: types.OperatorGenerationDetail = self._calls.call(operation, options)
        return result

    def cancel_stuck_generation(
        self,
        generation_id: str,
        body: types.CancelStuckRequest,
        **options: Unpack[CallOptions],
    ) -> types.CanceledStuck:
        """Cancel a generation of any account

        Cancels a generation. If no request has been sent to a provider, it is canceled immediately
        and free of charge. Otherwise the request to the provider is aborted.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/admin/generations/{_quote(generation_id)}/cancel",
            body=body,
        )
        result: types.CanceledStuck = self._calls.call(operation, options)
        return result

    def list_dead_jobs(
        self,
        query: types.ListDeadJobsQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> types.DeadJobList:
        """List dead jobs

        Lists jobs that have used up their attempts and are never started again, newest first.
        """
        operation = Operation("read", "GET", "/api/admin/dead-jobs", query=query)
        result: types.DeadJobList = self._calls.call(operation, options)
        return result

    def iterate_dead_jobs(
        self,
        query: types.ListDeadJobsQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> Iterator[types.DeadJob]:
        """Yields the items of all pages; `cursor` is where to begin."""
        def read(position: Mapping[str, str]) -> Any:
            operation = Operation(
                "read",
                "GET",
                "/api/admin/dead-jobs",
                query={**(query or {}), **position},
            )
            return self._calls.call(operation, options)

        return self._calls.iterate(read)

    def retry_dead_job(
        self,
        job_id: str,
        body: types.OperatorReason,
        **options: Unpack[CallOptions],
    ) -> types.ChangedJob:
        """Retry a dead job

        Gives a dead job its attempts back, so that a worker starts it.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/admin/dead-jobs/{_quote(job_id)}/retry",
            body=body,
        )
        result: types.ChangedJob = self._calls.call(operation, options)
        return result

    def remove_dead_job(
        self,
        job_id: str,
        body: types.OperatorReason,
        **options: Unpack[CallOptions],
    ) -> types.ChangedJob:
        """Remove a dead job

        Removes a dead job without doing its work. An unfinished generation gets a new job.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/admin/dead-jobs/{_quote(job_id)}/remove",
            body=body,
        )
        result: types.ChangedJob = self._calls.call(operation, options)
        return result

    def list_operator_deliveries(
        self,
        query: types.ListOperatorDeliveriesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> types.OperatorDeliveryList:
        """List webhook deliveries of all accounts

        Lists webhook deliveries of all accounts, newest first. A page can have fewer entries than `limit`
        although more follow.
        """
        operation = Operation("read", "GET", "/api/admin/deliveries", query=query)
        result: types.OperatorDeliveryList = self._calls.call(operation, options)
        return result

    def iterate_operator_deliveries(
        self,
        query: types.ListOperatorDeliveriesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> Iterator[types.OperatorDelivery]:
        """Yields the items of all pages; `cursor` is where to begin."""
        def read(position: Mapping[str, str]) -> Any:
            operation = Operation(
                "read",
                "GET",
                "/api/admin/deliveries",
                query={**(query or {}), **position},
            )
            return self._calls.call(operation, options)

        return self._calls.iterate(read)

    def resend_operator_delivery(
        self,
        delivery_id: str,
        body: types.OperatorReason,
        **options: Unpack[CallOptions],
    ) -> types.ResentDelivery:
        """Send a webhook delivery of any account again

        Sends a finished delivery again, with the same ID and body. A pending delivery, or one whose endpoint
        is disabled or deleted, is rejected with 409.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/admin/deliveries/{_quote(delivery_id)}/resend",
            body=body,
        )
        result: types.ResentDelivery = self._calls.call(operation, options)
        return result

    def set_sign_up(
        self,
        body: types.SetSignUpRequest,
        **options: Unpack[CallOptions],
    ) -> types.AuthState:
        """Enable or disable sign-up

        Enables or disables sign-up. While it is disabled, accounts can be created only on the
        command line. Existing accounts can still sign in.
        """
        operation = Operation("read", "PUT", "/api/admin/sign-up", body=body)
        result: types.AuthState = self._calls.call(operation, options)
        return result

    def list_audit_entries(
        self,
        query: types.ListAuditEntriesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> types.AuditEntryList:
        """List the audit log

        Lists changes of credits, keys, webhooks, roles, settings and sign-in, of operators and of customers,
        newest first. Entries never change; closing an account erases its personal data from them.
        """
        operation = Operation("read", "GET", "/api/admin/audit", query=query)
        result: types.AuditEntryList = self._calls.call(operation, options)
        return result

    def iterate_audit_entries(
        self,
        query: types.ListAuditEntriesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> Iterator[types.AuditEntry]:
        """Yields the items of all pages; `cursor` is where to begin."""
        def read(position: Mapping[str, str]) -> Any:
            operation = Operation(
                "read",
                "GET",
                "/api/admin/audit",
                query={**(query or {}), **position},
            )
            return self._calls.call(operation, options)

        return self._calls.iterate(read)

    def export_audit_entries_csv(
        self,
        query: types.ExportAuditEntriesCsvQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> str:
        """Export the audit log as CSV

        The audit log as CSV. Values that a spreadsheet would interpret as a formula are prefixed
        with an apostrophe.
        """
        operation = Operation(
            "read",
            "GET",
            "/api/admin/audit.csv",
            query=query,
            reads="text",
        )
        result: str = self._calls.call(operation, options)
        return result

    def export_audit_entries_json(
        self,
        query: types.ExportAuditEntriesJsonQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> str:
        """Export the audit log as JSON

        The audit log as JSON Lines: each line is one entry as in the list.
        """
        operation = Operation(
            "read",
            "GET",
            "/api/admin/audit.jsonl",
            query=query,
            reads="text",
        )
        result: str = self._calls.call(operation, options)
        return result


def _quote(value: str | int) -> str:
    return quote(str(value), safe="")
