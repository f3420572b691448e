using System.Globalization;
using Platform.Scheduling;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Maintenance.Pages;

/// <summary>What somebody is typing into the form of a maintenance window: texts until they are saved.</summary>
internal sealed class MaintenanceForm
{
    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm";
    private readonly Dictionary<string, string> _wrong = [];

    public string Title { get; set; } = "";

    public string Note { get; set; } = "";

    public bool Recurring { get; set; }

    /// <summary>On the clock of <see cref="Zone"/>, as a browser's date field writes it.</summary>
    public string Starts { get; set; } = "";

    public string Ends { get; set; } = "";

    public string Zone { get; set; } = "UTC";

    public string? Schedule { get; set; }

    public string Minutes { get; set; } = "60";

    public bool All { get; set; } = true;

    public HashSet<Guid> Streams { get; } = [];

    public HashSet<Guid> Groups { get; } = [];

    public string Tags { get; set; } = "";

    public int? Version { get; private init; }

    public IReadOnlyDictionary<string, string> Wrong => _wrong;

    public static MaintenanceForm New(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var start = local.Date.AddHours(local.Hour + 1);
        return new MaintenanceForm { Zone = zone.Id, Starts = Text(start), Ends = Text(start.AddHours(2)), Schedule = $"cron 0 2 * * 0 @ {zone.Id}" };
    }

    public static MaintenanceForm Of(MaintenanceView window, TimeZoneInfo zone)
    {
        var form = new MaintenanceForm
        {
            Title = window.Title,
            Note = window.Note ?? "",
            Recurring = window.Schedule is not null,
            Zone = zone.Id,
            Starts = window.StartsAt is { } starts ? Text(TimeZoneInfo.ConvertTime(starts, zone).DateTime) : "",
            Ends = window.EndsAt is { } ends ? Text(TimeZoneInfo.ConvertTime(ends, zone).DateTime) : "",
            Schedule = window.Schedule ?? $"cron 0 2 * * 0 @ {zone.Id}",
            Minutes = (window.DurationMinutes ?? 60).ToString(CultureInfo.InvariantCulture),
            All = window.Scope.All,
            Tags = string.Join(", ", window.Scope.Tags),
            Version = window.Version,
        };
        form.Streams.UnionWith(window.Scope.StreamIds);
        form.Groups.UnionWith(window.Scope.GroupIds);
        return form;
    }

    public MaintenanceInput ToInput()
    {
        _wrong.Clear();
        return new MaintenanceInput
        {
            Title = Title,
            Note = Note,
            Scope = new MaintenanceScope { All = All, StreamIds = [.. Streams], GroupIds = [.. Groups], Tags = Tags.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
            StartsAt = Recurring ? null : Instant("startsAt", Starts),
            EndsAt = Recurring ? null : Instant("endsAt", Ends),
            Schedule = Recurring ? Schedule ?? "" : null,
            DurationMinutes = Recurring ? Whole("durationMinutes", Minutes) : null,
            Version = Version,
        };
    }

    private DateTimeOffset? Instant(string field, string text)
    {
        if (text.Length == 0) return null;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone.Trim(), out var zone))
        {
            _wrong["zone"] = $"'{Zone}' is not a time zone; use an IANA name such as Europe/Berlin or UTC.";
            return null;
        }

        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return ZonedTime.ToInstant(local, zone);
        _wrong[field] = "This is not a date and time.";
        return null;
    }

    private int? Whole(string field, string text)
    {
        if (int.TryParse(text.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)) return number;
        _wrong[field] = "This is not a whole number.";
        return null;
    }

    private static string Text(DateTime local) => local.ToString(LocalFormat, CultureInfo.InvariantCulture);
}
