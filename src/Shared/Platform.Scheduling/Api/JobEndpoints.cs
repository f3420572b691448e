using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Kernel.Security;

namespace Platform.Scheduling.Api;

/// <summary>The Tasks page as an interface.</summary>
internal static class JobEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var view = api.MapGroup("/jobs").WithTags("Jobs").RequireAuthorization(Policies.View);
        view.MapGet("/", ListAsync).WithName("ListJobs").WithSummary("List the jobs")
            .WithDescription("Every job with its schedule (also in words), next run, last run and progress. Filter by text, category or status (running, paused, failed).");
        view.MapGet("/{key}", GetAsync).WithName("GetJob").WithSummary("Get one job");
        view.MapGet("/{key}/runs", RunsAsync).WithName("ListJobRuns").WithSummary("List the finished runs of a job, newest first");
        view.MapGet("/{key}/runs/{id}", RunAsync).WithName("GetJobRun").WithSummary("Get one finished run with its log");

        var operate = api.MapGroup("/jobs").WithTags("Jobs").RequireAuthorization(Policies.Operate);
        operate.MapPost("/{key}:run", StartAsync).WithName("RunJob").WithSummary("Run a job now").Produces(StatusCodes.Status202Accepted)
            .WithDescription("input: a text for jobs that take one. 202: a run was ordered and starts at once unless its lane is full. 409 job.running or job.queued: there is one already.");
        operate.MapPost("/{key}:pause", (string key, HttpContext http, JobControl jobs, CancellationToken ct) => DoneAsync(jobs.PauseAsync(key, http.User.Identity?.Name, ct)))
            .WithName("PauseJob").WithSummary("Suspend the schedule of a job");
        operate.MapPost("/{key}:resume", (string key, JobControl jobs, CancellationToken ct) => DoneAsync(jobs.ResumeAsync(key, ct)))
            .WithName("ResumeJob").WithSummary("Take the schedule of a job up again");
        operate.MapPost("/{key}:cancel", (string key, JobControl jobs, CancellationToken ct) => DoneAsync(jobs.CancelAsync(key, ct)))
            .WithName("CancelJob").WithSummary("Stop the run in progress of a job");

        var administer = api.MapGroup("/jobs").WithTags("Jobs").RequireAuthorization(Policies.Administer);
        administer.MapPut("/{key}/schedule", (string key, ScheduleBody body, JobControl jobs, CancellationToken ct) => DoneAsync(jobs.EditScheduleAsync(key, body.Schedule, ct)))
            .WithName("SetJobSchedule").WithSummary("Give a job another schedule");
        administer.MapDelete("/{key}/schedule", (string key, JobControl jobs, CancellationToken ct) => DoneAsync(jobs.ResetScheduleAsync(key, ct)))
            .WithName("ResetJobSchedule").WithSummary("Give a job back the schedule it came with");
    }

    private static async Task<IResult> ListAsync(JobQueries jobs, string? search, string? category, string? status, int? limit, string? cursor, CancellationToken cancellationToken)
    {
        var skip = 0;
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out skip))
            return Problems.From(Error.InvalidField("cursor", "cursor.invalid", "The cursor is not one that this list gave out."));
        var all = (await jobs.ListAsync(cancellationToken)).Where(j => JobFilter.Matches(j, search, category, status)).ToList();
        var page = all.Skip(skip).Take(Math.Clamp(limit ?? 100, 1, 200)).ToList();
        var next = skip + page.Count < all.Count ? (skip + page.Count).ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new CursorPage<JobView>(page, next));
    }

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> GetAsync(string key, JobQueries jobs, CancellationToken cancellationToken) =>
        Typed(await jobs.GetAsync(key, cancellationToken));

    private static async Task<Results<Ok<CursorPage<RunView>>, ProblemHttpResult>> RunsAsync(
        string key, JobQueries jobs, string? cursor, int? limit, CancellationToken cancellationToken) => Typed(await jobs.RunsAsync(key, cursor, limit ?? 50, cancellationToken));

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> RunAsync(string key, string id, JobQueries jobs, CancellationToken cancellationToken) =>
        Typed(await jobs.RunAsync(key, id, cancellationToken));

    private static async Task<IResult> StartAsync(string key, string? input, JobControl jobs, CancellationToken cancellationToken) =>
        (await jobs.RunAsync(key, input, cancellationToken)).Match<IResult>(_ => TypedResults.Accepted($"/api/v1/jobs/{key}"), Problems.From);

    private static async Task<Results<NoContent, ProblemHttpResult>> DoneAsync(Task<Result<Unit>> act) =>
        await act is { Ok: false, Error: var error } ? Problems.From(error) : TypedResults.NoContent();

    private static Results<Ok<T>, ProblemHttpResult> Typed<T>(Result<T> result) => result.Ok ? TypedResults.Ok(result.Value) : Problems.From(result.Error);
}

/// <summary>A schedule.</summary>
/// <param name="Schedule">Text form: <c>every 5m</c>, <c>cron 30 3 * * 1-5 @ Europe/Berlin</c>, <c>rrule FREQ=WEEKLY;BYDAY=MO @ Europe/Berlin</c>.</param>
public sealed record ScheduleBody(string? Schedule);
