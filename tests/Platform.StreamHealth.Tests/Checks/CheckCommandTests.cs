using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Platform.Kernel.CommandLine;
using Platform.StreamHealth.Checks.Cli;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Checks;

/// <summary><c>platform check</c> as a script sees it.</summary>
public sealed class CheckCommandTests
{
    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        var services = new CommandServices(
            new ConfigurationBuilder().Build(),
            () => throw new InvalidOperationException("the verb must not need the service"),
            (_, _) => throw new InvalidOperationException("the verb must not need the database"));
        var root = new RootCommand { new CheckCommand(services) };
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var parsed = root.Parse(["check", "--no-store", .. args]);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        return (parsed.Errors.Count > 0 ? ExitCodes.Usage : code, output.ToString(), errors.ToString());
    }

    [Theory]
    [InlineData("ftp://h/x", "Scheme 'ftp' is not allowed")]
    [InlineData("file:///etc/passwd", "Scheme 'file' is not allowed")]
    [InlineData("javascript:alert(1)", "Scheme 'javascript' is not allowed")]
    [InlineData("http://h/a/../b", "must not contain '../'")]
    [InlineData("http:///x", "no host name")]
    public async Task A_wrong_address_is_said_so_and_exit_code_1(string url, string message)
    {
        var (code, output, errors) = await RunAsync("--url", url);

        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task An_address_of_2049_characters_is_too_long()
    {
        var (code, _, errors) = await RunAsync("--url", "http://radio.example/" + new string('x', 2049 - 21));

        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("URL exceeds maximum length of 2048 characters", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://localhost/")]
    public async Task Private_addresses_are_refused_when_the_guard_is_on(string url)
    {
        var (code, _, errors) = await RunAsync("--url", url, "--allow-private", "false");

        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("not a public address", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--phase", "5")]
    [InlineData("--phase", "0")]
    [InlineData("--silence-threshold", "1")]
    [InlineData("--silence-threshold", "NaN")]
    [InlineData("--sample-duration", "0")]
    [InlineData("--sample-duration", "301")]
    [InlineData("--test-run-id", "not-a-uuid")]
    public async Task A_wrong_value_is_exit_code_1(string option, string value) =>
        Assert.Equal(ExitCodes.Failure, (await RunAsync("--url", "http://radio.example/x", option, value)).Code);

    [Theory]
    [InlineData("--phase", "1")]
    [InlineData("--url", "http://radio.example/", "--output-format", "xml")]
    [InlineData("--url", "http://radio.example/", "--phase", "two")]
    public async Task What_cannot_be_understood_is_exit_code_2(params string[] args) => Assert.Equal(ExitCodes.Usage, (await RunAsync(args)).Code);

    [Fact]
    public async Task A_dead_stream_is_a_result_in_json_with_the_given_run_id()
    {
        await using var server = await BadHttpServer.StartAsync();
        var id = Guid.NewGuid().ToString();
        var (code, output, _) = await RunAsync("--url", server.UrlOf(BadBehaviour.NotFound).AbsoluteUri, "--phase", "1", "--output-format", "json", "--test-run-id", id);

        Assert.Equal(ExitCodes.Success, code);
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.Equal(id, root.GetProperty("test_run_id").GetString());
        Assert.Equal(1, root.GetProperty("phase").GetInt32());
        Assert.Equal("error", root.GetProperty("connectivity").GetProperty("status").GetString());
        Assert.Equal(80, root.GetProperty("health_score").GetInt32());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("audio_analysis").ValueKind);
        string[] keys =
        [
            "stream_id", "stream_url", "timestamp", "ssl_certificate", "stream_parameters", "stream_type", "metadata", "server_headers", "hls_info",
            "player_tests", "connection_quality", "ad_detection", "issues", "recommendations", "verdict", "findings", "timings",
        ];
        Assert.All(keys, key => Assert.True(root.TryGetProperty(key, out _), key));
    }

    [Fact]
    public async Task The_text_report_has_the_banner_the_verdict_and_no_colours_in_a_pipe()
    {
        await using var server = await BadHttpServer.StartAsync();
        var (code, output, _) = await RunAsync("--url", server.UrlOf(BadBehaviour.Shoutcast).AbsoluteUri, "--sample-duration", "2");

        Assert.Equal(ExitCodes.Success, code);
        Assert.Contains("Stream Health Check Report", output, StringComparison.Ordinal);
        Assert.Contains("✓ healthy", output, StringComparison.Ordinal);
        Assert.Contains("Now playing ............................ Bad server - Title", output, StringComparison.Ordinal);
        Assert.Contains("skipped", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", output, StringComparison.Ordinal);
    }
}
