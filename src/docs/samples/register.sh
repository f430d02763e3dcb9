curl -X POST {{baseUrl}}/api/account/webhooks \
  -H "Cookie: {{sessionCookie}}=$SESSION" \
  -H "Content-Type: application/json" \
  -d '{
    "url": "https://your-app.com/hooks/images",
    "events": ["generation.succeeded", "generation.failed"],
    "label": "Production app"
  }'
