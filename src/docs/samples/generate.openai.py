import os

from openai import OpenAI

client = OpenAI(base_url="{{baseUrl}}/v1", api_key=os.environ["API_KEY"])
result = client.images.generate(
    model="gpt-image-2",
    prompt="A paper boat on a calm lake at dawn",
    size="1536x1024",
    response_format="url",
)
print(result.data[0].url)
