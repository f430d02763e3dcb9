curl {{baseUrl}}/api/v1/images/generations \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
    "model": "gpt-image-2",
    "prompt": "A paper boat on a calm lake at dawn",
    "aspect_ratio": "16:9",
    "quality": "1K"
  }'
