using System.Text.Json;
using Platform.Container.Tests.Support;

namespace Platform.Container.Tests.Engine;

/// <summary><c>docker run platform VERB ...</c>: one command, its output, its exit code, and nothing left running.</summary>
[Collection(Image.Collection)]
public sealed class OneShotTests(Image image)
{
    [EngineFact]
    public async Task Help_and_version_answer()
    {
        var help = await RunAsync([], "--help");
        Assert.Equal(0, help.Code);
        foreach (var verb in (string[])["serve", "check", "backup", "health"]) Assert.Contains(verb, help.Output, StringComparison.Ordinal);
        Assert.StartsWith("MediaOps Platform ", (await RunAsync([], "version")).Succeeded().Output, StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task Exit_codes_pass_through()
    {
        Assert.Equal(1, (await RunAsync([], "check", "--url", "ftp://radio.example/live")).Code);
        Assert.Equal(2, (await RunAsync([], "check", "--no-such-option")).Code);
        Assert.Equal(1, (await RunAsync(["-e", "PLATFORM__Telemetry__TraceRatio=7"], "config", "validate")).Code);
    }

    [EngineFact]
    public async Task A_check_prints_json_and_works_as_the_caller_in_the_callers_folder()
    {
        await using var service = await Service.StartAsync(image);
        await service.ExamplesAsync();
        using var folder = new TemporaryFolder(world: true);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "stations.m3u"), "http://127.0.0.1:8080/reference/speech.mp3\nhttp://127.0.0.1:8080/reference/silence.mp3\n");
        // The network of the service, so that its example streams are at hand; the user of nobody's.
        string[] options = ["--network", $"container:{service.Name}", "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "-v", $"{folder.Path}:/workspace", "-u", "23456"];

        var single = await RunAsync(options, "check", "--url", "http://127.0.0.1:8080/reference/speech.mp3", "--phase", "3", "--sample-duration", "2", "--output-format", "json");
        Assert.Equal("success", JsonDocument.Parse(single.Succeeded().Output).RootElement.GetProperty("connectivity").GetProperty("status").GetString());

        var list = await RunAsync(options, "check", "--url-file", "stations.m3u", "--phase", "1", "--output-format", "jsonl");
        Assert.Equal(2, list.Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l)).Count());
    }

    [EngineFact]
    public async Task A_folder_is_transcribed_as_the_caller_and_part_of_it_failing_is_told_by_the_exit_code()
    {
        using var folder = new TemporaryFolder(world: true);
        string[] options = ["--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "-v", $"{folder.Path}:/workspace", "-u", "23456"];
        (await Docker.RunAsync("run", "--rm", "-v", $"{folder.Path}:/workspace", "-u", "23456", "--entrypoint", "flite", image.Tag, "-t", "The weather will be sunny today", "-o", "/workspace/weather.wav")).Succeeded();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "broken.mp3"), "this is no sound");

        var outcome = await RunAsync(options, "transcribe", "process", "/workspace", "--engine", "pocketsphinx", "--preset", "turbo", "--output-format", "srt");

        Assert.Equal(3, outcome.Code);
        Assert.Contains("Succeeded: 1, failed: 1", outcome.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "failed", "broken.mp3")));
        Assert.Contains("weather", await File.ReadAllTextAsync(Path.Combine(folder.Path, "processed", "weather.srt")), StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task A_data_folder_that_belongs_to_root_is_told_with_what_to_do()
    {
        using var folder = new TemporaryFolder(world: false);
        var outcome = await RunAsync(["-v", $"{folder.Path}:/data", "--user", "10001:10001"]);
        Assert.Equal(1, outcome.Code);
        Assert.Contains("The data folder '/data' cannot be written by user 10001", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("chown -R 10001", outcome.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Errors, StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task A_wrong_setting_stops_the_start_and_is_named()
    {
        var outcome = await RunAsync(["-e", "PLATFORM__Scheduling__Lanes__Speech=many"]);
        Assert.Equal(1, outcome.Code);
        Assert.Contains("Scheduling:Lanes:Speech: 'many' is not a number", outcome.Errors, StringComparison.Ordinal);
    }

    private Task<Outcome> RunAsync(IEnumerable<string> options, params IEnumerable<string> command) => Docker.RunAsync(["run", "--rm", .. options, image.Tag, .. command]);
}
