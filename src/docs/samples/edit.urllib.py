import json
import os
import urllib.request
import uuid

boundary = uuid.uuid4().hex


def part(disposition, content):
    head = f"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n"
    return head.encode() + content + b"\r\n"


prompt = "Keep the product unchanged and place it on a clean studio background"
with open("product.png", "rb") as image:
    body = b"".join(
        [
            part('name="model"', b"gpt-image-2"),
            part('name="prompt"', prompt.encode()),
            part('name="image"; filename="product.png"', image.read()),
            f"--{boundary}--\r\n".encode(),
        ]
    )
headers = {
    "Authorization": f"Bearer {os.environ['API_KEY']}",
    "Content-Type": f"multipart/form-data; boundary={boundary}",
}
request = urllib.request.Request("{{baseUrl}}/v1/images/edits", body, headers)
with urllib.request.urlopen(request) as response:
    print(len(json.load(response)["data"][0]["b64_json"]))
