-- Sends the requests of a file, one "key path" a line, in random order. Prints one line of JSON at the end.
local method, body = os.getenv("BENCH_METHOD"), os.getenv("BENCH_BODY")
local calls = {}
for line in io.lines(os.getenv("BENCH_CALLS")) do
  local key, path = line:match("^(%S+) (%S+)$")
  local headers = { authorization = "Bearer " .. key, ["content-type"] = "application/json" }
  for name, value in (os.getenv("BENCH_HEADERS") or ""):gmatch("(%S+)=(%S+)") do headers[name] = value end
  calls[#calls + 1] = { path = path, headers = headers }
end
math.randomseed(os.time())

function request()
  local call = calls[math.random(#calls)]
  return wrk.format(method, call.path, call.headers, body ~= "" and body or nil)
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    'RESULT {"requests":%d,"micros":%d,"failed":%d,"p50Micros":%.0f,"p99Micros":%.0f}',
    summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50), latency:percentile(99)
  ))
end
