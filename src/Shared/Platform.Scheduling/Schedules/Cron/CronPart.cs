namespace Platform.Scheduling.Cron;

/// <summary>One entry of a field of a cron expression; entries are separated by commas.</summary>
internal abstract record CronPart
{
    /// <summary><c>*</c> or <c>?</c>: says nothing.</summary>
    public sealed record Any : CronPart;

    public sealed record Value(int At) : CronPart;

    /// <summary><c>8-17</c>. May run past the end of the field: <c>22-6</c>.</summary>
    public sealed record Range(int From, int To) : CronPart;

    /// <summary><c>*/5</c>, <c>10/5</c>, <c>10-40/5</c>.</summary>
    public sealed record Step(int? From, int? To, int By) : CronPart;

    /// <summary>Day of the month <c>L</c>, <c>L-3</c>, <c>LW</c>.</summary>
    public sealed record LastDay(int Before, bool Weekday) : CronPart;

    /// <summary>Day of the month <c>15W</c>.</summary>
    public sealed record NearestWeekday(int Day) : CronPart;

    /// <summary>Day of the week <c>5#3</c> (third) or <c>5L</c> (last, -1); the day counts from Sunday as 0.</summary>
    public sealed record NthDay(int Day, int Nth) : CronPart;
}

/// <summary>A field of a cron expression.</summary>
internal sealed record CronField(IReadOnlyList<CronPart> Parts, int Min, int Max)
{
    public bool IsAny => Parts is [CronPart.Any];

    /// <summary>The values, when the field is a plain list of them.</summary>
    public IReadOnlyList<int>? Values => Parts.All(p => p is CronPart.Value)
        ? [.. Parts.Cast<CronPart.Value>().Select(p => p.At).Distinct().Order()]
        : null;

    /// <summary>Every value the field stands for; empty for days that depend on the month.</summary>
    public IReadOnlyList<int> Expand() => [.. Parts.SelectMany(Expand).Distinct().Order()];

    private IEnumerable<int> Expand(CronPart part) => part switch
    {
        CronPart.Any => Enumerable.Range(Min, Max - Min + 1),
        CronPart.Value v => [v.At],
        CronPart.Range r => Wrap(r.From, r.To, 1),
        CronPart.Step s => Wrap(s.From ?? Min, s.To ?? Max, s.By),
        _ => [],
    };

    private IEnumerable<int> Wrap(int from, int to, int by)
    {
        var end = to >= from ? to : to + Max - Min + 1;
        for (var i = from; i <= end; i += by) yield return Min + (i - Min) % (Max - Min + 1);
    }
}
