using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Platform.Kernel.Results;

namespace Platform.Transcription.Statistics;

/// <summary>Which figures, added up by what.</summary>
internal sealed record StatisticsRequest
{
    private const int UsualDays = 30;

    [FromQuery(Name = "by"), Description("`day`, `preset`, `engine`, `model`, `language` or `source`. `day` when not said.")]
    public string? By { get; init; }

    [FromQuery(Name = "from"), Description("First day (UTC), such as 2026-11-01. 30 days ago when not said.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("Last day (UTC). Today when not said.")]
    public string? To { get; init; }

    [FromQuery(Name = "preset"), Description("Only of this preset.")]
    public string? Preset { get; init; }

    [FromQuery(Name = "engine"), Description("Only of this engine.")]
    public string? Engine { get; init; }

    /// <summary>First and last day, or <c>statistics.day_invalid</c>.</summary>
    public Result<(string From, string To)> Days(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var (from, to) = (today.AddDays(1 - UsualDays), today);
        if (From is not null && !Parse(From, out from)) return Wrong("from", From);
        if (To is not null && !Parse(To, out to)) return Wrong("to", To);
        return (Text(from), Text(to));
    }

    private static bool Parse(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Error Wrong(string field, string value) => Error.InvalidField(field, "statistics.day_invalid", $"{field} must be a day such as 2026-11-01, not '{value}'.");
}

/// <summary>Figures of several transcriptions.</summary>
/// <param name="Key">What they have in common: a day, a preset, an engine; empty where it is not known.</param>
/// <param name="Files">How many ended.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="AudioSeconds">Length of what was completed.</param>
/// <param name="WorkSeconds">Time it took, without waiting in the queue; of what was completed.</param>
/// <param name="PreparationSeconds">Of that, before the engine could listen.</param>
/// <param name="MeanQueuedSeconds">Mean time in the queue.</param>
internal sealed record StatisticsRow(string Key, int Files, int Failed, double AudioSeconds, double WorkSeconds, double PreparationSeconds, double? MeanQueuedSeconds)
{
    /// <summary>Seconds of audio per second of work; null when nothing was completed.</summary>
    public double? TimesRealTime => WorkSeconds > 0 && AudioSeconds > 0 ? AudioSeconds / WorkSeconds : null;
}

/// <summary>Statistics of a period.</summary>
/// <param name="From">First day, UTC.</param>
/// <param name="To">Last day, UTC.</param>
/// <param name="By">What the rows have in common.</param>
/// <param name="Total">Of all rows.</param>
/// <param name="Rows">By key; days in order, others by length of audio.</param>
internal sealed record StatisticsView(string From, string To, string By, StatisticsRow Total, IReadOnlyList<StatisticsRow> Rows);
