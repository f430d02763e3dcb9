curl {{baseUrl}}/api/v1/images/generations \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
    "model": "gpt-image-2",
    "prompt": "A premium skincare bottle on wet stone with soft studio lighting",
    "size": "1024x1024",
    "n": 1
  }'
