curl {{baseUrl}}/api/v1/generate \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
    "type": "edit",
    "prompt": "Keep the product unchanged and place it on a clean studio background",
    "inputImageKeys": ["UPLOAD_KEY"]
  }'
