using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Security;

namespace Platform.Scheduling.Api;

/// <summary>Explains schedules, for whoever writes one.</summary>
internal static class ScheduleEndpoints
{
    private const int Times = 5;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/schedules:explain", Explain)
        .WithTags("Schedules").WithName("ExplainSchedule").WithSummary("Check a schedule, and say in words and times when it is due")
        .WithDescription("400 with the code and the message of what is wrong, for example schedule.cron_invalid: Minute '61': 61 is not between 0 and 59.")
        .RequireAuthorization(Policies.View);

    private static Results<Ok<ScheduleExplanation>, ProblemHttpResult> Explain(ScheduleBody body, TimeProvider clock)
    {
        var parsed = Schedule.Parse(body.Schedule);
        return parsed.Ok
            ? TypedResults.Ok(new ScheduleExplanation(parsed.Value.ToString()!, parsed.Value.Describe(), parsed.Value.NextTimes(clock.GetUtcNow(), Times)))
            : Problems.From(parsed.Error);
    }
}

/// <summary>What a schedule means.</summary>
/// <param name="Schedule">Its normal text form.</param>
/// <param name="InWords">In words.</param>
/// <param name="Next">The next five times it is due, in UTC.</param>
public sealed record ScheduleExplanation(string Schedule, string InWords, IReadOnlyList<DateTimeOffset> Next);
