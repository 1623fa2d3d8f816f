"""What the Redis journal does in one step, as Lua scripts: Redis runs each whole, with nothing in between.

Keys beside those that a script is given (a voter's, a vote's) are made from its prefix, so that it can reach them only
on a single server, which is what the journal is for; a cluster would refuse.
"""

from __future__ import annotations

#: Keys: the day's stream, the days, the person's set (or an empty name). Arguments: ms, number, day, row.
#: Returns the id as «ms-number». A number that is not above the last one (clocks of replicas differ) becomes the next.
RECORD = """
local ms, number = tonumber(ARGV[1]), tonumber(ARGV[2])
local id = redis.pcall('XADD', KEYS[1], ARGV[1] .. '-' .. ARGV[2], 'row', ARGV[4])
if type(id) == 'table' then
  if not string.find(id.err, 'equal or smaller') then return id end
  local asked = ARGV[1] .. '-' .. ARGV[2]
  local same = redis.call('XRANGE', KEYS[1], asked, asked, 'COUNT', 1)
  if #same > 0 and same[1][2][2] == ARGV[4] then return asked end -- sent again over a new connection
  local info = redis.call('XINFO', 'STREAM', KEYS[1])
  for place = 1, #info, 2 do
    if info[place] == 'last-generated-id' then
      local last_ms, last_number = string.match(info[place + 1], '(%d+)-(%d+)')
      ms, number = tonumber(last_ms), tonumber(last_number) + 1
    end
  end
  if number >= 1048576 then ms, number = ms + 1, 0 end
  id = redis.call('XADD', KEYS[1], string.format('%.0f-%.0f', ms, number), 'row', ARGV[4])
end
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[3])
if KEYS[3] ~= '' then redis.call('SADD', KEYS[3], 'q' .. id) end
return id
"""

#: Keys: the day's stream, the voted answers, the answer's votes, the person's set.
#: Arguments: id, sortable id, pseudonym, value, time, how («set»: as it is; «newer»: unless a vote is as new).
#: Returns the value before («0»: none), false where there is no such answer, «-» where a vote as new stands.
VOTE = """
if #redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1], 'COUNT', 1) == 0 then return false end
local kept = redis.call('HGET', KEYS[3], ARGV[3])
local before, at = string.match(kept or '0 -1', '(%-?%d+) (%-?%d+)')
if ARGV[6] == 'newer' and tonumber(at) >= tonumber(ARGV[5]) then return '-' end
if ARGV[4] == '0' then
  redis.call('HDEL', KEYS[3], ARGV[3])
  redis.call('SREM', KEYS[4], 'v' .. ARGV[1])
  if redis.call('EXISTS', KEYS[3]) == 0 then redis.call('ZREM', KEYS[2], ARGV[2]) end
else
  redis.call('HSET', KEYS[3], ARGV[3], ARGV[4] .. ' ' .. ARGV[5])
  redis.call('ZADD', KEYS[2], 0, ARGV[2])
  redis.call('SADD', KEYS[4], 'v' .. ARGV[1])
end
return before
"""

#: Keys: the preferences. Arguments: pseudonym, what was chosen as JSON, its time. Returns 1 if it was new or newer.
PREFER = """
local kept = redis.call('HGET', KEYS[1], ARGV[1])
if kept and tonumber(cjson.decode(kept).at) >= tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
"""

#: Keys: the day's stream, the voted answers. Arguments: the prefix, then of each answer its id and its sortable id.
#: Removes questions and all that hangs on them; returns how many there were.
REMOVE = """
local removed, prefix = 0, ARGV[1]
for place = 2, #ARGV, 2 do
  local id = ARGV[place]
  local found = redis.call('XRANGE', KEYS[1], id, id, 'COUNT', 1)
  if #found > 0 then
    local user = cjson.decode(found[1][2][2]).user
    if type(user) == 'string' then redis.call('SREM', prefix .. 'user:' .. user, 'q' .. id) end
    removed = removed + redis.call('XDEL', KEYS[1], id)
  end
  local votes = prefix .. 'votes:' .. id
  for _, voter in ipairs(redis.call('HKEYS', votes)) do
    redis.call('SREM', prefix .. 'user:' .. voter, 'v' .. id)
  end
  redis.call('DEL', votes)
  redis.call('ZREM', KEYS[2], ARGV[place + 1])
end
return removed
"""

#: Keys: the day's stream, the days, the name of a draft. Arguments: the prefix, the day, then of each row its id, its
#: pseudonym (or nothing) and the row; ids rise. Returns how many were not there.
#: A stream takes new rows at its end only: where a row belongs before it, the day is written anew.
PUT = """
local added, late, prefix = 0, {}, ARGV[1]
for place = 3, #ARGV, 3 do
  local id = ARGV[place]
  if #redis.call('XRANGE', KEYS[1], id, id, 'COUNT', 1) == 0 then
    local done = redis.pcall('XADD', KEYS[1], id, 'row', ARGV[place + 2])
    if type(done) == 'table' then
      if not string.find(done.err, 'equal or smaller') then return done end
      late[#late + 1] = place
    end
    if ARGV[place + 1] ~= '' then redis.call('SADD', prefix .. 'user:' .. ARGV[place + 1], 'q' .. id) end
    added = added + 1
  end
end
if #late > 0 then
  local function parts(id)
    local ms, number = string.match(id, '(%d+)-(%d+)')
    return tonumber(ms), tonumber(number)
  end
  local function before(one, other)
    local ms, number = parts(one)
    local other_ms, other_number = parts(other)
    return ms < other_ms or (ms == other_ms and number < other_number)
  end
  local last
  local info = redis.call('XINFO', 'STREAM', KEYS[1])
  for place = 1, #info, 2 do
    if info[place] == 'last-generated-id' then last = info[place + 1] end
  end
  local kept = redis.call('XRANGE', KEYS[1], '-', '+')
  redis.call('DEL', KEYS[3])
  local coming = 1
  local function take(until_id)
    while coming <= #late and (not until_id or before(ARGV[late[coming]], until_id)) do
      redis.call('XADD', KEYS[3], ARGV[late[coming]], 'row', ARGV[late[coming] + 2])
      coming = coming + 1
    end
  end
  for _, row in ipairs(kept) do
    take(row[1])
    redis.call('XADD', KEYS[3], row[1], 'row', row[2][2])
  end
  take()
  redis.call('XSETID', KEYS[3], last)
  redis.call('RENAME', KEYS[3], KEYS[1])
end
if added > 0 then redis.call('ZADD', KEYS[2], ARGV[2], ARGV[2]) end
return added
"""
