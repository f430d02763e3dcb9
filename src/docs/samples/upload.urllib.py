import json
import os
import urllib.request


def post(path, body):
    headers = {
        "Authorization": f"Bearer {os.environ['API_KEY']}",
        "Content-Type": "application/json",
    }
    url = "{{baseUrl}}" + path
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request) as response:
        return json.load(response)


with open("product.png", "rb") as image:
    content = image.read()
upload = post(
    "/api/v1/upload",
    {"filename": "product.png", "contentType": "image/png", "size": len(content)},
)
urllib.request.urlopen(
    urllib.request.Request(upload["url"], content, upload["headers"], method="PUT")
).close()
generation = post(
    "/api/v1/generate",
    {
        "type": "edit",
        "prompt": "Keep the product unchanged and place it on a clean studio background",
        "inputImageKeys": [upload["key"]],
    },
)
print(generation["generationId"])
