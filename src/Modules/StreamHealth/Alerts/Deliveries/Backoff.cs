namespace Platform.StreamHealth.Alerts.Deliveries;

/// <summary>How long to wait after failures. Each wait is up to a fifth longer or shorter, so that many do not come back as one.</summary>
internal static class Backoff
{
    private const int FailuresBeforeRest = 3;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    /// <summary>Before the next attempt of a message: 10 s after the first, then doubling up to an hour.</summary>
    public static TimeSpan ForMessage(int attempts, Random random) => Jittered(Doubled(First, attempts - 1, Longest), random);

    /// <summary>Before a channel is tried at all: nothing for the first two failures in a row, then 30 s, doubling up to 10 minutes.</summary>
    public static TimeSpan? ForChannel(int failuresInRow, Random random) =>
        failuresInRow < FailuresBeforeRest ? null : Jittered(Doubled(FirstRest, failuresInRow - FailuresBeforeRest, LongestRest), random);

    /// <summary>What a receiver asks for, within reason.</summary>
    public static TimeSpan Asked(TimeSpan retryAfter) => retryAfter < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : retryAfter > Longest ? Longest : retryAfter;

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan most) => times > 20 || first * (1 << times) > most ? most : first * (1 << times);

    private static TimeSpan Jittered(TimeSpan wait, Random random) => wait * (0.8 + 0.4 * random.NextDouble());
}
