curl -X PUT "$UPLOAD_URL" \
  -H "Content-Type: image/png" \
  --data-binary @product.png
