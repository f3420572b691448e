using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.History.Titles;
using Platform.StreamHealth.History.Uptime;

namespace Platform.StreamHealth.History;

/// <summary>The API of what is left of checks when they are old.</summary>
internal static class HistoryEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var streams = api.MapGroup("/streams").WithTags("History").RequireAuthorization(Policies.View);
        streams.MapGet("/uptime", ListUptimeAsync).WithName("ListStreamUptime").WithSummary("List the uptime of streams")
            .WithDescription("Of the last 24 hours, 7, 30 and 90 days: the share of the watched time outside maintenance in which a stream was not down.")
            .Produces<CursorPage<StreamUptime>>().ProducesProblem(400);

        var stream = streams.MapGroup("/{id:guid}");
        stream.MapGet("/uptime", UptimeAsync).WithName("GetStreamUptime").WithSummary("Read a stream's uptime")
            .Produces<StreamUptime>().ProducesProblem(404);
        stream.MapGet("/history", HistoryAsync).WithName("GetStreamHistory").WithSummary("Read a stream's figures over time")
            .WithDescription("At most 1100 points, oldest first: single checks for up to 48 hours (where they are denser than the points, the worst of each group stands for it), sums of hours for up to 92 days, days beyond.")
            .Produces<IReadOnlyList<HistoryPoint>>().ProducesProblem(400).ProducesProblem(404);
        stream.MapGet("/periods", PeriodsAsync).WithName("ListStreamPeriods").WithSummary("Read a stream's hours or days")
            .WithDescription("What the checks of each hour or day of UTC add up to, oldest first, at most 2300 at a time. Hours and days without checks are left out.")
            .Produces<IReadOnlyList<PeriodView>>().ProducesProblem(400).ProducesProblem(404);
        stream.MapGet("/titles", TitlesAsync).WithName("ListStreamTitles").WithSummary("List what a stream played")
            .WithDescription("Newest first; a title is listed where it begins. Page by cursor.")
            .Produces<CursorPage<TitleView>>().ProducesProblem(400).ProducesProblem(404);
        stream.MapGet("/titles.csv", TitlesFileAsync).WithName("ExportStreamTitles").WithSummary("Read what a stream played as CSV")
            .Produces(200, contentType: "text/csv").ProducesProblem(404);
    }

    private static async Task<IResult> ListUptimeAsync(
        ReadUptime uptime, [AsParameters] PageRequest page, CancellationToken cancellationToken, [FromQuery, Description("Only streams with this tag.")] string? tag = null) =>
        (await uptime.ListAsync(tag, page, cancellationToken)).ToHttp();

    private static async Task<IResult> UptimeAsync(Guid id, ReadUptime uptime, CancellationToken cancellationToken) =>
        (await uptime.GetAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> HistoryAsync(
        Guid id, ReadHistory history, CancellationToken cancellationToken, [Description("How far back, in hours; 24 when not said.")] double hours = 24) =>
        double.IsFinite(hours) && Math.Abs(hours) < 1e6
            ? (await history.RunAsync(id, TimeSpan.FromHours(hours), cancellationToken)).ToHttp()
            : (await history.RunAsync(id, TimeSpan.Zero, cancellationToken)).ToHttp();

    private static async Task<IResult> PeriodsAsync(
        Guid id, ReadPeriods periods, CancellationToken cancellationToken,
        [Description("`hour` or `day`; `hour` when not said.")] string by = "hour",
        [Description("From the hour or day this lies in; the last 7 days of hours or 90 of days when not said.")] DateTimeOffset? from = null,
        [Description("Until this time; now when not said.")] DateTimeOffset? to = null) =>
        (await periods.RunAsync(id, by, from, to, cancellationToken)).ToHttp();

    private static async Task<IResult> TitlesAsync(Guid id, [AsParameters] TitleListRequest request, ReadTitles titles, CancellationToken cancellationToken) =>
        (await titles.ListAsync(id, request, cancellationToken)).ToHttp();

    private static async Task<IResult> TitlesFileAsync(Guid id, [AsParameters] TitleListRequest request, ReadTitles titles, CancellationToken cancellationToken)
    {
        var all = await titles.AllAsync(id, request, cancellationToken);
        if (!all.Ok) return Problems.From(all.Error);
        var csv = new CsvText().Row("began", "title");
        foreach (var title in all.Value) csv.Row(title.At, title.Title);
        return csv.ToFile("titles.csv");
    }
}
