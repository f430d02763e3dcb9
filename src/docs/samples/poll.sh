curl "{{baseUrl}}/api/v1/generations/$GENERATION_ID" \
  -H "Authorization: Bearer $API_KEY"
