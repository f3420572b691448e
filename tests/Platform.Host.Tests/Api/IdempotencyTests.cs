using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Host.Api.Idempotency;
using Platform.Host.Data;
using Platform.Host.Tests.Identity;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;
using Platform.Testing;

namespace Platform.Host.Tests.Api;

public abstract class IdempotencyTests : IAsyncLifetime
{
    private static readonly Uri Widgets = new("/api/v1/widgets", UriKind.Relative);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private ApiHost _host = null!;
    private HttpClient _client = null!;
    private int _made;

    private sealed record Widget(string Name);

    protected abstract Task<(string Key, string Value)[]> DatabaseAsync();

    public async Task InitializeAsync()
    {
        _host = await ApiHost.StartAsync(Map, services => services.AddSingleton(p => new IdempotencyStore(p.GetRequiredService<IDbContextFactory<HostDb>>(), _time)), [.. await DatabaseAsync(), ("Api:MaxRequestBytes", "4000000")]);
        _client = await _host.ProgramAsync();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_and_does_nothing()
    {
        using var first = await SendAsync("k1", "a");
        using var second = await SendAsync("k1", "a");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal("true", second.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task Another_request_with_the_same_key_is_refused()
    {
        using var first = await SendAsync("k2", "a");
        using var second = await SendAsync("k2", "b");
        await second.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task A_duplicate_is_refused_while_the_first_is_at_work()
    {
        var first = SendAsync("k3", "wait");
        await WaitUntilAsync(() => _made == 1);
        using var second = await SendAsync("k3", "wait");
        await second.AssertProblemAsync(HttpStatusCode.Conflict, "idempotency.at_work");
        _gate.SetResult();
        using var answer = await first;
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        using var third = await SendAsync("k3", "wait");
        Assert.Equal(HttpStatusCode.Created, third.StatusCode);
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task Of_many_at_once_one_is_done()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync("k4", "a")));
        Assert.Equal(1, _made);
        Assert.All(answers, a => Assert.Contains(a.StatusCode, (HttpStatusCode[])[HttpStatusCode.Created, HttpStatusCode.Conflict]));
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.Created);
    }

    [Fact]
    public async Task Keys_of_two_callers_are_not_the_same()
    {
        using var first = await SendAsync("k5", "a");
        using var other = await _host.ProgramAsync(Roles.Operator);
        using var second = await SendAsync("k5", "a", other);
        Assert.False(second.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(2, _made);
    }

    [Fact]
    public async Task After_a_failure_the_key_may_be_tried_again()
    {
        using var first = await SendAsync("k6", "fail");
        Assert.Equal(HttpStatusCode.BadRequest, first.StatusCode);
        using var thrown = await SendAsync("k6", "throw");
        Assert.Equal(HttpStatusCode.InternalServerError, thrown.StatusCode);
        using var second = await SendAsync("k6", "a");
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
    }

    [Fact]
    public async Task A_claim_whose_owner_died_is_taken_over()
    {
        var store = _host.Get<IdempotencyStore>();
        var request = new IdempotentRequest("key:test", "k7", "POST", "/x", "hash");
        Assert.Equal(ClaimOutcome.Ours, (await store.ClaimAsync(request, default)).Outcome);
        Assert.Equal(ClaimOutcome.AtWork, (await store.ClaimAsync(request, default)).Outcome);
        _time.Advance(IdempotencyStore.Abandoned + TimeSpan.FromSeconds(1));
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.ClaimAsync(request, default)));
        Assert.Single(claims, c => c.Outcome == ClaimOutcome.Ours);
    }

    [Fact]
    public async Task Answers_are_forgotten_after_a_day()
    {
        using var first = await SendAsync("k8", "a");
        _time.Advance(IdempotencyStore.Kept + TimeSpan.FromMinutes(1));
        Assert.True(await _host.Get<IdempotencyStore>().SweepAsync(default) >= 1);
        using var second = await SendAsync("k8", "a");
        Assert.Equal(2, _made);
    }

    [Fact]
    public async Task What_may_not_be_stored_is_repeated_without_its_body()
    {
        using var first = await SendAsync("k9", "secret");
        Assert.Contains("secret", await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var second = await SendAsync("k9", "secret");
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal("", await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_key_that_is_too_long_or_a_body_too_large_is_refused()
    {
        using var key = await SendAsync(new string('k', 201), "a");
        await key.AssertProblemAsync(HttpStatusCode.BadRequest, "idempotency.key_invalid");
        using var body = await SendAsync("k10", new string('x', IdempotencyMiddleware.MaxRequestBytes));
        await body.AssertProblemAsync(HttpStatusCode.BadRequest, "idempotency.body_too_large");
        Assert.Equal(0, _made);
    }

    private async Task<HttpResponseMessage> SendAsync(string key, string name, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Widgets) { Content = JsonContent.Create(new Widget(name)) };
        request.Headers.Add("Idempotency-Key", key);
        return await (client ?? _client).SendAsync(request);
    }

    private void Map(IEndpointRouteBuilder api) => api.MapPost("/widgets", async (Widget widget, HttpContext context) =>
    {
        if (widget.Name == "fail") return TypedResults.Problem("no", statusCode: 400);
        if (widget.Name == "throw") throw new InvalidOperationException("broken");
        var number = Interlocked.Increment(ref _made);
        if (widget.Name == "wait") await _gate.Task.WaitAsync(TimeSpan.FromSeconds(20));
        if (widget.Name == "secret") context.Response.Headers.CacheControl = "no-store";
        return Results.Created($"/api/v1/widgets/{number}", new { number, widget.Name });
    }).RequireAuthorization(Policies.View);

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition()) await Task.Delay(20, limit.Token);
    }
}

public sealed class IdempotencyOnSqliteTests : IdempotencyTests
{
    protected override Task<(string Key, string Value)[]> DatabaseAsync() => Task.FromResult<(string, string)[]>([]);
}

[Collection(PostgresCollection.Name)]
public sealed class IdempotencyOnPostgresTests(PostgresServer server) : IdempotencyTests
{
    protected override async Task<(string Key, string Value)[]> DatabaseAsync() =>
        [("Database:Provider", "Postgres"), ("Database:ConnectionString", await server.CreateDatabaseAsync())];
}
