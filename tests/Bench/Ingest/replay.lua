-- Sends requests that were made and signed beforehand, each once: eight digits of length, then the request as it goes out.
local file = assert(io.open(os.getenv("INGEST_REQUESTS"), "rb"))
local last

function request()
   local length = file:read(8)
   if length then
      last = file:read(tonumber(length))
   else
      wrk.thread:stop()
   end
   return last
end

function done(summary, latency)
   io.write(string.format("ingest %d %d %d %d %d %d\n", summary.duration, summary.requests, summary.errors.status,
      summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
      latency:percentile(50), latency:percentile(99)))
end
