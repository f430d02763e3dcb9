"""Tests of the installed client against a server. The first line of a docstring is the guarantee."""

import json
import logging
import os
import threading
import time
import unittest
from pathlib import Path

import darkroom_client
from darkroom_client import (
    AbortError,
    AbortSignal,
    AccountClient,
    ApiError,
    ArtClient,
    ConnectionFailedError,
    DarkroomError,
    GenerationError,
    HubClient,
    OpenaiClient,
    PlusClient,
    WebhookError,
    hub,
    verify_legacy_signature,
    verify_webhook,
)

URL = os.environ["URL"]
KEYS = {name: os.environ.get(name, "") for name in ("HUB", "PLUS", "ART", "OPENAI")}
MODEL = "gpt-image-2"
BUSY, BLOCKED = "server_is_overloaded", "moderation_blocked"
TOOLS = [{"type": "image_generation"}]
BOAT = Path(__file__).with_name("boat.png")


def hub_client(**options):
    return HubClient(URL, KEYS["HUB"], **options)


def request(prompt="a hill", **fields):
    return {"model": MODEL, "prompt": prompt, **fields}


def cancel(body, key):
    """Cancels the generation that an earlier call with the same key has created."""
    client = hub_client()
    options = {"idempotency_key": key, "headers": {"Prefer": "wait=1"}}
    client.cancel_generation(client.create_image(body, **options)["id"])


