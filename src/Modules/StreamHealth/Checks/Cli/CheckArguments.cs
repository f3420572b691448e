using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Platform.Kernel.Results;
using Platform.StreamHealth.Checks.Cli.Config;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Cli;

/// <summary>How <c>platform check</c> writes its result.</summary>
internal enum CheckOutput
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One document: the report, or an array of them with <c>--url-file</c>.</summary>
    Json,

    /// <summary>One report a line, each as soon as it is there.</summary>
    Jsonl,
}

/// <summary>The options of <c>platform check</c>: stream_checker's, and ours after them.</summary>
internal sealed class CheckArguments
{
    private const int DefaultParallel = 8, MaxParallel = 64;

    public Option<string?> Url { get; } = new("--url") { Description = "Address of the stream." };

    public Option<string?> UrlFile { get; } = new("--url-file") { Description = "File with one address a line, to check them all; '-' reads them from stdin. Blank lines and lines that begin with # are skipped." };

    public Option<int?> Phase { get; } = new("--phase") { Description = "Last phase to run: 1 connects, 2 plays in a player, 3 listens, 4 watches for advertisements. [default: 4]" };

    public Option<double?> Silence { get; } = new("--silence-threshold") { Description = "Level that counts as silence, dBFS, -100 to 0. [default: -40]" };

    public Option<int?> Duration { get; } = new("--sample-duration") { Description = "Seconds to listen in phase 3, 1 to 300. [default: 10]" };

    public Option<int?> Monitor { get; } = new("--monitor-duration") { Description = "Seconds of programme to watch for advertisements in phase 4, 1 to 300. [default: 30]" };

    public Option<CheckOutput> Output { get; } = new("--output", "--output-format") { Description = "How to write the result: text for people, json for scripts, jsonl for one report a line.", DefaultValueFactory = _ => CheckOutput.Text };

    public Option<string?> RunId { get; } = new("--test-run-id") { Description = "Identity (UUID) of the run; a stored run of the same identity is brought up to date. [default: a new one]" };

    public Option<string?> Config { get; } = new("--config") { Description = "A stream_checker config.yaml. [default: ./config.yaml, then ~/.stream_checker/config.yaml]" };

    public Option<bool> Verbose { get; } = new("--verbose") { Description = "With text output, print the JSON report as well; log what is done." };

    public Option<bool> NoStore { get; } = new("--no-store") { Description = "Do not keep the run in the database." };

    public Option<int> Parallel { get; } = new("--parallel") { Description = "With --url-file: how many checks run at once, 1 to 64.", DefaultValueFactory = _ => DefaultParallel };

    public Option<bool?> AllowPrivate { get; } = new("--allow-private") { Description = "Whether private and loopback addresses may be reached; 'false' guards them as the service does. [default: true]" };

    public IEnumerable<Option> All => [Url, UrlFile, Phase, Silence, Duration, Output, RunId, Config, Verbose, NoStore, Parallel, Monitor, AllowPrivate];

    /// <summary>What the parser cannot see from one option alone; an error here is exit code 2.</summary>
    public void RequireOneSource(CommandResult command)
    {
        var (one, many) = (command.GetResult(Url) is not null, command.GetResult(UrlFile) is not null);
        if (!one && !many) command.AddError("Option '--url' is required (or '--url-file' for many streams).");
        else if (one && many) command.AddError("Give either '--url' or '--url-file', not both.");
    }

    /// <summary>The check to run, for any address; an error here is exit code 1.</summary>
    public Result<CheckRequest> Request(ParseResult parsed, CheckerConfig config)
    {
        var phase = parsed.GetValue(Phase) ?? config.Phase ?? CheckRequest.MaxPhase;
        var silence = parsed.GetValue(Silence) ?? config.SilenceDb ?? CheckThresholds.Default.SilenceDb;
        var seconds = parsed.GetValue(Duration) ?? config.SampleSeconds ?? CheckRequest.DefaultSampleSeconds;
        var monitor = parsed.GetValue(Monitor);
        if (phase is < CheckRequest.MinPhase or > CheckRequest.MaxPhase) return Error.Invalid("check.phase", "Phase must be 1, 2, 3 or 4");
        if (silence is not (>= -100 and <= 0)) return Error.Invalid("check.silence_threshold", "Silence threshold must be between -100 and 0 dB");
        if (!IsLength(seconds)) return Error.Invalid("check.sample_duration", Between("Sample duration"));
        if (monitor is { } watched && !IsLength(watched)) return Error.Invalid("check.monitor_duration", Between("Monitor duration"));
        if (parsed.GetValue(Parallel) is < 1 or > MaxParallel) return Error.Invalid("check.parallel", $"--parallel must be between 1 and {MaxParallel}");
        var runId = Guid.NewGuid();
        if (parsed.GetValue(RunId) is { } text && !Guid.TryParse(text, out runId)) return Error.Invalid("check.test_run_id", $"Test run id is not a valid UUID: {text}");
        if (parsed.GetValue(RunId) is not null && parsed.GetValue(UrlFile) is not null) return Error.Invalid("check.test_run_id", "--test-run-id names one run, --url-file makes many");

        string[] ignored = config.VerifyCertificates == false ? [FindingCodes.CertificateInvalid, FindingCodes.CertificateSelfSigned] : [];
        return new CheckRequest
        {
            Url = parsed.GetValue(Url)?.Trim() ?? "",
            Phase = phase,
            SampleSeconds = seconds,
            MonitorSeconds = monitor,
            TestRunId = runId,
            Thresholds = CheckThresholds.Default with { SilenceDb = silence, IgnoredFindings = ignored },
        };
    }

    private static bool IsLength(int seconds) => seconds is >= CheckRequest.MinSampleSeconds and <= CheckRequest.MaxSampleSeconds;

    private static string Between(string what) => string.Create(
        CultureInfo.InvariantCulture, $"{what} must be between {CheckRequest.MinSampleSeconds} and {CheckRequest.MaxSampleSeconds} seconds");
}
