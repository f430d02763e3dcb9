curl {{baseUrl}}/api/v1/images/generations \
  -H "Authorization: Bearer $API_KEY" \
  -F 'model=gpt-image-2' \
  -F 'prompt=Keep the product unchanged and place it on a clean studio background' \
  -F 'reference_image=@product.png'
