curl {{baseUrl}}/api/v1/models
