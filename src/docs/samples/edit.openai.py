import os

from openai import OpenAI

client = OpenAI(base_url="{{baseUrl}}/v1", api_key=os.environ["API_KEY"])
with open("product.png", "rb") as image:
    result = client.images.edit(
        model="gpt-image-2",
        prompt="Keep the product unchanged and place it on a clean studio background",
        image=image,
    )
print(len(result.data[0].b64_json))
