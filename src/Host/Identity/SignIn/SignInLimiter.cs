using System.Net;
using System.Net.Sockets;

namespace Platform.Host.Identity.SignIn;

/// <summary>
/// Slows down guessing: after a few wrong passwords each further attempt must wait longer. Counted per account and
/// address together, so that a stranger cannot lock somebody out, and more generously per address alone, so that one
/// address cannot try a password on many accounts. Kept in the memory of this node, bounded.
/// </summary>
internal sealed class SignInLimiter(TimeProvider clock)
{
    public const int FreePerAccount = 5;
    public const int FreePerAddress = 30;
    public const int Capacity = 20_000;
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Forget = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Attempts> _attempts = [];

    /// <summary>How many accounts and addresses are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _attempts.Count;
        }
    }

    /// <summary>
    /// Counts an attempt before the password is looked at, so that attempts made at the same time count too.
    /// Returns how long to wait instead, or null when the attempt may go on.
    /// </summary>
    public TimeSpan? Begin(string account, IPAddress? address)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            var pair = Find(PairKey(account, address), now);
            var alone = Find(AddressKey(address), now);
            var until = pair.BlockedUntil > alone.BlockedUntil ? pair.BlockedUntil : alone.BlockedUntil;
            if (until > now) return until - now;
            pair.Count(now, FreePerAccount);
            alone.Count(now, FreePerAddress);
            return null;
        }
    }

    /// <summary>The attempt was right: what the person mistyped before is forgiven.</summary>
    public void Succeeded(string account, IPAddress? address)
    {
        lock (_gate)
        {
            _attempts.Remove(PairKey(account, address));
            if (_attempts.TryGetValue(AddressKey(address), out var alone)) alone.Forgive();
        }
    }

    private Attempts Find(string key, DateTimeOffset now)
    {
        if (_attempts.TryGetValue(key, out var known))
        {
            if (now - known.Last < Forget) return known;
            _attempts.Remove(key);
        }

        if (_attempts.Count >= Capacity) MakeRoom(now);
        return _attempts[key] = new Attempts { Last = now };
    }

    private void MakeRoom(DateTimeOffset now)
    {
        var oldest = _attempts.OrderBy(a => a.Value.BlockedUntil > now).ThenBy(a => a.Value.Last).Take(Capacity / 10).Select(a => a.Key).ToList();
        foreach (var key in oldest) _attempts.Remove(key);
    }

    private static string PairKey(string account, IPAddress? address) => $"{account}\n{AddressKey(address)}";

    // An IPv6 customer has a whole /64 to choose from.
    private static string AddressKey(IPAddress? address)
    {
        if (address is null) return "-";
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4().ToString();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    private sealed class Attempts
    {
        private int _failures;

        public DateTimeOffset Last { get; set; }

        public DateTimeOffset BlockedUntil { get; private set; }

        public void Count(DateTimeOffset now, int free)
        {
            Last = now;
            _failures++;
            if (_failures < free) return;
            var wait = FirstWait * Math.Pow(2, Math.Min(_failures - free, 16));
            BlockedUntil = now + (wait < LongestWait ? wait : LongestWait);
        }

        public void Forgive()
        {
            _failures = Math.Max(0, _failures - 1);
            BlockedUntil = default;
        }
    }
}
