import json
import urllib.request

with urllib.request.urlopen("{{baseUrl}}/api/v1/models") as response:
    for model in json.load(response)["data"]:
        print(f"{model['id']}: {model['credits']['1K']} credits")
