using System.Text.Json;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary><c>platform streams</c> and <c>platform alerts</c> beside a running service.</summary>
public sealed class StreamCommandTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Loopback = new() { ["PLATFORM__UrlGuard__AllowedNetworks"] = "127.0.0.0/8" };
    private PlatformProcess _platform = null!;

    public async Task InitializeAsync() => _platform = await PlatformProcess.StartAsync(environment: Loopback);

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Fact]
    public async Task Streams_are_imported_listed_and_exported()
    {
        var file = Path.Combine(_platform.Folder, "streams.csv");
        await File.WriteAllTextAsync(file, "name,url,tags,enabled\nOne,http://127.0.0.1:8009/1,jazz,false\nTwo,http://127.0.0.1:8009/2,,false\nWrong,ftp://x/y,,false\n");

        var dry = await RunAsync("streams", "import", file, "--dry-run");
        Assert.True(dry.Code == 1, dry.ToString());
        Assert.Contains("Would be: 2 added, 0 changed, 0 left, 1 refused (csv).", dry.Output, StringComparison.Ordinal);
        Assert.Empty((await RunAsync("streams", "list", "--output", "json")).Json.EnumerateArray());

        var done = await RunAsync("streams", "import", file);
        Assert.True(done.Code == 1, done.ToString());
        Assert.Contains("2 added, 0 changed, 0 left, 1 refused", done.Output, StringComparison.Ordinal);
        Assert.Contains("Scheme 'ftp' is not allowed", done.Output, StringComparison.Ordinal);

        var list = await RunAsync("streams", "list", "--output", "json");
        Assert.Equal(["One", "Two"], list.Json.EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        Assert.Contains("http://127.0.0.1:8009/1", (await RunAsync("streams", "list")).Output, StringComparison.Ordinal);

        var export = await RunAsync("streams", "export", "--format", "m3u");
        Assert.True(export.Code == 0, export.ToString());
        Assert.StartsWith("#EXTM3U", export.Output, StringComparison.Ordinal);
        var again = await CommandLine.RunAsync(_platform.Folder, Environment(), export.Output, "streams", "import", "-", "--output", "json");
        Assert.True(again.Code == 0, again.ToString());
        Assert.Equal(2, again.Json.GetProperty("skipped").GetInt32());

        var missing = await RunAsync("streams", "import", "nowhere.csv");
        Assert.Equal((1, true), (missing.Code, missing.Errors.Contains("There is no file 'nowhere.csv'.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_channel_is_tried_out_from_the_command_line()
    {
        using var receiver = new WebhookReceiver();
        using var api = await ApiClient.CreateAsync(_platform);
        await AddAsync("Works", receiver.Url);
        await AddAsync("Dead", "http://127.0.0.1:8009/");

        var good = await RunAsync("alerts", "test", "--channel", "works");
        Assert.True(good.Code == 0, good.ToString());
        Assert.Contains("Works took the test message.", good.Output, StringComparison.Ordinal);
        Assert.Equal("test", Assert.Single(receiver.Arrived).Event);

        var bad = await RunAsync("alerts", "test", "--channel", "Dead", "--output", "json");
        Assert.True(bad.Code == 1, bad.ToString());
        Assert.Equal(JsonValueKind.False, bad.Json.GetProperty("sent").ValueKind);
        var unknown = await RunAsync("alerts", "test", "--channel", "nobody");
        Assert.Equal((1, true), (unknown.Code, unknown.Errors.Contains("There is no channel 'nobody'.", StringComparison.Ordinal)));
        Assert.Equal(2, (await RunAsync("alerts", "test")).Code);

        Task AddAsync(string name, string url) => api.PostAsync("/api/v1/alerts/channels", new { name, kind = "webhook", values = new { url, secret = "a secret of some length" } });
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => CommandLine.RunAsync(_platform.Folder, Environment(), null, arguments);

    private Dictionary<string, string> Environment() => new(Loopback) { ["PLATFORM__Storage__DataPath"] = Path.Combine(_platform.Folder, "data") };
}