class Generating(unittest.TestCase):
    def test_generates(self):
        """generates images in one call"""
        generation = hub_client().create_image(request(n=2))
        self.assertEqual((generation["status"], len(generation["images"])), ("succeeded", 2))

    def test_environment(self):
        """reads the URL and the key from the environment"""
        os.environ["DARKROOM_URL"], os.environ["DARKROOM_API_KEY"] = URL, KEYS["HUB"]
        self.addCleanup(os.environ.pop, "DARKROOM_URL")
        self.addCleanup(os.environ.pop, "DARKROOM_API_KEY")
        self.assertEqual(HubClient().get_credits()["object"], "credit_balance")

    def test_configuration(self):
        """rejects a missing URL or key before any request"""
        for given, code in (((None, "key"), "no_base_url"), ((URL, None), "no_api_key")):
            with self.assertRaises(DarkroomError) as caught:
                HubClient(*given)
            self.assertEqual(caught.exception.code, code)

    def test_waits(self):
        """waits for a generation and reports its progress"""
        seen = []
        accepted = hub_client().create_image(request("#slow:0.5 a hill", **{"async": True}))
        finished = hub_client().wait_for(
            accepted, every=0.05, on_progress=lambda each: seen.append(each["status"])
        )
        self.assertIn("poll_url", accepted)
        self.assertEqual((seen[-1], len(finished["images"])), ("succeeded", 1))
        self.assertEqual(hub_client().wait_for(accepted["id"])["images"], finished["images"])

    def test_creates_and_waits(self):
        """creates and waits in one call, in every API"""
        plus, art = PlusClient(URL, KEYS["PLUS"]), ArtClient(URL, KEYS["ART"])
        finished = [
            hub_client().create_image_and_wait(request(), every=0.05, idempotency_key="wait"),
            plus.create_generation_and_wait({"prompt": "a hill"}, every=0.05),
            art.create_image_and_wait({"prompt": "a hill"}, every=0.05),
        ]
        self.assertEqual([each["status"] for each in finished], ["succeeded"] * 3)
        openai = OpenaiClient(URL, KEYS["OPENAI"])
        tasks = [
            openai.create_image_and_wait({"prompt": "a hill"}, every=0.05),
            openai.edit_image_and_wait({"prompt": "a hill", "image": BOAT}, every=0.05),
        ]
        self.assertEqual([each["status"] for each in tasks], ["completed"] * 2)
        with self.assertRaises(GenerationError) as caught:
            openai.create_image_and_wait({"prompt": "#fail"}, every=0.05)
        self.assertEqual(caught.exception.code, "generation_failed")

    def test_files(self):
        """sends paths, bytes, open files and single files"""
        content = BOAT.read_bytes()
        with BOAT.open("rb") as file:
            for images in ([BOAT], content, [file, bytearray(content)]):
                generation = hub_client().create_image(request(reference_image=images))
                self.assertEqual(generation["status"], "succeeded")
        openai = OpenaiClient(URL, KEYS["OPENAI"])
        edited = openai.edit_image({"prompt": "two boats", "image": [BOAT, content], "n": 1})
        self.assertEqual(len(edited["data"]), 1)

    def test_uploads(self):
        """uploads images, and rejects other files before a request"""
        plus = PlusClient(URL, KEYS["PLUS"])
        key = plus.upload_image(BOAT)
        edit = {"type": "edit", "prompt": "the boat at night", "inputImageKeys": [key]}
        self.assertEqual(plus.create_generation_and_wait(edit, every=0.05)["type"], "edit")
        with self.assertRaises(DarkroomError) as caught:
            plus.upload_image(b"no image")
        self.assertEqual(caught.exception.code, "invalid_image")

    def test_streams(self):
        """yields the events of a stream"""
        openai = OpenaiClient(URL, KEYS["OPENAI"])
        body = {"prompt": "a lantern", "partial_images": 2}
        events = [event["type"] for event in openai.create_image_stream(body)]
        self.assertEqual(events[-1], "image_generation.completed")

    def test_stored_files(self):
        """stores files with their names, lists them page by page and reads them"""
        openai = OpenaiClient(URL, KEYS["OPENAI"])
        created = [openai.create_file({"file": BOAT, "purpose": "vision"}) for _ in range(3)]
        listed = openai.iterate_files({"limit": 2, "purpose": "vision", "order": "asc"})
        self.assertEqual([each["id"] for each in listed], [each["id"] for each in created])
        self.assertEqual(created[0]["filename"], "boat.png")
        self.assertEqual(openai.get_file_content(created[0]["id"]), BOAT.read_bytes())

    def test_failing_stream(self):
        """raises the error event of a stream"""
        stream = OpenaiClient(URL, KEYS["OPENAI"]).create_image_stream({"prompt": "#slow:0.2 #blocked"})
        with self.assertRaises(GenerationError) as caught:
            list(stream)
        self.assertEqual(caught.exception.code, "moderation_blocked")
        self.assertIs(caught.exception.charged, False)
        self.assertTrue(caught.exception.request_id)

    def test_failing_response_stream(self):
        """raises the error event of a response stream, with the key to wait for its generation"""
        body = {"input": "#slow:600 a hill", "tools": TOOLS}
        openai = OpenaiClient(URL, KEYS["OPENAI"])
        stream = openai.create_response_stream(body, headers={"Prefer": "wait=0"})
        with self.assertRaises(GenerationError) as caught:
            list(stream)
        self.assertEqual(caught.exception.code, "generation_timeout")
        self.assertTrue(caught.exception.idempotency_key)

    def test_line_separators(self):
        """reads events with texts that contain line separators other than a line feed"""
        prompt = "a hill\u2028at dawn\u0085"
        openai = OpenaiClient(URL, KEYS["OPENAI"])
        *_, last = openai.create_response_stream({"input": prompt, "tools": TOOLS})
        self.assertEqual(last["response"]["output"][0]["revised_prompt"], prompt)

    def test_quoting(self):
        """quotes what callers put into a path"""
        with self.assertRaises(ApiError) as caught:
            hub_client().get_generation("../credits")
        self.assertEqual((caught.exception.status, caught.exception.code), (404, "notFound"))


