curl {{baseUrl}}/api/v1/credits \
  -H "Authorization: Bearer $API_KEY"
