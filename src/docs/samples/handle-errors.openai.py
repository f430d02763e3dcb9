import os

import openai

client = openai.OpenAI(base_url="{{baseUrl}}/v1", api_key=os.environ["API_KEY"])
try:
    client.images.generate(model="gpt-image-2", prompt="#refused")
except openai.APIStatusError as error:
    print(error.status_code, error.code, error.request_id)