class Failing(unittest.TestCase):
    def test_api_errors(self):
        """raises an ApiError with code, status, request ID and whether it was charged"""
        with self.assertRaises(ApiError) as caught:
            hub_client().create_image(request(""))
        error = caught.exception
        self.assertEqual((error.status, error.code, error.charged), (400, "invalid_request", False))
        self.assertTrue(error.request_id and error.idempotency_key)
        self.assertTrue(hub.is_error_code(error.code))
        self.assertFalse(hub.is_error_code("insufficient_credits"))

    def test_not_repeated(self):
        """does not repeat a generation that has failed"""
        statuses = []
        client = hub_client(on_response=lambda response: statuses.append(response.status))
        with self.assertRaises(ApiError) as caught:
            client.create_image(request("#fail"))
        self.assertEqual((caught.exception.code, statuses), ("generationFailed", [500]))

    def test_generation_errors(self):
        """raises a GenerationError when a generation that it waits for fails"""
        with self.assertRaises(GenerationError) as caught:
            hub_client().create_image_and_wait(request("#fail"), every=0.05)
        error = caught.exception
        self.assertEqual((error.code, error.charged), ("generationFailed", False))
        self.assertEqual(error.generation["status"], "failed")

    def test_unreachable(self):
        """raises a ConnectionFailedError without a response"""
        with self.assertRaises(ConnectionFailedError) as caught:
            HubClient("http://127.0.0.1:1", "key", max_retries=1).list_models()
        self.assertEqual((caught.exception.code, caught.exception.charged), ("connection_failed", None))

    def test_timeout(self):
        """ends an attempt at its timeout"""
        body = request("#slow:30 a hill")
        with self.assertRaises(ConnectionFailedError) as caught:
            hub_client().create_image(body, timeout=0.3, max_retries=0, idempotency_key="late")
        self.assertEqual((caught.exception.code, caught.exception.idempotency_key), ("timeout", "late"))
        cancel(body, "late")

    def test_abort_call(self):
        """ends a call when its signal is aborted"""
        signal = AbortSignal()
        threading.Timer(0.3, signal.abort, ["closed"]).start()
        body = request("#slow:30 a hill")
        with self.assertRaises(AbortError) as caught:
            hub_client().create_image(body, signal=signal, idempotency_key="closed")
        error = caught.exception
        self.assertEqual((error.code, error.reason), ("aborted", "closed"))
        self.assertEqual(error.idempotency_key, "closed")
        cancel(body, "closed")

    def test_abort_waiting(self):
        """stops waiting when its signal is aborted, and the generation continues"""
        signal, ids = AbortSignal(), []

        def on_progress(generation):
            ids.append(generation["id"])
            signal.abort()

        with self.assertRaises(AbortError):
            hub_client().create_image_and_wait(
                request("#slow:30 a hill"), on_progress=on_progress, signal=signal
            )
        client = hub_client()
        self.assertIn(client.get_generation(ids[0])["status"], ("queued", "running"))
        client.cancel_generation(ids[0])

    def test_log(self):
        """logs requests and responses without the key"""
        with self.assertLogs("darkroom_client", logging.DEBUG) as logged:
            hub_client().get_credits()
        self.assertIn(f"request GET {URL}/api/v1/credits", logged.output[0])
        self.assertIn("response 200", logged.output[1])
        self.assertNotIn(KEYS["HUB"], "".join(logged.output))


class Account(unittest.TestCase):
    def setUp(self):
        self.client = AccountClient(URL)
        self.client.sign_in({"email": os.environ["EMAIL"], "password": os.environ["PASSWORD"]})

    def test_session(self):
        """keeps the session until it signs out"""
        self.assertEqual(self.client.get_account()["email"], os.environ["EMAIL"])
        self.client.sign_out()
        with self.assertRaises(ApiError) as caught:
            self.client.get_account()
        self.assertEqual(caught.exception.code, "sign_in_required")

    def test_pages(self):
        """iterates over all pages of a list"""
        urls = []
        entries = self.client.iterate_credit_entries(
            {"limit": 2}, on_response=lambda response: urls.append(response.url)
        )
        self.assertEqual([entry["credits_change"] for entry in entries], [30, 20, 10])
        self.assertEqual(len(urls), 2)

    def test_tables(self):
        """returns tables as text and archives as bytes"""
        self.assertTrue(self.client.export_usage().startswith("day,"))
        self.assertTrue(self.client.export_account().startswith(b"PK"))


