import json
import os
import time
import urllib.request


def call(url, body=None):
    headers = {
        "Authorization": f"Bearer {os.environ['API_KEY']}",
        "Content-Type": "application/json",
    }
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, headers)) as response:
        return json.load(response)


generation = call(
    "{{baseUrl}}/api/v1/images/generations",
    {"model": "gpt-image-2", "prompt": "Northern lights over a fjord", "async": True},
)
seconds = 1.0
while generation["status"] in ("queued", "running"):
    time.sleep(seconds)
    seconds = min(seconds * 1.5, 10)
    generation = call(generation["poll_url"])
print(generation["status"], [image["url"] for image in generation["images"]])
