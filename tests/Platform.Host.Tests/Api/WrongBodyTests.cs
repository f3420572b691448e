using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Host.Tests.Identity;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;
using Platform.Testing;

namespace Platform.Host.Tests.Api;

/// <summary>Whatever stands in a body, it is the caller's mistake and never ours.</summary>
[Collection(PostgresCollection.Name)]
public sealed partial class WrongBodyTests(PostgresServer server)
{
    // What is there to be changed; its id fills the "{id}" of the operations below the address.
    private static readonly Dictionary<string, string> Right = new(StringComparer.Ordinal)
    {
        ["/api/v1/streams/groups"] = """{"name":"North","position":1,"schedule":"every 60s","phase":1,"deepSchedule":"every 10m","deepPhase":3,"sampleSeconds":10,"thresholds":{"silenceDb":-50},"failuresToDown":2,"successesToUp":2,"retrySeconds":10}""",
        ["/api/v1/streams"] = """{"url":"http://127.0.0.1:8009/a.mp3","name":"A","tags":["x","y"],"enabled":false,"groupId":"{/api/v1/streams/groups}","parentId":null,"schedule":"cron 0 */5 * * * ? @ Europe/Berlin","phase":1,"thresholds":{"silenceDb":-50,"minLufs":-30,"expectedCodec":"MP3","expectedTitle":"x","ignoredFindings":["stream.slow"]},"failuresToDown":2}""",
        ["/api/v1/alerts/channels"] = """{"name":"Hook","kind":"webhook","enabled":true,"values":{"url":"http://127.0.0.1:8009/hook","secret":"a secret of some length"},"perMinute":10,"subjectTemplate":"{stream}","bodyTemplate":"{stream}"}""",
        ["/api/v1/alerts/policies"] = """{"name":"All","enabled":true,"scope":{"all":false,"streams":["{/api/v1/streams}"],"groups":["{/api/v1/streams/groups}"],"tags":["x"]},"severity":"degraded","steps":[{"afterMinutes":0,"channels":["{/api/v1/alerts/channels}"]},{"afterMinutes":5,"channels":["{/api/v1/alerts/channels}"]}],"resendMinutes":60,"gatherSeconds":30,"recovery":true,"quietHours":{"timeZone":"Europe/Berlin","days":["monday"],"from":"22:00","to":"06:00","downBreaksThrough":true,"held":"digest"}}""",
        ["/api/v1/maintenance"] = """{"title":"Service","note":"n","scope":{"all":false,"streamIds":["{/api/v1/streams}"],"groupIds":["{/api/v1/streams/groups}"],"tags":["x"]},"schedule":"cron 0 2 * * 0 @ Europe/Berlin","durationMinutes":60}""",
        ["/api/v1/status-pages"] = """{"slug":"radio","title":"Radio","announcement":"Hello","enabled":true,"showReasons":true,"showLatency":true,"items":[{"streamId":"{/api/v1/streams}","name":"A"},{"groupId":"{/api/v1/streams/groups}","name":null}]}""",
        ["/api/v1/transcription/folders"] = """{"name":"In","path":"{folder}","enabled":false,"preset":"auto","endings":["wav"],"ignore":["*.part"],"subfolders":false,"stableSeconds":10,"duplicates":"keep","output":"move","priority":1}""",
        ["/api/v1/transcription/recording-rules"] = """{"name":"Live","enabled":false,"source":"mediamtx","path":"live/*","preset":"auto","language":"en","priority":1}""",
        ["/api/v1/transcription/webhooks"] = """{"name":"Hook","url":"http://127.0.0.1:8009/hook","secret":"a secret of some length","enabled":true,"onCompleted":true,"onFailed":true}""",
        ["/api/v1/users"] = """{"name":"bob","password":"correct-horse-battery","role":"viewer"}""",
        ["/api/v1/api-keys"] = """{"name":"k","role":"viewer","expiresAt":"2099-01-01T00:00:00Z"}""",
    };