class Webhooks(unittest.TestCase):
    def setUp(self):
        self.body = os.environ["BODY"]
        self.headers = json.loads(os.environ["HEADERS"])
        self.secret = os.environ["SECRET"]

    def rejects(self, code, **changed):
        given = {"body": self.body, "headers": self.headers, "secret": self.secret, **changed}
        with self.assertRaises(WebhookError) as caught:
            verify_webhook(**given)
        self.assertEqual(caught.exception.code, code)

    def test_accepts(self):
        """verifies deliveries with both signatures"""
        for body in (self.body, self.body.encode()):
            event = verify_webhook(body, self.headers, self.secret)
            self.assertEqual(event["event"], "generation.succeeded")
            self.assertTrue(verify_legacy_signature(body, self.headers, self.secret))

    def test_rejects(self):
        """rejects forged and old deliveries"""
        stranger = "whsec_" + "YW5vdGhlciBzZWNyZXQ="
        old = {**self.headers, "webhook-timestamp": str(int(time.time()) - 3600)}
        self.rejects("wrong_signature", body=self.body + " ")
        self.rejects("wrong_signature", secret=stranger)
        self.rejects("wrong_secret", secret=None)
        self.rejects("wrong_secret", secret="whsec_*")
        self.rejects("unsigned", headers={})
        self.rejects("too_old", headers=old)
        self.rejects("too_old", tolerance_seconds=-1)
        for body, secret in ((self.body + " ", self.secret), (self.body, stranger), (self.body, None)):
            self.assertFalse(verify_legacy_signature(body, self.headers, secret))
        self.assertFalse(verify_legacy_signature(self.body, {}, self.secret))


