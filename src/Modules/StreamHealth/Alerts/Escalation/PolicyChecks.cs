using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Escalation;

/// <summary>What a policy must be like. All wrong fields are named at once.</summary>
internal static class PolicyChecks
{
    private const int MaxName = 100;
    private const int MaxSteps = 10;
    private const int MaxListed = 1000;
    private const int MaxGatherSeconds = 600;
    private static readonly int LongestMinutes = (int)TimeSpan.FromDays(7).TotalMinutes;

    public static async Task<Result<PolicyRules>> CheckAsync(StreamHealthDb db, PolicyInput input, CancellationToken cancellationToken)
    {
        var channels = await db.Set<AlertChannel>().Select(c => c.Id).ToListAsync(cancellationToken);
        return Check(input, channels.ToHashSet());
    }

    public static Result<PolicyRules> Check(PolicyInput input, IReadOnlySet<Guid> channels)
    {
        var wrong = new Dictionary<string, string[]>();
        var name = input.Name?.Trim() ?? "";
        if (name.Length is 0 or > MaxName) wrong["name"] = [name.Length == 0 ? "A name is needed." : $"At most {MaxName} characters."];
        var scope = input.Scope with { Tags = [.. input.Scope.Tags.Select(t => t.Trim().ToLowerInvariant()).Where(t => t.Length > 0).Distinct()] };
        if (scope.Streams.Count + scope.Groups.Count + scope.Tags.Count > MaxListed) wrong["scope"] = [$"At most {MaxListed} streams, groups and tags together."];
        else if (!scope.All && scope.Streams.Count + scope.Groups.Count + scope.Tags.Count == 0) wrong["scope"] = ["Choose streams, groups or tags, or all streams."];
        if (input.ResendMinutes < 0 || input.ResendMinutes > LongestMinutes) wrong["resendMinutes"] = [$"Between 0 (never) and {LongestMinutes}."];
        if (input.GatherSeconds is < 0 or > MaxGatherSeconds) wrong["gatherSeconds"] = [$"Between 0 (not at all) and {MaxGatherSeconds}."];
        CheckSteps(input.Steps, channels, wrong);
        if (input.QuietHours is { } quiet) CheckQuietHours(quiet, wrong);
        if (wrong.Count > 0) return PolicyErrors.Wrong(wrong);
        return new PolicyRules
        {
            Scope = scope,
            Severity = input.Severity,
            Steps = [.. input.Steps.OrderBy(s => s.AfterMinutes).Select(s => s with { Channels = [.. s.Channels.Distinct()] })],
            ResendMinutes = input.ResendMinutes,
            Recovery = input.Recovery,
            GatherSeconds = input.GatherSeconds,
            QuietHours = input.QuietHours,
        };
    }

    private static void CheckSteps(IReadOnlyList<PolicyStep> steps, IReadOnlySet<Guid> channels, Dictionary<string, string[]> wrong)
    {
        if (steps.Count is 0 or > MaxSteps) wrong["steps"] = [steps.Count == 0 ? "At least one step: who is told?" : $"At most {MaxSteps} steps."];
        for (var i = 0; i < Math.Min(steps.Count, MaxSteps); i++)
        {
            var (minutes, told) = steps[i];
            if (minutes < 0 || minutes > LongestMinutes) wrong[$"steps[{i}].afterMinutes"] = [$"Between 0 (at once) and {LongestMinutes}."];
            if (told is not { Count: > 0 }) wrong[$"steps[{i}].channels"] = ["Choose at least one channel."];
            else if (told.FirstOrDefault(c => !channels.Contains(c)) is var unknown && unknown != Guid.Empty) wrong[$"steps[{i}].channels"] = [$"There is no channel '{unknown}'."];
        }
    }

    private static void CheckQuietHours(QuietHours quiet, Dictionary<string, string[]> wrong)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(quiet.TimeZone, out _)) wrong["quietHours.timeZone"] = [$"'{quiet.TimeZone}' is not a time zone; use a name such as Europe/Berlin."];
        if (quiet.From == quiet.To) wrong["quietHours.to"] = ["Quiet hours end at another time than they begin; to say nothing at all, switch the policy off."];
    }
}
