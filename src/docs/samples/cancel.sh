curl -X POST "{{baseUrl}}/api/v1/generations/$GENERATION_ID/cancel" \
  -H "Authorization: Bearer $API_KEY"