class BadConnection(unittest.TestCase):
    """URL is a proxy that loses responses."""

    def test_buys_once(self):
        """retries with the same idempotency key and is charged once"""
        with BOAT.open("rb") as file:
            generation = hub_client().create_image(request(reference_image=file))
        self.assertEqual(generation["status"], "succeeded")

    def test_lost(self):
        """reports the idempotency key of a failed call"""
        with self.assertRaises(ConnectionFailedError) as caught:
            hub_client().create_image(request(), idempotency_key="order-4711")
        self.assertEqual(caught.exception.code, "connection_failed")
        self.assertEqual(caught.exception.idempotency_key, "order-4711")

    def test_stalled(self):
        """ends a call at its timeout or by its signal if the response stalls"""
        client = hub_client(max_retries=0)
        with self.assertRaises(ConnectionFailedError) as late:
            client.list_models(timeout=0.3)
        self.assertEqual(late.exception.code, "timeout")
        signal = AbortSignal()
        threading.Timer(0.3, signal.abort, ["closed"]).start()
        with self.assertRaises(AbortError) as aborted:
            client.list_models(signal=signal)
        self.assertEqual(aborted.exception.reason, "closed")

    def test_signed_url(self):
        """sends the storage of an upload only the headers that its URL was signed with"""
        plus = PlusClient(URL, KEYS["PLUS"], headers={"X-Client": "secret"})
        self.assertEqual(plus.upload_image(BOAT, headers={"X-Call": "secret"}), "boat")

    def test_cut_stream(self):
        """reports a truncated stream as an error"""
        stream = OpenaiClient(URL, KEYS["OPENAI"]).create_image_stream({"prompt": "a lantern"})
        with self.assertRaises(ConnectionFailedError):
            list(stream)

    def test_ended_stream(self):
        """raises an error if a stream ends before its last event"""
        stream = OpenaiClient(URL, KEYS["OPENAI"]).create_image_stream({"prompt": "a lantern"})
        with self.assertRaises(ConnectionFailedError) as caught:
            list(stream)
        self.assertTrue(caught.exception.idempotency_key)

    def test_foreign_responses(self):
        """raises errors of the package for responses of other servers"""
        client = OpenaiClient(URL, KEYS["OPENAI"], max_retries=0)
        with self.assertRaises(ConnectionFailedError) as page:
            client.create_image({"prompt": "a hill"}, idempotency_key="order-1")
        self.assertEqual(page.exception.idempotency_key, "order-1")
        with self.assertRaises(ConnectionFailedError):
            list(client.create_image_stream({"prompt": "a hill"}))
        with self.assertRaises(ApiError) as moved:
            client.create_image({"prompt": "a hill"})
        self.assertEqual((moved.exception.code, moved.exception.charged), ("http_301", None))

    def test_charges(self):
        """says that nothing is charged only if nothing can follow"""
        client = OpenaiClient(URL, KEYS["OPENAI"], max_retries=0)
        with self.assertRaises(ApiError) as doubtful:
            client.create_image({"prompt": "a hill"})
        self.assertEqual((doubtful.exception.code, doubtful.exception.charged), (BUSY, None))
        with self.assertRaises(ApiError) as late:
            client.create_image({"prompt": "a hill"})
        error = late.exception
        self.assertEqual((error.code, error.status, error.charged), (BLOCKED, 200, False))

    def test_late_charges(self):
        """does not say that nothing is charged for an accepted generation that cannot be read"""
        with self.assertRaises(ApiError) as caught:
            OpenaiClient(URL, KEYS["OPENAI"], max_retries=0).create_image({"prompt": "a hill"})
        error = caught.exception
        self.assertEqual((error.code, error.status, error.charged), (BUSY, 200, None))

    def test_stream_charges(self):
        """says that nothing is charged after a stream only if its generation has ended"""
        client = OpenaiClient(URL, KEYS["OPENAI"])
        outcomes = []
        for _ in range(4):
            with self.assertRaises(GenerationError) as caught:
                list(client.create_image_stream({"prompt": "a hill"}))
            outcomes.append((caught.exception.code, caught.exception.charged))
        doubtful = [(code, None) for code in (BUSY, "internal_error", "invalid_api_key")]
        self.assertEqual(outcomes, [*doubtful, ("generation_failed", False)])

    def test_refused_retry(self):
        """does not say that nothing is charged if a retry of an accepted create is refused"""
        with self.assertRaises(ApiError) as caught:
            OpenaiClient(URL, KEYS["OPENAI"]).create_image({"prompt": "a hill"})
        error = caught.exception
        self.assertEqual((error.code, error.charged), ("rate_limit_exceeded", None))
        self.assertTrue(error.idempotency_key)

    def test_refused_after_failure(self):
        """does not say that nothing is charged if a retry after a 5xx is refused"""
        client = OpenaiClient(URL, KEYS["OPENAI"], max_retries=1)
        for code in (BLOCKED, "invalid_api_key"):
            with self.assertRaises(ApiError) as caught:
                client.create_image({"prompt": "a hill"})
            self.assertEqual((caught.exception.code, caught.exception.charged), (code, None))

    def test_refused_twice(self):
        """says that nothing is charged if all attempts were refused"""
        with self.assertRaises(ApiError) as caught:
            OpenaiClient(URL, KEYS["OPENAI"], max_retries=1).create_image({"prompt": "a hill"})
        error = caught.exception
        self.assertEqual((error.code, error.charged), ("rate_limit_exceeded", False))

    def test_failed_retry(self):
        """says that nothing is charged if a retry finds the generation without images"""
        client = OpenaiClient(URL, KEYS["OPENAI"], max_retries=1)
        for prompt, code in (("#fail", "generation_failed"), ("#blocked", BLOCKED)):
            with self.assertRaises(ApiError) as caught:
                client.create_image({"prompt": prompt})
            self.assertEqual((caught.exception.code, caught.exception.charged), (code, False))

    def test_failing_poll(self):
        """reports the idempotency key of a create if a poll fails"""
        for code in ("connection_failed", "http_429"):
            with self.assertRaises(DarkroomError) as caught:
                hub_client().create_image_and_wait(request(), every=0.05, max_retries=0)
            error = caught.exception
            self.assertEqual((error.code, error.charged), (code, None))
            self.assertEqual(len(error.idempotency_key), 32)

    def test_write(self):
        """never retries a call without an idempotency key"""
        account = AccountClient(URL)
        account.sign_in({"email": os.environ["EMAIL"], "password": os.environ["PASSWORD"]})
        with self.assertRaises(ConnectionFailedError):
            account.create_key({"dialect": "hub"})

    def test_delays(self):
        """waits as long as the server asks, and retries at most max_retries times"""
        statuses = []
        client = hub_client(on_response=lambda response: statuses.append(response.status))
        client.list_models()
        self.assertEqual(statuses, [503, 429, 200])
        with self.assertRaises(ApiError) as caught:
            client.list_models()
        self.assertEqual((caught.exception.code, caught.exception.retry_after), ("http_429", 86_400))
        self.assertEqual(statuses[3:], [429])
        with self.assertRaises(ApiError) as caught:
            client.list_models(max_retries=1)
        self.assertEqual((caught.exception.code, statuses[4:]), ("http_500", [504, 500]))


class Package(unittest.TestCase):
    def test_typed(self):
        """declares its types, and has the version of the server"""
        folder = Path(darkroom_client.__file__).parent
        self.assertTrue((folder / "py.typed").is_file())
        self.assertEqual(darkroom_client.__version__, os.environ["VERSION"])
