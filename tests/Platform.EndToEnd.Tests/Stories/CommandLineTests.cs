using System.Text.Json;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>Every verb once, as a script would use it: output, errors and exit codes.</summary>
public sealed class CommandLineTests : IAsyncLifetime
{
    private PlatformProcess _platform = null!;

    public async Task InitializeAsync() => _platform = await PlatformProcess.StartAsync();

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Fact]
    public async Task A_check_prints_a_report_for_people_and_one_for_scripts()
    {
        var text = await CommandLine.RunAsync(_platform, "check", "--url", $"{_platform.Url}/reference/speech.mp3", "--phase", "3", "--sample-duration", "3");
        Assert.True(text.Code == 0, text.ToString());
        Assert.Contains("Stream Health Check Report", text.Output, StringComparison.Ordinal);

        var json = await CommandLine.RunAsync(_platform, "check", "--url", $"{_platform.Url}/reference/silence", "--phase", "3", "--sample-duration", "3", "--output", "json");
        Assert.True(json.Code == 0, json.ToString());
        Assert.Equal(100, json.Json.GetProperty("audio_analysis").GetProperty("silence_detection").GetProperty("silence_percentage").GetDouble(), 1);
    }

    [Fact]
    public async Task A_dead_stream_is_a_check_carried_out()
    {
        var result = await CommandLine.RunAsync(_platform, "check", "--url", $"{_platform.Url}/reference/nothing-here", "--phase", "1", "--output", "json");
        Assert.True(result.Code == 0, result.ToString());
        Assert.Equal("error", result.Json.GetProperty("connectivity").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(1, "check", "--url", "ftp://example.org/x")]
    [InlineData(1, "check", "--url", "http://example.org/x", "--sample-duration", "301")]
    [InlineData(2, "check")]
    [InlineData(2, "check", "--url", "http://example.org/x", "--phase", "many")]
    [InlineData(2, "no-such-verb")]
    public async Task A_wrong_command_says_so_on_stderr_and_in_its_exit_code(int code, params string[] arguments)
    {
        var result = await CommandLine.RunAsync(_platform, arguments);
        Assert.True(result.Code == code, result.ToString());
        Assert.NotEmpty(result.Errors);
    }

    [Fact]
    public async Task Users_and_keys_are_managed_and_a_revoked_key_is_refused()
    {
        var added = await CommandLine.RunAsync(_platform.Folder, Environment(), "a long enough passphrase\n", "user", "add", "vera", "--role", "viewer", "--password-stdin");
        Assert.True(added.Code == 0, added.ToString());
        var list = await CommandLine.RunAsync(_platform, "user", "list", "--output", "json");
        Assert.Contains("vera", list.Output, StringComparison.Ordinal);

        using var api = await ApiClient.CreateAsync(_platform, "viewer");
        Assert.Equal(JsonValueKind.Array, (await api.GetAsync("/api/v1/streams")).GetProperty("items").ValueKind);
    }

    [Fact]
    public async Task Jobs_are_listed_and_a_backup_is_written_while_the_service_runs()
    {
        var jobs = await CommandLine.RunAsync(_platform, "jobs", "list", "--output", "json");
        Assert.True(jobs.Code == 0, jobs.ToString());
        Assert.Contains("backup", jobs.Output, StringComparison.OrdinalIgnoreCase);

        var file = Path.Combine(_platform.Folder, "copy.db");
        var backup = await CommandLine.RunAsync(_platform, "backup", "--to", file);
        Assert.True(backup.Code == 0, backup.ToString());
        Assert.True(new FileInfo(file).Length > 0);
    }

    [Fact]
    public async Task Configuration_is_validated_and_the_wrong_key_is_named()
    {
        var good = await CommandLine.RunAsync(_platform, "config", "validate");
        Assert.True(good.Code == 0, good.ToString());

        var environment = Environment();
        environment["PLATFORM__Database__Provider"] = "Oracle";
        var bad = await CommandLine.RunAsync(_platform.Folder, environment, null, "config", "validate");
        Assert.True(bad.Code == 1, bad.ToString());
        Assert.Contains("Database:Provider", bad.Errors, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Environment() => new() { ["PLATFORM__Storage__DataPath"] = Path.Combine(_platform.Folder, "data") };
}
