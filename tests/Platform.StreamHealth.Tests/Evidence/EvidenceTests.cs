using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Kernel.Api;
using Platform.Scheduling;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Evidence;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Tests.Monitoring;
using Platform.Testing;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Evidence;

public sealed class EvidenceOnSqlite : EvidenceTests
{
    protected override Task<MonitorApp> StartAsync() => MonitorApp.StartAsync(settings: Settings);
}

[Collection(PostgresTests.Name)]
public sealed class EvidenceOnPostgres(PostgresServer server) : EvidenceTests
{
    protected override async Task<MonitorApp> StartAsync() => await MonitorApp.StartAsync(await server.CreateDatabaseAsync(), Settings);
}

/// <summary>What a failing check leaves behind, and for how long.</summary>
public abstract class EvidenceTests : OnBothDatabases
{
    protected static Dictionary<string, string?> Settings => new()
    {
        ["StreamHealth:Evidence:RenewMinutes"] = "0",
        ["StreamHealth:Evidence:LeaveFreeMegabytes"] = "1",
        ["StreamHealth:SampleSeconds"] = "3",
    };

    private AudioVariant _onAir = AudioVariant.Silence;

    private EvidenceOptions Policy => Get<IOptionsMonitor<EvidenceOptions>>().CurrentValue;

