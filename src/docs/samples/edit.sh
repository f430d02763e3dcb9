curl {{baseUrl}}/v1/images/edits \
  -H "Authorization: Bearer $API_KEY" \
  -F 'model=gpt-image-2' \
  -F 'prompt=Keep the product unchanged and place it on a clean studio background' \
  -F 'image=@product.png'
