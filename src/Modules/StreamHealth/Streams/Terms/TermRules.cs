using System.Diagnostics.CodeAnalysis;
using Platform.Scheduling;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>What the terms of a stream or a group must be like.</summary>
internal static class TermRules
{
    public const int MaxInARow = 100, MinRetrySeconds = 5, MaxRetrySeconds = 3600;

    private const int FirstDeepPhase = 2;
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(5);

    /// <summary>Checks, and writes schedules in their one form. Wrong fields are added to <paramref name="wrong"/>.</summary>
    public static T Tidy<T>(T input, Dictionary<string, string[]> wrong)
        where T : TermsInput
    {
        var thresholds = input.Thresholds ?? new StreamThresholds();
        ThresholdRules.Check(thresholds, wrong);
        Range("phase", input.Phase, CheckRequest.MinPhase, CheckRequest.MaxPhase, "");
        Range("deepPhase", input.DeepPhase, FirstDeepPhase, CheckRequest.MaxPhase, "");
        Range("sampleSeconds", input.SampleSeconds, CheckRequest.MinSampleSeconds, CheckRequest.MaxSampleSeconds, " seconds");
        Range("failuresToDown", input.FailuresToDown, 1, MaxInARow, "");
        Range("successesToUp", input.SuccessesToUp, 1, MaxInARow, "");
        if (input.RetrySeconds is not (null or 0)) Range("retrySeconds", input.RetrySeconds, MinRetrySeconds, MaxRetrySeconds, " seconds, or 0 to wait for the schedule");
        return input with
        {
            Schedule = Schedule("schedule", input.Schedule, wrong),
            DeepSchedule = IsOff(input.DeepSchedule) ? StreamTerms.NoDeepCheck : Schedule("deepSchedule", input.DeepSchedule, wrong),
            Thresholds = ThresholdRules.Tidy(thresholds),
        };

        void Range(string field, int? value, int low, int high, string unit)
        {
            if (value < low || value > high) wrong[field] = [$"Between {low} and {high}{unit}."];
        }
    }

    private static bool IsOff([NotNullWhen(true)] string? text) => text?.Trim().ToLowerInvariant() is StreamTerms.NoDeepCheck or "never" or "none";

    private static string? Schedule(string field, string? text, Dictionary<string, string[]> wrong)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var schedule = Scheduling.Schedule.Parse(text);
        if (!schedule.Ok) wrong[field] = [schedule.Error.Message];
        else if (schedule.Value is EverySchedule every && every.Interval < ShortestInterval) wrong[field] = [$"At most one check every {ShortestInterval.TotalSeconds} s."];
        return schedule.Ok ? schedule.Value.ToString() : text;
    }
}
