using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Host.Tests.Identity;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;
using Platform.Testing;
using Platform.Testing.Audio;

namespace Platform.Host.Tests.Api;

/// <summary>From the hook of a recorder to the queue of transcriptions: two modules that know each other by an event only.</summary>
[Collection(PostgresCollection.Name)]
public sealed class RecordingTests(PostgresServer server) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-recordings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_recorder_tells_of_is_queued_once(bool postgres)
    {
        using var app = postgres ? await Postgres.AppAsync(server, HostApp.WithModules()) : HostApp.WithModules();
        app.Settings["StreamHealth:Recordings:Folders"] = $"/nowhere, {_folder.FullName}";
        app.Settings["Scheduling:Lanes:Speech"] = "0";
        await app.AdminAsync();
        using var admin = await app.ProgramAsync(Roles.Admin);
        using var hook = await app.ProgramAsync(Roles.Operator);
        using var rule = await admin.PostAsJsonAsync("/api/v1/transcription/recording-rules", new { path = "live/*", enabled = true });
        Assert.Equal(HttpStatusCode.Created, rule.StatusCode);
        var file = Path.Combine(_folder.CreateSubdirectory("live").FullName, "a.wav");
        await TestProgram.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine", "-t", "1", file);

        Assert.Equal(HttpStatusCode.Created, await TellAsync(hook, file));
        Assert.Equal(HttpStatusCode.OK, await TellAsync(hook, file));
        Assert.Equal(HttpStatusCode.OK, await TellAsync(hook, "live/a.wav"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        JsonElement[] items = [];
        while (items.Length == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(100, patience.Token);
            items = [.. (await admin.GetFromJsonAsync<JsonElement>("/api/v1/transcriptions?source=recording")).GetProperty("items").EnumerateArray()];
        }

        Assert.Equal("live studio a.wav", Assert.Single(items).GetProperty("name").GetString());
        Assert.Single((await admin.GetFromJsonAsync<JsonElement>("/api/v1/recordings")).GetProperty("items").EnumerateArray());
        var delivery = Assert.Single((await admin.GetFromJsonAsync<JsonElement>("/api/v1/event-deliveries")).GetProperty("items").EnumerateArray());
        Assert.Equal("transcription.recordings", delivery.GetProperty("subscriber").GetString());
    }

    [Fact]
    public async Task Only_a_file_in_a_folder_of_recordings_is_one()
    {
        using var app = HostApp.WithModules();
        await app.AdminAsync();
        using var hook = await app.ProgramAsync(Roles.Operator);
        Assert.Equal(HttpStatusCode.Conflict, await TellAsync(hook, "a.wav"));
        using var admin = await app.ProgramAsync(Roles.Admin);
        var inside = _folder.CreateSubdirectory("in");
        using var set = await admin.PutAsJsonAsync("/api/v1/settings/StreamHealth:Recordings:Folders", new { value = inside.FullName });
        Assert.True(set.IsSuccessStatusCode);

        var secret = Path.Combine(_folder.FullName, "secret.wav");
        await File.WriteAllTextAsync(secret, "x");
        File.CreateSymbolicLink(Path.Combine(inside.FullName, "link.wav"), secret);
        Directory.CreateSymbolicLink(Path.Combine(inside.FullName, "sub"), _folder.FullName);
        foreach (var file in (string[])[secret, "../secret.wav", $"{inside.FullName}/../secret.wav", inside.FullName, "link.wav", "sub/secret.wav", "", "/etc/passwd", $"{inside.FullName}-other/a.wav", "a\0b"])
            Assert.Equal(HttpStatusCode.BadRequest, await TellAsync(hook, file));
        Assert.Equal(HttpStatusCode.NotFound, await TellAsync(hook, "missing.wav"));
        using var viewer = await app.ProgramAsync(Roles.Viewer);
        Assert.Equal(HttpStatusCode.Forbidden, await TellAsync(viewer, "link.wav"));
    }

    private static async Task<HttpStatusCode> TellAsync(HttpClient client, string file)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/recordings", new { path = "live/studio", file, durationSeconds = 60.5 });
        return answer.StatusCode;
    }
}
