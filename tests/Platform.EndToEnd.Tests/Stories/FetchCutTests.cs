using System.Globalization;
using System.Text;
using Platform.Testing.Servers;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>The power goes while a recording is downloaded: it is taken up where it was, and transcribed.</summary>
public sealed class FetchCutTests : IDisposable
{
    private const int Half = 20_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-fetch-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_download_that_a_kill_cut_goes_on_where_it_was()
    {
        var audio = await File.ReadAllBytesAsync(await SpokenFile.MakeAsync(_folder.FullName));
        var (halfSent, requests) = (new TaskCompletionSource(), new List<string>());
        await using var source = await BadHttpServer.StartAsync();
        var url = source.Add("/news.wav", async (stream, cancellationToken) =>
        {
            int first;
            lock (requests)
            {
                requests.Add("");
                first = requests.Count;
            }

            var from = first == 1 ? 0 : Half;
            var head = first == 1
                ? $"HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: {audio.Length}\r\n\r\n"
                : string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: bytes {from}-{audio.Length - 1}/{audio.Length}\r\nContent-Length: {audio.Length - from}\r\n\r\n");
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
            await stream.WriteAsync(first == 1 ? audio.AsMemory(0, Half) : audio.AsMemory(from), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            if (first == 1) await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        await using var platform = await PlatformProcess.StartAsync(environment: new Dictionary<string, string> { ["PLATFORM__UrlGuard__AllowedNetworks"] = "127.0.0.0/8" });
        using var api = await ApiClient.CreateAsync(platform);
        var id = (await api.PostAsync("/api/v1/transcriptions", new { url = url.ToString(), preset = "draft-en" })).GetProperty("id").GetGuid();
        var part = Path.Combine(platform.Folder, "data", "transcription", "incoming", $"{id:N}.part");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!(new FileInfo(part) is { Exists: true, Length: Half })) await Task.Delay(50, patience.Token);
        await platform.KillAsync();
        Assert.Equal(Half, new FileInfo(part).Length);

        await platform.StartAgainAsync();
        var done = await api.UntilAsync($"/api/v1/transcriptions/{id}", i => i.GetProperty("state").GetString() is "completed" or "failed", TimeSpan.FromMinutes(4));
        Assert.Equal(("completed", audio.Length), (done.GetProperty("state").GetString(), done.GetProperty("audioBytes").GetInt32()));
        Assert.False(File.Exists(part));
        Assert.Equal(2, requests.Count);
    }
}
