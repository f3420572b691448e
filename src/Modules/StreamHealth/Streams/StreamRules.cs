using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Media.Urls;
using Platform.Scheduling;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>What a stream's definition must be like. All wrong fields are named at once, so that a form can mark them.</summary>
internal sealed class StreamRules(UrlGuard guard, IOptionsMonitor<StreamHealthSettings> settings)
{
    private const int MaxName = 200;
    private const int MaxTags = 20;
    private const int MaxTag = 50;
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(5);

    /// <summary>Checks what can be checked without the network: as somebody types.</summary>
    public Result<StreamDefinition> Check(StreamInput input)
    {
        var defaults = settings.CurrentValue;
        var wrong = new Dictionary<string, string[]>();
        var url = guard.CheckSyntax(input.Url);
        if (!url.Ok) wrong["url"] = [url.Error.Message];

        var name = input.Name?.Trim();
        if (name?.Length > MaxName) wrong["name"] = [$"A name has at most {MaxName} characters."];
        var tags = Tags(input.Tags ?? [], wrong);
        var schedule = ScheduleOf(string.IsNullOrWhiteSpace(input.Schedule) ? defaults.DefaultSchedule : input.Schedule, wrong);
        var phase = input.Phase ?? defaults.DefaultPhase;
        if (phase is < CheckRequest.MinPhase or > CheckRequest.MaxPhase)
            wrong["phase"] = ["1 connects and reads the headers, 2 also plays it in a player, 3 also listens, 4 also watches for advertisements."];
        if (input.SampleSeconds is < CheckRequest.MinSampleSeconds or > CheckRequest.MaxSampleSeconds)
            wrong["sampleSeconds"] = [$"Between {CheckRequest.MinSampleSeconds} and {CheckRequest.MaxSampleSeconds} seconds."];
        var thresholds = input.Thresholds ?? new StreamThresholds();
        ThresholdRules.Check(thresholds, wrong);

        if (wrong.Count > 0) return Wrong(wrong);
        return new StreamDefinition
        {
            Identity = StreamId.Of(input.Url),
            Url = input.Url.Trim(),
            Name = string.IsNullOrEmpty(name) ? NameOf(url.Value) : name,
            Tags = tags,
            Enabled = input.Enabled,
            Schedule = schedule!.ToString(),
            Phase = phase,
            SampleSeconds = input.SampleSeconds,
            Thresholds = ThresholdRules.Tidy(thresholds),
        };
    }

    /// <summary>Checks also that the address may be reached. A name that does not resolve is a warning: DNS may be down now.</summary>
    public async Task<Result<StreamDefinition>> CheckAsync(StreamInput input, CancellationToken cancellationToken)
    {
        var definition = Check(input);
        if (!definition.Ok) return definition;
        var guarded = await guard.CheckAsync(definition.Value.Url, cancellationToken);
        if (guarded.Ok) return definition;
        if (guarded.Error.Code != "url.unresolved") return guarded.Error;
        return definition.Value with { Warnings = [guarded.Error.Message] };
    }

    private static List<string> Tags(IReadOnlyList<string> tags, Dictionary<string, string[]> wrong)
    {
        var tidy = tags.Select(t => t?.Trim().ToLowerInvariant() ?? "").Where(t => t.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        if (tidy.Count > MaxTags) wrong["tags"] = [$"At most {MaxTags} tags."];
        else if (tidy.Find(t => t.Length > MaxTag || t.Contains(',', StringComparison.Ordinal)) is { } bad)
            wrong["tags"] = [$"'{bad}' is not a tag: at most {MaxTag} characters, no comma."];
        return tidy;
    }

    private static Schedule? ScheduleOf(string text, Dictionary<string, string[]> wrong)
    {
        var schedule = Schedule.Parse(text);
        if (!schedule.Ok)
        {
            wrong["schedule"] = [schedule.Error.Message];
            return null;
        }

        if (schedule.Value is EverySchedule every && every.Interval < ShortestInterval)
            wrong["schedule"] = [$"At most one check every {ShortestInterval.TotalSeconds} s."];
        return schedule.Value;
    }

    private static Error Wrong(Dictionary<string, string[]> fields)
    {
        var (field, messages) = fields.First();
        var code = fields.Count == 1 ? $"stream.{field.ToLowerInvariant()}_invalid" : "stream.invalid";
        var message = fields.Count == 1 ? messages[0] : $"{fields.Count} fields are wrong: {string.Join(", ", fields.Keys)}.";
        return Error.Invalid(code, message) with { Fields = fields };
    }

    private static string NameOf(Uri url) => url.Host + (url.AbsolutePath.Length > 1 ? url.AbsolutePath : "");
}
