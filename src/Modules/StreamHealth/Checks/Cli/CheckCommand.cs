using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;
using Platform.Media;
using Platform.Media.Urls;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Cli;

/// <summary>
/// <c>platform check</c>: one check from the command line, with stream_checker's flags and exit codes. Needs neither the
/// service nor its database. Private addresses are allowed unless told otherwise: who has a shell on the machine can
/// reach them anyway, and a station's own streams are what is checked here. The service and its API always guard.
/// </summary>
internal sealed class CheckCommand : Command
{
    private const int StreamCheckersLastPhase = 4;

    private readonly Option<string> _url = new("--url") { Description = "Address of the stream: http or https.", Required = true };
    private readonly Option<int> _phase = new("--phase") { Description = "Last phase to run: 1 connects, 2 tests a player (skipped so far), 3 listens. 4 runs up to 3.", DefaultValueFactory = _ => CheckRequest.MaxPhase };
    private readonly Option<double> _silence = new("--silence-threshold") { Description = "Level that counts as silence, dBFS, -100 to 0.", DefaultValueFactory = _ => CheckThresholds.Default.SilenceDb };
    private readonly Option<int> _duration = new("--sample-duration") { Description = "Seconds to listen, 1 to 300.", DefaultValueFactory = _ => CheckRequest.DefaultSampleSeconds };
    private readonly Option<OutputFormat> _output = OutputOption.Create("--output-format");
    private readonly Option<string?> _runId = new("--test-run-id") { Description = "Identity (UUID) for this run; a new one by default." };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "With text output, print the JSON report as well." };
    private readonly Option<bool> _private = new("--allow-private") { Description = "Whether private and loopback addresses may be reached; 'false' guards them as the service does.", DefaultValueFactory = _ => true };

    public CheckCommand(CommandServices services)
        : base("check", "Check one stream now and print the report. Exit code 0: a check was carried out, even of a dead stream; 1: a value is wrong; 2: usage.")
    {
        foreach (var option in new Option[] { _url, _phase, _silence, _duration, _output, _runId, _verbose, _private }) Options.Add(option);
        SetAction((parsed, cancellationToken) => RunAsync(parsed, services.Configuration, cancellationToken));
    }

    private async Task<int> RunAsync(ParseResult parsed, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var request = Request(parsed);
        if (!request.Ok) return await FailAsync(errors, request.Error);
        if (parsed.GetValue(_phase) > CheckRequest.MaxPhase) await errors.WriteLineAsync("Note: phase 4 (advertisements) is not part of this version; running up to phase 3.");

        await using var provider = Services(configuration, parsed.GetValue(_private));
        var refused = await GuardAsync(provider, request.Value.Url, cancellationToken);
        if (refused is not null) return await FailAsync(errors, refused);

        var report = await provider.GetRequiredService<StreamCheck>().RunAsync(request.Value, cancellationToken);
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            await output.WriteLineAsync(ReportJson.WriteIndented(report));
            return ExitCodes.Success;
        }

        await output.WriteAsync(TextReport.Write(report, colours: !System.Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null));
        if (parsed.GetValue(_verbose)) await output.WriteLineAsync(ReportJson.WriteIndented(report));
        return ExitCodes.Success;
    }

    private Result<CheckRequest> Request(ParseResult parsed)
    {
        var (phase, silence, seconds) = (parsed.GetValue(_phase), parsed.GetValue(_silence), parsed.GetValue(_duration));
        if (phase is < CheckRequest.MinPhase or > StreamCheckersLastPhase) return Error.Invalid("check.phase", "Phase must be 1, 2, 3 or 4");
        if (!(silence is >= -100 and <= 0)) return Error.Invalid("check.silence_threshold", "Silence threshold must be between -100 and 0 dB");
        if (seconds is < CheckRequest.MinSampleSeconds or > CheckRequest.MaxSampleSeconds)
            return Error.Invalid("check.sample_duration", string.Create(CultureInfo.InvariantCulture, $"Sample duration must be between {CheckRequest.MinSampleSeconds} and {CheckRequest.MaxSampleSeconds} seconds"));
        var runId = Guid.NewGuid();
        if (parsed.GetValue(_runId) is { } text && !Guid.TryParse(text, out runId)) return Error.Invalid("check.test_run_id", $"Test run id is not a valid UUID: {text}");
        return new CheckRequest
        {
            Url = parsed.GetValue(_url)!,
            Phase = Math.Min(phase, CheckRequest.MaxPhase),
            SampleSeconds = seconds,
            TestRunId = runId,
            Thresholds = CheckThresholds.Default with { SilenceDb = silence },
        };
    }

    // A wrong or refused address is the caller's mistake (exit 1); one that does not resolve is a dead stream (exit 0).
    private static async Task<Error?> GuardAsync(IServiceProvider provider, string url, CancellationToken cancellationToken)
    {
        var guarded = await provider.GetRequiredService<UrlGuard>().CheckAsync(url, cancellationToken);
        return guarded.Ok || guarded.Error.Code == "url.unresolved" ? null : guarded.Error;
    }

    private static ServiceProvider Services(IConfiguration configuration, bool allowPrivate)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddLogging(log => log.AddConfiguration(configuration.GetSection("Logging")).AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddPlatformMedia(configuration);
        services.AddStreamChecks();
        if (allowPrivate) services.PostConfigure<UrlGuardOptions>(o => o.AllowedNetworks = "0.0.0.0/0, ::/0");
        return services.BuildServiceProvider();
    }

    private static async Task<int> FailAsync(TextWriter errors, Error error)
    {
        await errors.WriteLineAsync($"Error: {error.Message}");
        return ExitCodes.Failure;
    }
}
