-- Sends requests that were signed beforehand (by ApiLoad), one after the other, each once.
-- wrk ... -s replay.lua URL -- FILE FIRST
local requests = {}
local at

function init(words)
  local file = assert(io.open(words[1], "rb"))
  for length in file:lines() do
    requests[#requests + 1] = file:read(tonumber(length))
  end
  file:close()
  at = tonumber(words[2])
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  io.write(string.format("%d calls, %.0f a second, p50 %.1f ms, p99 %.1f ms, %d refused, %d lost\n",
    summary.requests, summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
