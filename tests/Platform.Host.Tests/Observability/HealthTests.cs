using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Host.Observability.Health;
using Platform.Host.Tests.Identity;
using Platform.Host.Tests.Support;
using Platform.Kernel.Health;
using Platform.Testing;

namespace Platform.Host.Tests.Observability;

[Collection(PostgresCollection.Name)]
public sealed class HealthTests(PostgresServer server)
{
    [Fact]
    public async Task A_node_whose_database_is_gone_is_alive_but_not_ready()
    {
        var connection = await server.CreateDatabaseAsync();
        var database = new Npgsql.NpgsqlConnectionStringBuilder(connection).Database!;
        var time = new FakeTimeProvider();
        await using var host = await ApiHost.StartAsync(
            services: s => s.AddSingleton(p => new Inspections(p.GetServices<IHealthInspection>(), time, NullLogger<Inspections>.Instance)),
            settings: [("Database:Provider", "Postgres"), ("Database:ConnectionString", connection)]);
        using var client = host.Stranger();
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);

        await DropAsync(server, database);
        time.Advance(TimeSpan.FromSeconds(10));
        var started = Stopwatch.GetTimestamp();
        using var broken = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, broken.StatusCode);
        var answer = await broken.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(answer.GetProperty("inspections").EnumerateArray(), i => i.GetProperty("level").GetString() == "error" && i.GetProperty("detail").GetString()!.Length > 0);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
        using var live = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private static async Task DropAsync(PostgresServer server, string database)
    {
        await using var connection = new Npgsql.NpgsqlConnection(server.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand($"DROP DATABASE {database} WITH (FORCE)", connection);
        await command.ExecuteNonQueryAsync();
    }
}

public sealed class InspectionsTests
{
    [Fact]
    public async Task An_inspection_that_hangs_or_fails_is_an_error_and_holds_up_no_other()
    {
        using var inspections = Of(new Inspection("a", _ => Task.FromResult(HealthFinding.Ok("A", "fine"))),
            new Inspection("b", _ => Task.Delay(Timeout.Infinite, CancellationToken.None).ContinueWith(_ => HealthFinding.Ok("B", "never"), TaskScheduler.Default)),
            new Inspection("c", _ => throw new InvalidOperationException("broken")));
        var started = Stopwatch.GetTimestamp();
        var report = await inspections.ReportAsync(default);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
        Assert.Equal([HealthLevel.Ok, HealthLevel.Error, HealthLevel.Error], report.Findings.Select(f => f.Finding.Level));
        Assert.Contains("broken", report.Findings[2].Finding.Detail, StringComparison.Ordinal);
        Assert.Equal(HealthLevel.Error, report.Level);
        Assert.True(report.Ready, "none of them decides readiness");
    }

    [Fact]
    public async Task An_inspection_that_hangs_is_not_started_again()
    {
        var starts = 0;
        var release = new TaskCompletionSource<HealthFinding>();
        using var inspections = Of(new Inspection("slow", _ =>
        {
            Interlocked.Increment(ref starts);
            return release.Task;
        }));
        await inspections.InspectNowAsync(default);
        await inspections.InspectNowAsync(default);
        Assert.Equal(1, starts);
        release.SetResult(HealthFinding.Ok("Slow", "at last"));
        HealthReport report;
        do report = await inspections.InspectNowAsync(default);
        while (report.Level != HealthLevel.Ok);
    }

    [Fact]
    public async Task Asked_by_many_at_once_it_looks_once()
    {
        var starts = 0;
        using var inspections = Of(new Inspection("a", async ct =>
        {
            Interlocked.Increment(ref starts);
            await Task.Delay(50, ct);
            return HealthFinding.Ok("A", "fine");
        }));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => inspections.ReportAsync(default)));
        Assert.Equal(1, starts);
    }

    private static Inspections Of(params IHealthInspection[] inspections) => new(inspections, TimeProvider.System, NullLogger<Inspections>.Instance);

    private sealed class Inspection(string id, Func<CancellationToken, Task<HealthFinding>> inspect) : IHealthInspection
    {
        public string Id => id;

        public Task<HealthFinding> InspectAsync(CancellationToken cancellationToken) => inspect(cancellationToken);
    }
}
