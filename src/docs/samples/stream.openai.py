import os

from openai import OpenAI

client = OpenAI(base_url="{{baseUrl}}/v1", api_key=os.environ["API_KEY"])
stream = client.images.generate(
    model="gpt-image-2",
    prompt="A river of white owl feathers through a winter landscape",
    stream=True,
    partial_images=2,
)
for event in stream:
    print(event.type, len(event.b64_json))
