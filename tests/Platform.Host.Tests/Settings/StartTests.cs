using System.Diagnostics;
using Platform.Host.Settings;
using Platform.Kernel.CommandLine;

namespace Platform.Host.Tests.Settings;

/// <summary>The program itself, with a configuration that is wrong.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("PLATFORM__Api__RequestsPerMinute", "abc", "Api:RequestsPerMinute: 'abc' is not a number")]
    [InlineData("PLATFORM__Api__RequestsPerMinute", "1", "Api:RequestsPerMinute: ")]
    [InlineData("PLATFORM__Api__TrustedProxies__0", "proxy", "Api:TrustedProxies: 'proxy' is neither")]
    [InlineData("PLATFORM__Database__Provider", "Oracle", "Database:Provider: 'Oracle' is not")]
    [InlineData("PLATFORM__Speech__OpenAi__BaseUrl", "gpu-node:8080/v1", "Speech:OpenAi:BaseUrl: 'gpu-node:8080/v1' is not an address that begins with http:// or https://.")]
    [InlineData("PLATFORM__Speech__OpenAi__BaseUrl", "https://me:secret@gpu-node/v1", "Speech:OpenAi:BaseUrl: A name or password")]
    [InlineData("PLATFORM__Speech__Models__SourceUrl", "ftp://mirror.example", "Speech:Models:SourceUrl: 'ftp://mirror.example' is not an address")]
    [InlineData("PLATFORM__Storage__DataPath_FILE", "/nowhere", "PLATFORM__Storage__DataPath_FILE: the file '/nowhere'")]
    public async Task A_wrong_value_ends_the_start_with_a_line_that_names_its_key(string variable, string value, string expected)
    {
        var (code, _, errors) = await RunAsync([], (variable, value));
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_validate_names_every_wrong_key()
    {
        var (code, _, errors) = await RunAsync(["config", "validate"], ("PLATFORM__Api__RequestsPerMinute", "1"), ("PLATFORM__Telemetry__TraceRatio", "7"));
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("Api:RequestsPerMinute: ", errors, StringComparison.Ordinal);
        Assert.Contains("Telemetry:TraceRatio: ", errors, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Success, (await RunAsync(["config", "validate"])).Code);
    }

    [Fact]
    public async Task Config_show_tells_values_and_sources_but_no_secret()
    {
        var (code, output, _) = await RunAsync(["config", "show"], ("PLATFORM__Api__RequestsPerMinute", "99"), ("PLATFORM__Telemetry__OtlpHeaders", "key=hush"));
        Assert.Equal(ExitCodes.Success, code);
        Assert.Contains("Api:RequestsPerMinute = 99    (PLATFORM__Api__RequestsPerMinute)", output, StringComparison.Ordinal);
        Assert.Contains("Telemetry:OtlpHeaders = (set)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var folder = Directory.CreateTempSubdirectory("platform-start-");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName };
        start.ArgumentList.Add(typeof(SettingsStore).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["PLATFORM_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            folder.Delete(recursive: true);
        }
    }
}
