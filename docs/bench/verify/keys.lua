-- wrk asks with one key after the other: -s keys.lua -- FILE PATH, one key a line.
local requests, at = {}, 0

function init(arguments)
  for key in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("GET", arguments[2], { ["Authorization"] = "ApiKey " .. key })
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
