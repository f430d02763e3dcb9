import hashlib
import hmac


# `body` is the raw body as bytes, before any JSON parser has touched it.
def is_genuine(body: bytes, signature: str, secret: str) -> bool:
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(signature.encode(), expected.encode())
