using System.Diagnostics;
using Platform.Testing.Servers;

namespace Platform.EndToEnd.Tests.Acceptance;

/// <summary>A check comes to its end whatever is broken around it: acceptance cases SC-05, SC-13 and SC-15, and many streams at once.</summary>
public sealed class TroubleAcceptanceTests : IAsyncLifetime
{
    private readonly CheckRun _check = CheckRun.Prepare();
    private BadHttpServer _server = null!;

    public async Task InitializeAsync() => _server = await BadHttpServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _check.DisposeAsync();
    }

    [Fact]
    public async Task SC_05_A_404_is_a_check_carried_out()
    {
        var run = await _check.RunAsync("--output", "json", "--url", _server.UrlOf(BadBehaviour.NotFound).AbsoluteUri);

        Assert.True(run.Code == 0, run.ToString());
        var connectivity = run.Json.GetProperty("connectivity");
        Assert.Equal("error", connectivity.GetProperty("status").GetString());
        Assert.StartsWith("HTTP 404", connectivity.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("Stream connectivity failed", run.Json.GetProperty("issues").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal(80, run.Json.GetProperty("health_score").GetInt32());
        Assert.Equal(4, run.Json.GetProperty("phase").GetInt32());
    }

    [Fact]
    public async Task SC_13_Without_a_player_phase_2_is_skipped_with_the_reason_and_the_others_run()
    {
        _check.Environment["PLATFORM__Media__PlayersAtOnce"] = "0";
        var run = await _check.RunAsync(
            "--phase", "4", "--sample-duration", "2", "--monitor-duration", "4", "--output", "json", "--url", _server.UrlOf(BadBehaviour.Shoutcast).AbsoluteUri);

        Assert.True(run.Code == 0, run.ToString());
        var player = run.Json.GetProperty("player_tests").GetProperty("vlc");
        Assert.Equal("skipped", player.GetProperty("status").GetString());
        Assert.NotEmpty(player.GetProperty("reason").GetString()!);
        Assert.Equal("ok", run.Json.GetProperty("audio_analysis").GetProperty("status").GetString());
        Assert.Equal("ok", run.Json.GetProperty("ad_detection").GetProperty("status").GetString());
        Assert.Equal((4, 100), (run.Json.GetProperty("phase").GetInt32(), run.Json.GetProperty("health_score").GetInt32()));
    }

    [Fact]
    public async Task A_player_plays_what_the_command_line_checks()
    {
        var run = await _check.RunAsync("--phase", "2", "--sample-duration", "2", "--output", "json", "--url", _server.UrlOf(BadBehaviour.Shoutcast).AbsoluteUri);

        var player = run.Json.GetProperty("player_tests").GetProperty("vlc");
        Assert.True(player.GetProperty("status").GetString() == "success", run.ToString());
        Assert.True(player.GetProperty("format_supported").GetBoolean());
        Assert.True(player.GetProperty("connection_time_ms").GetDouble() > 0, "it took time");
    }

    [Fact]
    public async Task SC_15_A_database_that_cannot_be_written_is_a_warning_and_the_result_is_printed()
    {
        // A folder below a file: not even root can make it.
        var file = Path.Combine(_check.Folder, "file");
        await File.WriteAllTextAsync(file, "");
        _check.Environment["PLATFORM__Storage__DataPath"] = Path.Combine(file, "data");
        var run = await _check.RunAsync(store: true, "--phase", "1", "--output", "json", "--url", _server.UrlOf(BadBehaviour.Shoutcast).AbsoluteUri);

        Assert.True(run.Code == 0, run.ToString());
        Assert.Contains("Warning: the run is not stored", run.Errors, StringComparison.Ordinal);
        Assert.Equal("success", run.Json.GetProperty("connectivity").GetProperty("status").GetString());
    }

    [Fact]
    public async Task SC_15_An_ffmpeg_that_hangs_is_killed_and_the_process_ends_in_time()
    {
        var (fake, pidFile) = (Path.Combine(_check.Folder, "ffmpeg"), Path.Combine(_check.Folder, "pid"));
        await File.WriteAllTextAsync(fake, $"#!/bin/sh\necho $$ > {pidFile}\nexec sleep 600\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(fake, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _check.Environment["PLATFORM__Media__FfmpegPath"] = fake;
        _check.Environment["PLATFORM__Media__Mpg123Path"] = "/nowhere/mpg123";
        _check.Environment["PLATFORM__StreamHealth__Checks__ListenAllowanceSeconds"] = "1";
        var clock = Stopwatch.StartNew();
        var run = await _check.RunAsync("--phase", "3", "--sample-duration", "1", "--output", "json", "--url", _server.UrlOf(BadBehaviour.Shoutcast).AbsoluteUri);

        Assert.True(run.Code == 0, run.ToString());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"took {clock.Elapsed}");
        var audio = run.Json.GetProperty("audio_analysis");
        Assert.Equal("error", audio.GetProperty("status").GetString());
        Assert.StartsWith("Failed to download audio sample", audio.GetProperty("error").GetString(), StringComparison.Ordinal);
        var pid = (await File.ReadAllTextAsync(pidFile)).Trim();
        Assert.False(Directory.Exists($"/proc/{pid}"), "the child is gone");
    }

    [Fact]
    public async Task A_file_of_addresses_is_checked_at_once_and_told_in_its_order()
    {
        var list = Path.Combine(_check.Folder, "streams.m3u");
        var good = _server.UrlOf(BadBehaviour.Shoutcast).AbsoluteUri;
        var bad = _server.UrlOf(BadBehaviour.NotFound).AbsoluteUri;
        await File.WriteAllLinesAsync(list, ["#EXTM3U", good, "", bad, "ftp://radio.example/x"]);
        var table = await _check.RunAsync("--phase", "1", "--url-file", list);

        Assert.True(table.Code == 1, "one line is no address that can be checked");
        Assert.Contains("3 streams in ", table.Output, StringComparison.Ordinal);
        Assert.Contains("1 healthy, 0 degraded, 1 failing, 1 not checked", table.Output, StringComparison.Ordinal);
        Assert.Empty(table.Errors);

        await File.WriteAllLinesAsync(list, [bad, good]);
        var json = await _check.RunAsync("--phase", "1", "--url-file", list, "--output", "json");
        Assert.True(json.Code == 0, json.ToString());
        Assert.Equal([bad, good], json.Json.EnumerateArray().Select(r => r.GetProperty("stream_url").GetString()));
    }
}
