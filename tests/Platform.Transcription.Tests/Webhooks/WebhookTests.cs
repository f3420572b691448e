using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Transcription.Queue;
using Platform.Transcription.Retention;
using Platform.Transcription.Tests.Queue;
using Platform.Transcription.Tests.Support;
using Platform.Transcription.Webhooks;

namespace Platform.Transcription.Tests.Webhooks;

/// <summary>Receivers are told, signed, and told again until they have accepted it.</summary>
public sealed class WebhookTests
{
    private const string Secret = "a secret of enough length";
    private const string Root = "/api/v1/transcription/webhooks";

    [Fact]
    public async Task A_message_is_signed_and_sent_again_with_the_same_id_and_bytes_until_it_is_accepted()
    {
        var seen = new List<(string Id, string Attempt, string Signature, byte[] Body)>();
        await using var receiver = await ReceiverAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var headers = context.Request.Headers;
            lock (seen) seen.Add((headers["webhook-id"].ToString(), headers["X-MediaOps-Attempt"].ToString(), headers["X-MediaOps-Signature-256"].ToString(), body.ToArray()));
            context.Response.StatusCode = seen.Count == 1 ? 503 : 204;
        });
        var engine = new ScriptedEngine { Steps = 1 };
        engine.Allow();
        await using var app = await TranscriptionApp.StartAsync(engine: engine);
        var hook = await AddAsync(app, receiver.Urls.Single());
        var id = await QueueTests.SendAsync(app);
        await app.UntilAsync(id, "completed");
        await QueueTests.WaitAsync(() => seen.Count == 1);

        // The pause is over.
        await QueueTests.WaitAsync(async () => await DueNowAsync(app) == 1);
        await app.Get<WebhookSchedule>().WakeAsync([hook], CancellationToken.None);
        await QueueTests.WaitAsync(() => seen.Count == 2);

        Assert.Equal((seen[0].Id, "1", "2"), (seen[1].Id, seen[0].Attempt, seen[1].Attempt));
        Assert.Equal(seen[0].Body, seen[1].Body);
        Assert.All(seen, s => Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), s.Body)), s.Signature));
        var payload = JsonDocument.Parse(seen[0].Body).RootElement;
        Assert.Equal(("1.0", "transcription.completed", id), (payload.GetProperty("schemaVersion").GetString(), payload.GetProperty("event").GetString(), payload.GetProperty("transcription").GetProperty("id").GetString()));
        await QueueTests.WaitAsync(() => app.QueryAsync(db => db.Set<WebhookDelivery>().AnyAsync(d => d.State == WebhookState.Sent)));
    }

    [Fact]
    public async Task A_secret_is_kept_encrypted_never_shown_and_not_led_to_another_server()
    {
        await using var app = await TranscriptionApp.StartAsync(engine: new ScriptedEngine());
        var id = await AddAsync(app, "http://127.0.0.1:8099/hook");
        Assert.DoesNotContain(Secret, (await app.GetJsonAsync(Root)).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await app.QueryAsync(db => db.Set<Webhook>().Select(w => w.Secret).SingleAsync()), StringComparison.Ordinal);
        using var moved = await app.Client.PutAsync(new Uri($"{Root}/{id}", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { url = "http://127.0.0.1:8098/other" }));
        Assert.Equal(HttpStatusCode.BadRequest, moved.StatusCode);
        using var privately = await app.PostAsync(Root, new { url = "http://10.0.0.1/hook", secret = Secret });
        Assert.Contains("url.private_address", await privately.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_old_is_taken_away_and_nothing_else()
    {
        var engine = new ScriptedEngine { Steps = 1 };
        engine.Allow();
        await using var app = await TranscriptionApp.StartAsync(settings: new() { ["Transcription:AudioDays"] = "10", ["Transcription:TextDays"] = "100", ["Transcription:UndoDays"] = "1" }, engine: engine);
        var (fresh, silent, old, deleted) = (await QueueTests.SendAsync(app), await QueueTests.SendAsync(app), await QueueTests.SendAsync(app), await QueueTests.SendAsync(app));
        foreach (var id in (string[])[fresh, silent, old, deleted]) await app.UntilAsync(id, "completed");
        using var gone = await app.Client.DeleteAsync(new Uri($"/api/v1/transcriptions/{deleted}", UriKind.Relative));
        var now = TimeProvider.System.GetUtcNow();
        await AgeAsync(app, silent, now.AddDays(-20));
        await AgeAsync(app, old, now.AddDays(-200));
        var twoDays = now.AddDays(-2);
        await app.QueryAsync(db => db.Items().Where(i => i.DeletedAt != null).ExecuteUpdateAsync(set => set.SetProperty(i => i.DeletedAt, twoDays)));
        var stray = Path.Combine(app.Folder, "transcription", "audio", $"{Guid.NewGuid():N}.audio");
        await File.WriteAllTextAsync(stray, "of a crash");
        File.SetLastWriteTimeUtc(stray, twoDays.UtcDateTime);

        var job = Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<TrimTranscriptions>(app.Services);
        var run = new Scheduling.JobRun("1", null, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        await job.ExecuteAsync(run, CancellationToken.None);

        Assert.Equal("2 transcriptions, 1 recordings, 0 uploads, 0 messages and 1 stray files deleted", run.Summary);
        Assert.Single(Directory.GetFiles(Path.Combine(app.Folder, "transcription", "audio")));
        Assert.Equal("removed", (await app.ItemAsync(silent)).GetProperty("input").GetString());
        Assert.Single(await QueueTests.TextsAsync(app, silent));
        using var no = await app.PostAsync($"/api/v1/transcriptions/{silent}:retry?fromStart=true");
        Assert.Equal(HttpStatusCode.Conflict, no.StatusCode);
        using var restored = await app.PostAsync($"/api/v1/transcriptions/{deleted}:restore");
        Assert.Equal(HttpStatusCode.NotFound, restored.StatusCode);
        Assert.Equal("ready", (await app.ItemAsync(fresh)).GetProperty("input").GetString());
    }

    private static Task<int> AgeAsync(TranscriptionApp app, string id, DateTimeOffset at)
    {
        var (guid, finished) = (Guid.Parse(id), (DateTimeOffset?)at);
        return app.QueryAsync(db => db.Items().Where(i => i.Id == guid).ExecuteUpdateAsync(set => set.SetProperty(i => i.FinishedAt, finished)));
    }

    private static Task<int> DueNowAsync(TranscriptionApp app)
    {
        var now = TimeProvider.System.GetUtcNow();
        return app.QueryAsync(db => db.Set<WebhookDelivery>().Where(d => d.State == WebhookState.Pending && d.Attempts == 1).ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, now)));
    }

    private static async Task<Guid> AddAsync(TranscriptionApp app, string url)
    {
        using var answer = await app.PostAsync(Root, new { url, secret = Secret });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetGuid();
    }

    private static async Task<WebApplication> ReceiverAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var receiver = builder.Build();
        receiver.Run(answer);
        await receiver.StartAsync();
        return receiver;
    }
}