    [Fact]
    public async Task A_silent_check_keeps_its_audio_pictures_and_headers_and_the_api_serves_them()
    {
        await using var server = await BadHttpServer.StartAsync();
        var result = await CheckAsync(await AddAsync(server));

        var pieces = await ListAsync($"resultId={result.Id}");
        Assert.Equal(
            [EvidenceKind.Audio, EvidenceKind.Spectrogram, EvidenceKind.Levels, EvidenceKind.Headers], pieces.Select(p => p.Kind).Order());
        Assert.All(pieces, p => Assert.Equal("audio.silent", p.Cause));
        var audio = pieces.Single(p => p.Kind == EvidenceKind.Audio);
        using var heard = await App.Client.GetAsync(audio.Url);
        Assert.Equal("audio/mpeg", heard.Content.Headers.ContentType!.ToString());
        var sent = await TestAudio.BytesAsync(AudioVariant.Silence);
        var kept = await heard.Content.ReadAsByteArrayAsync();
        Assert.InRange(kept.Length, 3 * 16_000, sent.Length);
        Assert.Equal(sent.AsSpan(0, kept.Length).ToArray(), kept);

        // A browser seeks by asking for a part.
        using var request = new HttpRequestMessage(HttpMethod.Get, audio.Url) { Headers = { Range = new RangeHeaderValue(100, 199) } };
        using var part = await App.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(kept[100..200], await part.Content.ReadAsByteArrayAsync());

        foreach (var picture in pieces.Where(p => p.ContentType == "image/png"))
        {
            var png = await App.Client.GetByteArrayAsync(picture.Url);
            Assert.Equal("IHDR"u8.ToArray(), png[12..16]);
            Assert.Equal(960, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        }

        var headers = await App.Client.GetStringAsync(pieces.Single(p => p.Kind == EvidenceKind.Headers).Url);
        Assert.StartsWith("HTTP/1.1 200 OK\nContent-Type: audio/mpeg", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", headers, StringComparison.Ordinal);
        Assert.Equal(pieces.Sum(p => p.Bytes), Directory.GetFiles(Path.Combine(App.Folder, "evidence", result.StreamId.ToString("N"))).Sum(f => new FileInfo(f).Length));
    }

    [Fact]
    public async Task Of_failures_in_a_row_the_first_and_the_newest_are_kept_and_a_good_check_ends_the_row()
    {
        await using var server = await BadHttpServer.StartAsync();
        var stream = await AddAsync(server);
        var failed = new List<CheckResult>();
        for (var i = 0; i < 3; i++) failed.Add(await CheckAsync(stream));
        Assert.Equal([failed[2].Id, failed[0].Id], await WithEvidenceAsync(stream));

        _onAir = AudioVariant.Programme;
        var good = await CheckAsync(stream);
        Assert.Equal(StreamState.Healthy, good.State);
        _onAir = AudioVariant.Silence;
        var again = await CheckAsync(stream);
        Assert.Equal([again.Id, failed[2].Id, failed[0].Id], await WithEvidenceAsync(stream));
        Assert.Equal(3 * 4, Directory.GetFiles(FolderOf(stream)).Length);

        // The stream's limit, then the limit of all.
        Policy.ChecksPerStream = 2;
        Policy.RenewMinutes = 1000;
        Assert.Equal(again.Id, (await WithEvidenceAsync(stream))[0]);
        await CheckAsync(stream); // not due: nothing changes
        Assert.Equal(3, (await WithEvidenceAsync(stream)).Count);
        Policy.RenewMinutes = 0;
        var last = await CheckAsync(stream);
        Assert.Equal([last.Id, again.Id], await WithEvidenceAsync(stream));
    }

    [Fact]
    public async Task Evidence_that_cannot_be_kept_never_fails_a_check()
    {
        await using var server = await BadHttpServer.StartAsync();
        var stream = await AddAsync(server);
        var free = Policy.LeaveFreeMegabytes;
        Policy.LeaveFreeMegabytes = int.MaxValue;
        Assert.Equal(StreamState.Failing, (await CheckAsync(stream)).State);
        Assert.Empty(await WithEvidenceAsync(stream));

        Policy.LeaveFreeMegabytes = free;
        // A file where the stream's folder should be.
        Directory.CreateDirectory(Path.Combine(App.Folder, "evidence"));
        await File.WriteAllTextAsync(FolderOf(stream), "in the way");
        Assert.Equal(StreamState.Failing, (await CheckAsync(stream)).State);
        Assert.Empty(await WithEvidenceAsync(stream));
        Assert.Equal(2, await App.QueryAsync(db => db.Results.CountAsync(r => r.StreamId == stream)));
    }

    [Fact]
    public async Task The_job_removes_what_is_old_too_much_left_behind_or_of_a_deleted_stream()
    {
        await using var server = await BadHttpServer.StartAsync();
        var (kept, gone) = (await AddAsync(server), await AddAsync(server));
        var old = await CheckAsync(kept);
        await CheckAsync(gone);
        await App.QueryAsync(db => db.Set<EvidenceFile>().Where(f => f.ResultId == old.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.CreatedAt, f => old.StartedAt.AddDays(-20))));
        var fresh = await CheckAsync(kept);

        using (var deleted = await App.Client.DeleteAsync($"/api/v1/streams/{gone}")) Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await ListAsync($"streamId={gone}"));
        await App.QueryAsync(db => db.Streams.Where(s => s.Id == gone).ExecuteDeleteAsync()); // as when its undo is over
        var orphan = Path.Combine(FolderOf(kept), "orphan.mp3");
        await File.WriteAllTextAsync(orphan, "left by a crash");
        foreach (var file in Directory.GetFiles(FolderOf(gone)).Append(orphan)) File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1));

        var run = new JobRun("test", null, NullLogger.Instance);
        await TrimJob().ExecuteAsync(run, CancellationToken.None);
        Assert.Equal("Removed 4 pieces of evidence and 5 files left behind", run.Summary);
        Assert.Equal([fresh.Id], await WithEvidenceAsync(kept));
        Assert.False(Directory.Exists(FolderOf(gone)));
        Assert.Equal(4, Directory.GetFiles(FolderOf(kept)).Length);

        // The table's sum decides, so one row can stand for much.
        await App.QueryAsync(db => db.Set<EvidenceFile>().Where(f => f.Kind == EvidenceKind.Audio).ExecuteUpdateAsync(set => set.SetProperty(f => f.Bytes, f => 2_000_000_000_000)));
        await TrimJob().ExecuteAsync(new JobRun("test", null, NullLogger.Instance), CancellationToken.None);
        Assert.Empty(await WithEvidenceAsync(kept));
        Assert.False(Directory.Exists(FolderOf(kept)));
    }

    private TrimEvidence TrimJob() => new(Get<IDbContextFactory<StreamHealthDb>>(), Get<EvidenceStore>(), Get<EvidenceRoom>(), Get<IOptionsMonitor<EvidenceOptions>>(), TimeProvider.System);

    private string FolderOf(Guid stream) => Path.Combine(App.Folder, "evidence", stream.ToString("N"));

    private async Task<Guid> AddAsync(BadHttpServer server)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/{Guid.NewGuid():N}.mp3");
        var url = server.Add(path, async (stream, cancellationToken) =>
        {
            var audio = await TestAudio.BytesAsync(_onAir);
            var head = $"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nSet-Cookie: secret\r\nContent-Length: {audio.Length}\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
            await stream.WriteAsync(audio, cancellationToken);
        });
        // Never: a test checks by itself, so that no check of the scheduler comes between.
        var stream = Seeds.Stream(url.AbsoluteUri, path);
        await App.QueryAsync(async db =>
        {
            db.Streams.Add(stream);
            return await db.SaveChangesAsync();
        });
        return stream.Id;
    }

    private async Task<CheckResult> CheckAsync(Guid stream) =>
        await Get<RunCheck>().RunAsync(new OrderedCheck(stream, Deep: false, DueAt: null), (_, _) => { }, CancellationToken.None) ?? throw new InvalidOperationException("The check was not stored.");

    private async Task<IReadOnlyList<EvidenceView>> ListAsync(string query) =>
        (await App.Client.GetFromJsonAsync<CursorPage<EvidenceView>>($"/api/v1/evidence?{query}", ApiJson.Options))!.Items;

    private async Task<List<Guid>> WithEvidenceAsync(Guid stream) => [.. (await ListAsync($"streamId={stream}")).Select(p => p.ResultId).Distinct()];
}
