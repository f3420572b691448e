using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Tests.Monitoring;

namespace Platform.StreamHealth.Tests.Alerts;

/// <summary>Channels, policies and deliveries over HTTP, with the real scheduler behind.</summary>
public sealed class AlertApiTests : IAsyncLifetime
{
    private const string Secret = "a secret nobody should see";
    private MonitorApp _app = null!;
    private HttpReceiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _app = await MonitorApp.StartAsync();
        _receiver = await HttpReceiver.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task From_a_transition_to_the_receiver_without_anybody_asking()
    {
        var channel = await CreateAsync(Hook());
        await PostAsync<PolicyView>("policies", new PolicyInput { Name = "Everybody", Steps = [new PolicyStep(0, [channel.Id])] });
        var stream = Seeds.Stream();
        await _app.QueryAsync(async db =>
        {
            db.Add(stream);
            return await db.SaveChangesAsync();
        });

        await using (var db = await _app.Get<IDbContextFactory<StreamHealthDb>>().CreateDbContextAsync())
        {
            var after = new List<Action>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var transition = new StreamTransition { StreamId = stream.Id, From = MonitorState.Up, To = MonitorState.Down, At = TimeProvider.System.GetUtcNow(), Reason = "Silent", Notify = true };
            foreach (var observer in _app.Services.GetServices<ITransitionObserver>()) await observer.ObserveAsync(db, transition, after.Add, CancellationToken.None);
            await transaction.CommitAsync();
            after.ForEach(act => act());
        }

        await UntilAsync(() => !_receiver.Requests.IsEmpty);
        Assert.Equal("down", _receiver.Only().Headers["X-MediaOps-Event"]);
        var path = $"deliveries?channel={channel.Id}&stream={stream.Id}&state=sent";
        await UntilAsync(async () => (await GetAsync<CursorPage<DeliveryView>>(path)).Items.Count == 1);
        var delivery = (await GetAsync<CursorPage<DeliveryView>>(path)).Items[0];
        Assert.Equal(("DOWN: Radio One", 1, "Radio One"), (delivery.Subject, delivery.Attempts, delivery.StreamName));
        Assert.Empty((await GetAsync<CursorPage<DeliveryView>>("deliveries?state=failed")).Items);

        var detail = await GetAsync<DeliveryDetail>($"deliveries/{delivery.Id}");
        Assert.StartsWith($"POST {_receiver.Url}", detail.Request, StringComparison.Ordinal);
        Assert.Contains($"webhook-id: {delivery.Id}\n", detail.Request, StringComparison.Ordinal);
        Assert.Contains("webhook-signature: (hidden)\n", detail.Request, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, detail.Request, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"down\"", detail.Request, StringComparison.Ordinal);

        using var resent = await _app.Client.PostAsync(new Uri($"/api/v1/alerts/deliveries/{delivery.Id}:resend", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, resent.StatusCode);
        await UntilAsync(() => _receiver.Requests.Count == 2);
        Assert.Single(_receiver.Requests.Select(r => r.Headers["webhook-id"]).Distinct());
    }

    [Fact]
    public async Task A_secret_is_stored_encrypted_and_never_given_out()
    {
        using var answer = await _app.Client.PostAsJsonAsync("/api/v1/alerts/channels", Hook(), ApiJson.Options);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        var channel = JsonSerializer.Deserialize<ChannelView>(text, ApiJson.Options)!;
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await _app.Client.GetStringAsync(new Uri("/api/v1/alerts/channels", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Equal(["secret"], channel.SecretsSet);
        Assert.Equal(_receiver.Url, channel.Values["url"]);
        var row = await _app.QueryAsync(db => db.Set<AlertChannel>().SingleAsync());
        Assert.DoesNotContain(Secret, row.Secrets + row.Values, StringComparison.Ordinal);

        // Left empty it is kept, and still signs.
        using var renamed = await _app.Client.PutAsJsonAsync($"/api/v1/alerts/channels/{channel.Id}", Hook() with { Name = "Renamed", Values = new Dictionary<string, string?> { ["url"] = _receiver.Url, ["secret"] = "" } }, ApiJson.Options);
        Assert.Equal(HttpStatusCode.OK, renamed.StatusCode);
        var test = await PostAsync<ChannelTestView>($"channels/{channel.Id}:test", new { });
        Assert.True(test.Sent);
        var arrived = _receiver.Only();
        Assert.Equal(Platform.StreamHealth.Alerts.Formats.WebhookFormat.Sign(Secret, arrived.Headers["webhook-id"], arrived.Headers["webhook-timestamp"], arrived.Body), arrived.Headers["webhook-signature"]);

        // Nobody can lead it to another server.
        using var moved = await _app.Client.PutAsJsonAsync($"/api/v1/alerts/channels/{channel.Id}", Hook() with { Values = new Dictionary<string, string?> { ["url"] = "http://127.0.0.1:8099/steal" } }, ApiJson.Options);
        var problem = await moved.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.BadRequest, "channel.secret_invalid"), (moved.StatusCode, problem.GetProperty("code").GetString()));
        Assert.StartsWith("Enter it again", problem.GetProperty("errors").GetProperty("values.secret")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_is_not_needed_any_more_is_forgotten_when_asked_for()
    {
        var input = new ChannelInput { Name = "Phone", Kind = ChannelKind.Ntfy, Values = new Dictionary<string, string?> { ["server"] = _receiver.Url, ["topic"] = "studio", ["token"] = Secret } };
        var channel = await CreateAsync(input);
        Assert.Equal(["token"], channel.SecretsSet);
        var without = input with { Values = new Dictionary<string, string?> { ["server"] = _receiver.Url, ["topic"] = "studio" }, Forget = ["token"] };
        using var saved = await _app.Client.PutAsJsonAsync($"/api/v1/alerts/channels/{channel.Id}", without, ApiJson.Options);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Empty((await GetAsync<ChannelView>($"channels/{channel.Id}")).SecretsSet);
        await PostAsync<ChannelTestView>($"channels/{channel.Id}:test", new { });
        Assert.False(_receiver.Only().Headers.ContainsKey("authorization"));

        // What a channel cannot be without stays needed.
        var hook = await CreateAsync(Hook());
        using var refused = await _app.Client.PutAsJsonAsync(
            $"/api/v1/alerts/channels/{hook.Id}", Hook() with { Values = new Dictionary<string, string?> { ["url"] = _receiver.Url }, Forget = ["secret"] }, ApiJson.Options);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_test_says_what_went_wrong_in_the_receivers_words()
    {
        _receiver.AnswerWith(403, "invalid_token");
        var channel = await CreateAsync(Hook());
        var test = await PostAsync<ChannelTestView>($"channels/{channel.Id}:test", new { });
        Assert.Equal((false, "HTTP 403: invalid_token", 403), (test.Sent, test.Error, test.HttpStatus));
        var logged = Assert.Single((await GetAsync<CursorPage<DeliveryView>>("deliveries")).Items);
        Assert.Equal((AlertEvent.Test, DeliveryState.Failed, "HTTP 403: invalid_token"), (logged.Event, logged.State, logged.Error));
        Assert.Equal(1, (await GetAsync<ChannelView>($"channels/{channel.Id}")).FailuresInRow);
    }

    [Theory]
    [InlineData(ChannelKind.Webhook, "url", "http://169.254.169.254/latest", "values.url")]
    [InlineData(ChannelKind.Gotify, "server", "http://10.0.0.1", "values.server")]
    [InlineData(ChannelKind.Gotify, "server", "file:///etc/passwd", "values.server")]
    [InlineData(ChannelKind.Email, "host", "192.168.1.1", "values.host")]
    [InlineData(ChannelKind.Apprise, "server", "apprise://172.16.0.1/key", "values.server")]
    [InlineData(ChannelKind.Slack, "url", "https://[fd00::1]/services/x", "values.url")]
    [InlineData(ChannelKind.Ntfy, "topic", "no spaces please", "values.topic")]
    [InlineData(ChannelKind.Email, "to", "nobody", "values.to")]
    [InlineData(ChannelKind.Pushover, "downPriority", "9", "values.downPriority")]
    [InlineData(ChannelKind.Telegram, "what", "x", "values.what")]
    public async Task What_must_not_be_is_refused_at_its_field(ChannelKind kind, string field, string value, string wrong)
    {
        var values = new Dictionary<string, string?>
        {
            ["url"] = "https://203.0.114.1/x",
            ["server"] = "https://203.0.114.1",
            ["host"] = "203.0.114.1",
            ["secret"] = Secret,
            ["token"] = "t",
            ["topic"] = "topic",
            ["user"] = "u",
            ["chatId"] = "1",
            ["from"] = "a@example.org",
            ["to"] = "b@example.org",
            ["urls"] = "json://x",
            ["what"] = null,
        };
        var known = (await GetAsync<List<ChannelKindView>>("channel-kinds")).Single(k => k.Kind == kind).Fields.Select(f => f.Name).ToHashSet();
        var input = values.Where(v => known.Contains(v.Key)).ToDictionary();
        input[field] = value;
        using var answer = await _app.Client.PostAsJsonAsync("/api/v1/alerts/channels", new ChannelInput { Name = "X", Kind = kind, Values = input }, ApiJson.Options);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([wrong], problem.GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task A_policy_names_channels_that_exist_and_keeps_them_from_being_deleted()
    {
        var channel = await CreateAsync(Hook());
        using var wrong = await _app.Client.PostAsJsonAsync("/api/v1/alerts/policies", new PolicyInput
        {
            Name = "",
            Scope = new PolicyScope { All = false },
            Steps = [new PolicyStep(-1, [Guid.NewGuid()])],
            QuietHours = new QuietHours { TimeZone = "Mars/Olympus", From = new TimeOnly(1, 0), To = new TimeOnly(1, 0) },
        }, ApiJson.Options);
        var errors = (await wrong.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["name", "quietHours.timeZone", "quietHours.to", "scope", "steps[0].afterMinutes", "steps[0].channels"], errors);

        var policy = await PostAsync<PolicyView>("policies", new PolicyInput { Name = "Night", Steps = [new PolicyStep(10, [channel.Id]), new PolicyStep(0, [channel.Id])] });
        Assert.Equal([0, 10], policy.Steps.Select(s => s.AfterMinutes));
        using var refused = await _app.Client.DeleteAsync(new Uri($"/api/v1/alerts/channels/{channel.Id}", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Conflict, "channel.in_use"), (refused.StatusCode, (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()));
        using var nobody = await _app.Client.PostAsJsonAsync("/api/v1/alerts/policies", new { name = "Nobody", steps = new[] { new { afterMinutes = 0 } } });
        Assert.Equal(HttpStatusCode.BadRequest, nobody.StatusCode);
        using var duplicate = await _app.Client.PostAsJsonAsync("/api/v1/alerts/policies", new PolicyInput { Name = "night", Steps = policy.Steps }, ApiJson.Options);
        Assert.Equal(HttpStatusCode.Conflict, duplicate.StatusCode);
        using var stale = await _app.Client.PutAsJsonAsync($"/api/v1/alerts/policies/{policy.Id}", new PolicyInput { Name = "Night", Steps = policy.Steps, Version = 7 }, ApiJson.Options);
        Assert.Equal("policy.changed", (await stale.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());

        using var gone = await _app.Client.DeleteAsync(new Uri($"/api/v1/alerts/policies/{policy.Id}", UriKind.Relative));
        using var then = await _app.Client.DeleteAsync(new Uri($"/api/v1/alerts/channels/{channel.Id}", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (gone.StatusCode, then.StatusCode));
    }

    [Fact]
    public async Task Lists_are_searched_sorted_and_paged()
    {
        foreach (var name in (string[])["Beta", "alpha", "Gamma"]) await CreateAsync(Hook() with { Name = name });
        var first = await GetAsync<CursorPage<ChannelView>>("channels?limit=2");
        Assert.Equal(["alpha", "Beta"], first.Items.Select(c => c.Name));
        var second = await GetAsync<CursorPage<ChannelView>>($"channels?limit=2&cursor={first.NextCursor}");
        Assert.Equal(["Gamma"], second.Items.Select(c => c.Name));
        Assert.Null(second.NextCursor);
        Assert.Equal(["Gamma", "alpha", "Beta"], (await GetAsync<CursorPage<ChannelView>>("channels?sort=-created")).Items.Select(c => c.Name));
        Assert.Equal(["Gamma"], (await GetAsync<CursorPage<ChannelView>>("channels?search=gam&kind=webhook")).Items.Select(c => c.Name));
        using var wrong = await _app.Client.GetAsync(new Uri("/api/v1/alerts/channels?kind=fax", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private ChannelInput Hook() => new() { Name = "Hook", Kind = ChannelKind.Webhook, Values = new Dictionary<string, string?> { ["url"] = _receiver.Url, ["secret"] = Secret } };

    private Task<ChannelView> CreateAsync(ChannelInput input) => PostAsync<ChannelView>("channels", input);

    private async Task<T> PostAsync<T>(string path, object input)
    {
        using var answer = await _app.Client.PostAsJsonAsync($"/api/v1/alerts/{path}", input, ApiJson.Options);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<T>(ApiJson.Options))!;
    }

    private async Task<T> GetAsync<T>(string path) => (await _app.Client.GetFromJsonAsync<T>($"/api/v1/alerts/{path}", ApiJson.Options))!;

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition()) await Task.Delay(20, patience.Token);
    }
}
