using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Platform.Transcription.Tests.Support;

namespace Platform.Transcription.Tests.Inputs;

/// <summary>Uploads in pieces, by the core of tus 1.0.</summary>
public sealed class UploadTests
{
    private const string Root = "/api/v1/transcriptions/uploads";

    [Fact]
    public async Task An_upload_in_pieces_goes_on_after_a_broken_connection_and_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("platform-transcription-").FullName;
        var audio = await File.ReadAllBytesAsync(await Spoken.ShortAsync());
        var half = audio.Length / 2;
        string place;
        await using (var app = await TranscriptionApp.StartAsync(folder: folder))
        {
            place = await BeginAsync(app, audio.Length);
            using var wrong = await SendAsync(app, place, 10, audio[..half]);
            Assert.Equal(HttpStatusCode.Conflict, wrong.StatusCode);
            using var first = await SendAsync(app, place, 0, audio[..half]);
            Assert.Equal((HttpStatusCode.NoContent, $"{half}"), (first.StatusCode, first.Headers.GetValues("Upload-Offset").Single()));
        }

        await using (var app = await TranscriptionApp.StartAsync(folder: folder))
        {
            using var asked = await app.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, place));
            Assert.Equal(($"{half}", $"{audio.Length}", "1.0.0"), (Header(asked, "Upload-Offset"), Header(asked, "Upload-Length"), Header(asked, "Tus-Resumable")));
            var id = Guid.Parse(place.Split('/')[^1]);
            using var early = await app.PostAsync("/api/v1/transcriptions", new { uploadId = id, preset = "draft-en" });
            Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
            using var more = await SendAsync(app, place, half, [.. audio[half..], 1, 2, 3]);
            Assert.Equal(HttpStatusCode.BadRequest, more.StatusCode);
            using var rest = await SendAsync(app, place, await OffsetAsync(app, place), audio[half..]);
            Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);

            using var queued = await app.PostAsync("/api/v1/transcriptions", new { uploadId = id, preset = "draft-en", name = "in pieces" });
            Assert.Equal(HttpStatusCode.Accepted, queued.StatusCode);
            var item = JsonDocument.Parse(await queued.Content.ReadAsStringAsync()).RootElement;
            await app.UntilAsync(item.GetProperty("id").GetString()!, "completed");
            Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync(new Uri(place, UriKind.Relative))).StatusCode);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_and_while_it_comes()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: new() { ["Transcription:MaxGigabytes"] = "0.001" });
        using var announced = await app.PostAsync(Root, new { fileName = "big.wav", length = 2_000_000 });
        Assert.Contains("recording.too_large", await announced.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var big = Path.Combine(app.Folder, "big.wav");
        await File.WriteAllBytesAsync(big, new byte[1_500_000]);
        using var sent = await app.TrySubmitAsync(big);
        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        Assert.Empty(Directory.Exists(Path.Combine(app.Folder, "transcription", "incoming")) ? Directory.GetFiles(Path.Combine(app.Folder, "transcription", "incoming")) : []);
    }

    [Fact]
    public async Task A_disk_that_is_to_be_left_space_takes_nothing()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: new() { ["Transcription:ReserveMegabytes"] = "10000000" });
        using var refused = await app.PostAsync(Root, new { fileName = "a.wav", length = 1000 });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("recording.no_space", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> BeginAsync(TranscriptionApp app, long length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Root);
        request.Headers.Add("Upload-Length", $"{length}");
        request.Headers.Add("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes("jutt õhtust.wav"))}");
        using var answer = await app.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Contains("jutt", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return answer.Headers.Location!.ToString();
    }

    private static Task<HttpResponseMessage> SendAsync(TranscriptionApp app, string place, long offset, byte[] piece)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, place) { Content = new ByteArrayContent(piece) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        request.Headers.Add("Upload-Offset", $"{offset}");
        return app.Client.SendAsync(request);
    }

    private static async Task<long> OffsetAsync(TranscriptionApp app, string place) => (await app.GetJsonAsync(place)).GetProperty("offset").GetInt64();

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
