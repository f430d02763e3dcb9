import json
import os
import urllib.error
import urllib.request

request = urllib.request.Request(
    "{{baseUrl}}/api/v1/images/generations",
    json.dumps({"model": "gpt-image-2", "prompt": "#refused"}).encode(),
    {
        "Authorization": f"Bearer {os.environ['API_KEY']}",
        "Content-Type": "application/json",
    },
)
try:
    urllib.request.urlopen(request)
except urllib.error.HTTPError as error:
    print(error.code, json.load(error)["error"]["code"], error.headers["X-Request-Id"])
