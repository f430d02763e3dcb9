import json
import os
import urllib.request

request = urllib.request.Request(
    "{{baseUrl}}/v1/images/generations",
    json.dumps(
        {
            "model": "gpt-image-2",
            "prompt": "A river of white owl feathers through a winter landscape",
            "stream": True,
            "partial_images": 2,
        }
    ).encode(),
    {
        "Authorization": f"Bearer {os.environ['API_KEY']}",
        "Content-Type": "application/json",
    },
)
with urllib.request.urlopen(request) as response:
    for line in response:
        if line.startswith(b"data: {"):
            event = json.loads(line.removeprefix(b"data: "))
            print(event["type"], len(event["b64_json"]))