    private const string Recipe = """{"engine":"auto","model":"base","language":"en","task":"transcribe","wordTimes":true,"diarize":false,"prompt":"x","music":false,"preprocessing":{"enabled":true,"steps":[{"step":"highpass","hz":80,"enabled":true},{"step":"dynaudnorm","frameMs":500,"gaussian":31,"peak":0.9},{"step":"loudnorm_only","preset":"speech"},{"step":"denoise_custom","decrease":0.7}]},"decoding":{"beamSize":5,"bestOf":5,"patience":1.1,"temperature":0.2,"logProbabilityThreshold":-1,"suppressNonSpeech":true,"threads":2},"voice":{"enabled":true,"detector":"level","threshold":0.3,"minSpeechMs":200},"cleaning":{"enabled":true,"repeatedSegments":3},"formats":["json","srt"]}""";

    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["POST /api/v1/transcription/presets"] = $$"""{"name":"mine","description":"x","recipe":{{Recipe}}}""",
        ["PUT /api/v1/transcription/presets/{name}"] = $$"""{"name":"mine","description":"x","recipe":{{Recipe}},"version":1}""",
        ["POST /api/v1/transcriptions"] = $$"""{"url":"http://127.0.0.1:8009/a.mp3","name":"A","preset":"auto","recipe":{{Recipe}},"language":"en","formats":["srt"],"priority":1,"track":0}""",
        ["POST /api/v1/recordings"] = """{"path":"live/studio","file":"live/a.mp4","durationSeconds":60.5,"source":"mediamtx"}""",
        ["POST /api/v1/transcriptions:submit"] = """{"file":"x","preset":"auto"}""",
        ["POST /api/v1/transcriptions/uploads"] = """{"fileName":"a.wav","length":1000}""",
        ["POST /api/v1/transcriptions/{id}:prioritize"] = """{"priority":1}""",
        ["PUT /api/v1/transcriptions/{id}/transcript"] = """{"version":1,"segments":[{"start":0,"end":1.5,"text":"x","speaker":"A","words":[{"text":"x","start":0,"end":1,"confidence":0.5}]}]}""",
        ["POST /api/v1/transcriptions/{id}/shares"] = """{"note":"x","expiresAt":"2099-01-01T00:00:00Z","audio":true}""",
        ["PUT /api/v1/transcriptions/{id}/speakers"] = """{"version":1,"from":"A","to":"B"}""",
        ["PATCH /api/v1/users/{id}"] = """{"role":"operator","disabled":false}""",
        ["POST /api/v1/users/{id}:set-password"] = """{"password":"correct-horse-battery"}""",
        ["POST /api/v1/alerts/channels:test"] = """{"name":"Hook","kind":"webhook","values":{"url":"http://127.0.0.1:8009/hook","secret":"a secret of some length"}}""",
        ["POST /api/v1/maintenance/preview"] = """{"title":"Service","scope":{"all":true},"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-01-01T01:00:00Z"}""",
        ["POST /api/v1/streams/bulk"] = """{"action":"set","ids":["{/api/v1/streams}"],"filter":{"search":"a","tag":"x","state":"failing","monitor":"up","group":"none"},"expected":1,"tags":["z"],"groupId":null,"set":{"phase":1,"thresholds":{"silenceDb":-50}},"inherit":["schedule"]}""",
        ["POST /api/v1/streams/{id}:clone"] = """{"url":"http://127.0.0.1:8009/clone.mp3","name":"Clone","enabled":false}""",
        ["POST /api/v1/streams/import"] = """{"streams":[{"url":"http://127.0.0.1:8009/i.mp3","name":"I","tags":["x"],"enabled":false,"group":"North","thresholds":{"silenceDb":-50}}],"groups":[{"name":"North","position":1}]}""",
        ["POST /api/v1/incidents:acknowledge"] = """{"ids":["{/api/v1/streams}"]}""",
        ["POST /api/v1/incidents/{id}/comments"] = """{"text":"x"}""",
        ["POST /api/v1/incidents/{id}:resolve"] = """{"accept":true,"comment":"x"}""",
        ["PUT /api/v1/incidents/{id}/post-mortem"] = """{"text":"x"}""",
        ["PUT /api/v1/settings/{key}"] = """{"value":"1"}""",
        ["PUT /api/v1/jobs/{key}/schedule"] = """{"schedule":"every 1h"}""",
        ["POST /api/v1/schedules:explain"] = """{"schedule":"every 1h"}""",
        ["POST /api/streams/check"] = """{"url":"http://127.0.0.1:8009/legacy.mp3"}""",
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_body_makes_the_service_fail(bool postgres)
    {
        using var app = postgres ? await Postgres.AppAsync(server, HostApp.WithModules()) : HostApp.WithModules();
        app.Settings["Api:RequestsPerMinute"] = "1000000";
        app.Settings["UrlGuard:AllowedNetworks"] = "127.0.0.0/8";
        app.Settings["StreamHealth:Legacy:ChecksPerHour"] = "0";
        await app.AdminAsync();
        using var client = await app.ProgramAsync(Roles.Admin);
        var folder = Directory.CreateTempSubdirectory("platform-watched-");
        var ids = new Dictionary<string, string>(StringComparer.Ordinal) { ["folder"] = folder.FullName };
        foreach (var (path, body) in Right)
        {
            using var made = await SendAsync(client, HttpMethod.Post, path, Fill(body, ids));
            var text = await made.Content.ReadAsStringAsync();
            Assert.True(made.StatusCode == HttpStatusCode.Created, $"POST {path}: {(int)made.StatusCode} {text}");
            var answer = JsonNode.Parse(text)!;
            ids[path] = (string)(answer["id"] ?? answer["details"]!["id"])!;
        }

        List<string> failures = [];
        var (sent, refused) = (0, 0);
        foreach (var (method, path, hasBody) in await OperationsAsync(client))
        {
            if (!hasBody) continue;
            var collection = Id().Replace(path, "").TrimEnd('/');
            var key = $"{method} {path.TrimEnd('/')}";
            var right = Others.GetValueOrDefault(key) ?? Right.GetValueOrDefault(Tail().Replace(collection, ""));
            Assert.True(right is not null, $"{key} takes a body: say here what a right one is.");
            var parent = Right.Keys.Where(k => path.StartsWith(k + "/{id}", StringComparison.Ordinal)).Select(k => ids[k]).FirstOrDefault();
            var address = path.Replace("{id}", parent ?? Guid.NewGuid().ToString(), StringComparison.Ordinal)
                .Replace("{name}", "mine", StringComparison.Ordinal)
                .Replace("{key}", path.Contains("jobs", StringComparison.Ordinal) ? "streamhealth.trim-results" : "StreamHealth:Ads:MonitorSeconds", StringComparison.Ordinal);
            var bodies = WrongBodies.Whole.Select(b => ("as a whole " + b, b)).Concat(WrongBodies.Of(JsonNode.Parse(Fill(right, ids))!));
            // What is refused before it comes to the database is tried on one of them only.
            if (postgres) bodies = bodies.Where(b => b.Item1.Contains("the text", StringComparison.Ordinal) || b.Item1.Contains("the number", StringComparison.Ordinal));
            foreach (var (what, body) in bodies)
            {
                sent++;
                using var answer = await SendAsync(client, new HttpMethod(method), address, body);
                if ((int)answer.StatusCode is >= 400 and < 500) refused++;
                if ((int)answer.StatusCode >= 500) failures.Add($"{key}, {what}: {(int)answer.StatusCode} {Short(await answer.Content.ReadAsStringAsync())}");
                else if (what.EndsWith(" a list of a list", StringComparison.Ordinal) && answer.IsSuccessStatusCode && !what.Contains("values", StringComparison.Ordinal) && !key.EndsWith("import", StringComparison.Ordinal))
                    failures.Add($"{key}, {what}: taken");
            }
        }

        foreach (var path in (string[])["streams", "incidents", "alerts/channels", "alerts/policies", "alerts/deliveries", "maintenance", "status-pages", "users", "streams/groups", "transcriptions", "transcriptions/search"])
        {
            using var answer = await client.GetAsync(new Uri($"/api/v1/{path}?search=a%00b&tag=%00&cursor=%00", UriKind.Relative));
            if ((int)answer.StatusCode >= 500) failures.Add($"GET {path}: {(int)answer.StatusCode}");
        }

        folder.Delete(recursive: true);
        Assert.True(failures.Count == 0, $"{failures.Count} of {sent} bodies:\n{string.Join('\n', failures.Take(40))}");
        Assert.True(sent > 1000 && refused > sent / 4, $"{sent} bodies were sent, {refused} refused");
    }

    private static async Task<List<(string Method, string Path, bool HasBody)>> OperationsAsync(HttpClient client)
    {
        var document = await client.GetJsonAsync("/openapi/v1.json");
        return
        [
            .. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
                .Where(o => o.Name is "post" or "put" or "patch")
                .Select(o => (o.Name.ToUpperInvariant(), path.Name, o.Value.TryGetProperty("requestBody", out var body) && !IsFile(body)))),
        ];
    }

    /// <summary>Any bytes are right for a file as far as the API is concerned.</summary>
    private static bool IsFile(JsonElement body) => body.GetProperty("content").EnumerateObject().All(kind => kind.Name.EndsWith("octet-stream", StringComparison.Ordinal));

    private static string Fill(string body, Dictionary<string, string> ids) => ids.Aggregate(body, (text, id) => text.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, string body)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return client.SendAsync(request);
    }

    private static string Short(string text) => text[..Math.Min(300, text.Length)];

    [GeneratedRegex(@"/\{id\}(?=$|/|:)")]
    private static partial Regex Id();

    [GeneratedRegex(@":[a-z-]+$")]
    private static partial Regex Tail();
}
