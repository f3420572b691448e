using Microsoft.Data.Sqlite;

namespace Platform.Benchmarks.Watch;

/// <summary>One check: when it began, and how long after it was due.</summary>
internal sealed record CheckStart(string Stream, DateTimeOffset At, TimeSpan Late, int Phase, TimeSpan Took, bool Healthy);

/// <summary>
/// Reads from the stored results how late each check began. A stream is due in the same whole second of every minute; that
/// second is the one in which its least late check began, so a check is never taken for earlier than it was unless every
/// check of its stream was late by more than a second.
/// </summary>
internal static class Lateness
{
    private const long Minute = TimeSpan.TicksPerMinute;

    public static IReadOnlyList<CheckStart> Read(string database, DateTimeOffset from, DateTimeOffset to)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT hex(StreamId), StartedAt, Phase, DurationMs, State FROM streamhealth_results WHERE StartedAt >= $from AND StartedAt < $to ORDER BY StartedAt";
        read.Parameters.AddWithValue("$from", from.UtcTicks);
        read.Parameters.AddWithValue("$to", to.UtcTicks);
        var rows = new List<(string Stream, long At, int Phase, double Ms, string State)>();
        using var reader = read.ExecuteReader();
        while (reader.Read()) rows.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt32(2), reader.GetDouble(3), reader.GetString(4)));
        return [.. rows.GroupBy(r => r.Stream).SelectMany(stream =>
        {
            var due = Second(stream.Select(r => r.At));
            return stream.Select(r => new CheckStart(
                r.Stream, new DateTimeOffset(r.At, TimeSpan.Zero), TimeSpan.FromTicks(Beyond(r.At, due)), r.Phase, TimeSpan.FromMilliseconds(r.Ms), r.State == "Healthy"));
        })];
    }

    /// <summary>The whole second of the minute, in ticks, after which all checks began soonest.</summary>
    private static long Second(IEnumerable<long> starts)
    {
        var times = starts.ToList();
        return Enumerable.Range(0, 60).Select(s => s * TimeSpan.TicksPerSecond).MinBy(second => times.Sum(t => Beyond(t, second)));
    }

    private static long Beyond(long at, long second) => ((at - second) % Minute + Minute) % Minute;
}
