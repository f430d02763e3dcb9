import json
import os
import urllib.request


def create(idempotency_key):
    request = urllib.request.Request(
        "{{baseUrl}}/api/v1/images/generations",
        json.dumps({"model": "gpt-image-2", "prompt": "A lighthouse at dusk"}).encode(),
        {
            "Authorization": f"Bearer {os.environ['API_KEY']}",
            "Content-Type": "application/json",
            "Idempotency-Key": idempotency_key,
        },
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)


print(create("order-4713")["id"] == create("order-4713")["id"])
