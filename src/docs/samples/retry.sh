curl {{baseUrl}}/api/v1/images/generations \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -H "Idempotency-Key: 7f1c8a52-5a0e-4c39-9d0b-0d3f0c1f6c11" \
  -d '{"model": "gpt-image-2", "prompt": "Northern lights over a fjord"}'
