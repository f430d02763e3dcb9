curl {{baseUrl}}/api/v1/upload \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
    "filename": "product.png",
    "contentType": "image/png",
    "size": 482113
  }'
