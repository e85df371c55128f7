using System.Text;
using StackExchange.Redis;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>
/// The contents of one Redis, in a form that can be compared and restored. Only the presence of a time to live is recorded, and the scores
/// of an index are left out: in the checker a key expires only through a <see cref="Fault"/>.
/// </summary>
internal sealed class Contents
{
    /// <summary>Restores contents. ARGV: for each key, the number of its parts and the parts that <see cref="Take"/> returned.</summary>
    public const string PutBack = """
        local all = redis.call('KEYS', '*')
        if #all > 0 then redis.call('DEL', unpack(all)) end
        local at = 1
        while at <= #ARGV do
          local parts = tonumber(ARGV[at])
          local key, kind, ends = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
          for i = at + 4, at + parts, kind == 'hash' and 2 or 1 do
            if kind == 'string' then redis.call('SET', key, ARGV[i])
            elseif kind == 'hash' then redis.call('HSET', key, ARGV[i], ARGV[i + 1])
            elseif kind == 'set' then redis.call('SADD', key, ARGV[i])
            else redis.call('ZADD', key, '9999999999999', ARGV[i]) end
          end
          if ends == '1' then redis.call('PEXPIRE', key, 604800000) end
          at = at + parts + 1
        end
        """;

    /// <summary>Reads all keys and their values, sorted.</summary>
    public const string Take = """
        local keys = redis.call('KEYS', '*')
        table.sort(keys)
        local all = {}
        for _, key in ipairs(keys) do
          local kind = redis.call('TYPE', key).ok
          local entry = {key, kind, redis.call('PTTL', key) >= 0 and '1' or '0'}
          local members
          if kind == 'string' then members = {redis.call('GET', key)}
          elseif kind == 'hash' then members = redis.call('HKEYS', key)
          elseif kind == 'set' then members = redis.call('SMEMBERS', key)
          else members = redis.call('ZRANGE', key, 0, -1) end
          table.sort(members)
          for _, member in ipairs(members) do
            entry[#entry + 1] = member
            if kind == 'hash' then entry[#entry + 1] = redis.call('HGET', key, member) end
          end
          all[#all + 1] = entry
        end
        return all
        """;

    /// <summary>The key with the server's clock (s), which <see cref="Gates"/> makes scripts read. Missing until time passes.</summary>
    public const string Clock = "clock";

    private readonly IReadOnlyList<string[]> _entries;

    private Contents(IReadOnlyList<string[]> entries)
    {
        _entries = entries;
        var text = new StringBuilder();
        foreach (var entry in entries)
            text.AppendJoin('\u001f', entry).Append('\n');
        Text = text.ToString();
    }

    public static Contents Empty { get; } = new([]);

    /// <summary>Equal for equal contents only.</summary>
    public string Text { get; }

    public static Contents Of(RedisResult taken) => new([.. ((RedisResult[])taken!).Select(entry => (string[])entry!)]);

    /// <summary>All revocations that were published and not lost since, each after a '|'.</summary>
    public string Published() => Entry(CacheKeys.Revocations)?[3] ?? "";

    /// <summary>The last revocation as a message, without tags.</summary>
    public string Revoked()
    {
        var fence = Entry(CacheKeys.Fence)!;
        return $"{fence[Array.IndexOf(fence, "nonce") + 1]}\n{fence[Array.IndexOf(fence, "revoked") + 1]}";
    }

    public bool Has(string key) => _entries.Any(entry => entry[0] == key);

    public Contents Without(string key) => new([.. _entries.Where(entry => entry[0] != key)]);

    /// <summary>The same contents at another time of the server's clock.</summary>
    public Contents At(long clock) => new([[Clock, "string", "0", $"{clock}"], .. Without(Clock)._entries]);

    public Contents Flushed() => new([.. _entries.Where(entry => entry[0] == Clock)]);

    private string[]? Entry(string key) => _entries.FirstOrDefault(entry => entry[0] == key);

    public RedisValue[] Arguments() => [.. _entries.SelectMany(entry => entry.Select(part => (RedisValue)part).Prepend(entry.Length))];
}
