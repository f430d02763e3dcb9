import os

from openai import OpenAI

client = OpenAI(base_url="{{baseUrl}}/v1", api_key=os.environ["API_KEY"])
for model in client.models.list():
    print(model.id)
