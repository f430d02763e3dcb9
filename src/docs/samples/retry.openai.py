import os

from openai import OpenAI

client = OpenAI(base_url="{{baseUrl}}/v1", api_key=os.environ["API_KEY"])
result = client.images.generate(
    model="gpt-image-2",
    prompt="A lighthouse at dusk",
    response_format="url",
    extra_headers={"Idempotency-Key": "order-4713"},
)
print(result.data[0].url)
