curl {{baseUrl}}/api/v1/generate \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
    "prompt": "A lighthouse at dusk, 35mm film, soft side light",
    "size": "1536x1024",
    "quality": "medium"
  }'
