import json
import os
import urllib.request

request = urllib.request.Request(
    "{{baseUrl}}/api/v1/images/generations",
    json.dumps(
        {
            "model": "gpt-image-2",
            "prompt": "A paper boat on a calm lake at dawn",
            "aspect_ratio": "16:9",
            "quality": "1K",
        }
    ).encode(),
    {
        "Authorization": f"Bearer {os.environ['API_KEY']}",
        "Content-Type": "application/json",
    },
)
with urllib.request.urlopen(request) as response:
    generation = json.load(response)
print(generation["images"][0]["url"], generation["usage"]["credits"])
