using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Data;
using Platform.Kernel.Security;
using Platform.Scheduling.Tests.Support;
using Platform.Testing;

namespace Platform.Scheduling.Tests.Api;

[Collection(Databases.Name)]
public class JobApiTests(PostgresServer server)
{
    [Fact]
    public async Task A_job_is_listed_run_paused_and_rescheduled_over_the_API()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Sqlite, server);
        await using var app = await StartAsync(database);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        var ran = await http.PostAsync("/api/v1/jobs/test.quick:run?input=lambs", null);
        Assert.Equal((HttpStatusCode.Accepted, "/api/v1/jobs/test.quick"), (ran.StatusCode, ran.Headers.Location?.ToString()));
        await Wait.UntilAsync(async () => (await GetAsync(http, "/api/v1/jobs/test.quick/runs")).GetProperty("items").GetArrayLength() == 1, "the run is listed");
        var id = (await GetAsync(http, "/api/v1/jobs/test.quick/runs")).GetProperty("items")[0].GetProperty("id").GetString();
        Assert.Contains("Counted 3 sheep", (await GetAsync(http, $"/api/v1/jobs/test.quick/runs/{id}")).GetProperty("log").GetString(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await http.PostAsync("/api/v1/jobs/test.quick:pause", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await http.PutAsJsonAsync("/api/v1/jobs/test.quick/schedule", new { schedule = "every 2h" })).StatusCode);
        var job = await GetAsync(http, "/api/v1/jobs/test.quick");
        Assert.Equal((true, "Every 2 hours", true), (job.GetProperty("paused").GetBoolean(), job.GetProperty("scheduleInWords").GetString(), job.GetProperty("scheduleEdited").GetBoolean()));
        Assert.Equal(HttpStatusCode.NoContent, (await http.DeleteAsync("/api/v1/jobs/test.quick/schedule")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await http.PostAsync("/api/v1/jobs/test.quick:resume", null)).StatusCode);

        var list = await GetAsync(http, "/api/v1/jobs?search=quick&limit=1");
        Assert.Equal(1, list.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.String, (await GetAsync(http, "/api/v1/jobs?limit=2")).GetProperty("nextCursor").ValueKind);
    }

    [Fact]
    public async Task Mistakes_are_problems_with_a_code()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Sqlite, server);
        await using var app = await StartAsync(database);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        Assert.Equal((404, "job.not_found"), await ProblemAsync(await http.PostAsync("/api/v1/jobs/nope:run", null)));
        Assert.Equal((409, "job.not_running"), await ProblemAsync(await http.PostAsync("/api/v1/jobs/test.quick:cancel", null)));
        Assert.Equal((400, "schedule.cron_invalid"), await ProblemAsync(await http.PutAsJsonAsync("/api/v1/jobs/test.quick/schedule", new { schedule = "61 * * * *" })));
        Assert.Equal((404, "run.not_found"), await ProblemAsync(await http.GetAsync("/api/v1/jobs/test.quick/runs/x")));
        Assert.Equal((400, "schedule.cron_invalid"), await ProblemAsync(await http.PostAsJsonAsync("/api/v1/schedules:explain", new { schedule = "cron * 25 * * *" })));
        var explained = await (await http.PostAsJsonAsync("/api/v1/schedules:explain", new { schedule = "30 3 * * 1-5 @ Europe/Berlin" })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("At 03:30, Monday to Friday, Europe/Berlin", explained.GetProperty("inWords").GetString());
        Assert.Equal(5, explained.GetProperty("next").GetArrayLength());
    }

    [Fact]
    public async Task Every_route_has_its_policy()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Sqlite, server);
        await using var app = await StartAsync(database);

        var policies = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.ToDictionary(
            e => e.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName,
            e => Assert.Single(e.Metadata.GetOrderedMetadata<Microsoft.AspNetCore.Authorization.IAuthorizeData>()).Policy);

        Assert.All(["ListJobs", "GetJob", "ListJobRuns", "GetJobRun", "ExplainSchedule"], n => Assert.Equal(Policies.View, policies[n]));
        Assert.All(["RunJob", "PauseJob", "ResumeJob", "CancelJob"], n => Assert.Equal(Policies.Operate, policies[n]));
        Assert.All(["SetJobSchedule", "ResetJobSchedule", "ListEventDeliveries", "RetryEventDelivery"], n => Assert.Equal(Policies.Administer, policies[n]));
        Assert.Equal(13, policies.Count);
    }

    private static async Task<WebApplication> StartAsync(Database database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:ConnectionString"] = database.ConnectionString, ["Scheduling:PollSeconds"] = "1" });
        builder.Services.AddSingleton(new Notes());
        builder.Services.AddPlatformData(builder.Configuration);
        builder.Services.AddPlatformScheduling(builder.Configuration, [typeof(Node).Assembly]);
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        builder.Services.AddAuthentication();
        var policies = builder.Services.AddAuthorizationBuilder();
        foreach (var policy in (string[])[Policies.View, Policies.Operate, Policies.Administer]) policies.AddPolicy(policy, p => p.RequireAssertion(_ => true));
        var app = builder.Build();
        app.MapGroup("/api/v1").MapPlatformScheduling();
        await app.StartAsync();
        return app;
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path) => await http.GetFromJsonAsync<JsonElement>(path);

    private static async Task<(int Status, string? Code)> ProblemAsync(HttpResponseMessage answer) =>
        ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString() : null);
}
