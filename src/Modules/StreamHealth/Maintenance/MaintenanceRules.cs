using Platform.Kernel.Results;
using Platform.Scheduling;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Maintenance;

/// <summary>What a maintenance window must be like. All wrong fields are named at once, so that a form can mark them.</summary>
internal static class MaintenanceRules
{
    private const int MaxTitle = 200, MaxNote = 2000, MaxItems = 1000, MaxMinutes = 7 * 24 * 60;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Checks, and writes the input in its tidy form.</summary>
    public static Result<MaintenanceInput> Check(MaintenanceInput input, DateTimeOffset now)
    {
        var wrong = new Dictionary<string, string[]>();
        var title = input.Title?.Trim() ?? "";
        if (title.Length is 0 or > MaxTitle) wrong["title"] = [$"Say in 1 to {MaxTitle} characters what is done."];
        if (input.Note?.Length > MaxNote) wrong["note"] = [$"A note has at most {MaxNote} characters."];
        var scope = Tidy(input.Scope ?? new MaintenanceScope());
        if (scope is { All: false, StreamIds.Count: 0, GroupIds.Count: 0, Tags.Count: 0 }) wrong["scope"] = ["Choose streams, groups or tags, or all."];
        else if (scope.StreamIds.Count > MaxItems || scope.GroupIds.Count > MaxItems || scope.Tags.Count > MaxItems) wrong["scope"] = [$"At most {MaxItems} of each."];

        var recurring = !string.IsNullOrWhiteSpace(input.Schedule);
        var schedule = recurring ? Recurring(input, now, wrong) : null;
        if (!recurring) Single(input, wrong);
        if (wrong.Count > 0) return Wrong(wrong);
        return input with
        {
            Title = title,
            Note = string.IsNullOrWhiteSpace(input.Note) ? null : input.Note.Trim(),
            Scope = scope,
            Schedule = schedule?.ToString(),
            DurationMinutes = recurring ? input.DurationMinutes : null,
            StartsAt = recurring ? null : input.StartsAt,
            EndsAt = recurring ? null : input.EndsAt,
        };
    }

    private static Schedule? Recurring(MaintenanceInput input, DateTimeOffset now, Dictionary<string, string[]> wrong)
    {
        if (input.StartsAt is not null || input.EndsAt is not null) wrong["startsAt"] = ["A window is either single, with begin and end, or recurring, with a schedule and a duration."];
        if (input.DurationMinutes is not (>= 1 and <= MaxMinutes)) wrong["durationMinutes"] = [$"Between 1 and {MaxMinutes} minutes (a week)."];
        var parsed = Schedule.Parse(input.Schedule);
        if (!parsed.Ok) wrong["schedule"] = [parsed.Error.Message];
        else if (parsed.Value is EverySchedule) wrong["schedule"] = ["A window recurs by the clock: write a cron expression or a recurrence rule with a time zone."];
        else if (parsed.Value.NextTimes(now, 1) is []) wrong["schedule"] = ["This is never due again."];
        return parsed.Ok ? parsed.Value : null;
    }

    private static void Single(MaintenanceInput input, Dictionary<string, string[]> wrong)
    {
        if (input.StartsAt is null) wrong["startsAt"] = ["Say when it begins."];
        if (input.EndsAt is null) wrong["endsAt"] = ["Say when it ends."];
        else if (input.EndsAt <= input.StartsAt) wrong["endsAt"] = ["The end must come after the begin."];
        else if (input.EndsAt - input.StartsAt > Longest) wrong["endsAt"] = [$"A window lasts at most {Longest.TotalDays} days; pause the streams instead."];
    }

    private static MaintenanceScope Tidy(MaintenanceScope scope) => scope.All
        ? new MaintenanceScope { All = true }
        : new MaintenanceScope
        {
            StreamIds = [.. (scope.StreamIds ?? []).Distinct()],
            GroupIds = [.. (scope.GroupIds ?? []).Distinct()],
            Tags = [.. (scope.Tags ?? []).Select(t => t?.Trim().ToLowerInvariant() ?? "").Where(t => t.Length > 0).Distinct()],
        };

    private static Error Wrong(Dictionary<string, string[]> fields)
    {
        var (field, messages) = fields.First();
        return fields.Count == 1
            ? Error.Invalid($"maintenance.{field.ToLowerInvariant()}_invalid", messages[0]) with { Fields = fields }
            : Error.Invalid("maintenance.invalid", $"{fields.Count} fields are wrong: {string.Join(", ", fields.Keys)}.") with { Fields = fields };
    }
}
