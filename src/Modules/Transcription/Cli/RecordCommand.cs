using System.CommandLine;
using System.Globalization;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;

namespace Platform.Transcription.Cli;

/// <summary><c>platform transcribe db</c>: the runs this command has made.</summary>
internal sealed class RecordCommand : Command
{
    private readonly TranscribeOptions _options;

    public RecordCommand(TranscribeOptions options)
        : base("db", "Show the runs this command has made.")
    {
        _options = options;
        var count = new Option<int>("-n", "--count") { Description = "How many runs.", DefaultValueFactory = _ => 10 };
        var recent = new Command("recent", "List the last runs.") { count, options.Output };
        recent.SetAction((parsed, _) => RecentAsync(parsed, parsed.GetValue(count)));
        var run = new Argument<long?>("run_id") { Description = "Number of a run. [default: the last]", Arity = ArgumentArity.ZeroOrOne };
        var zone = new Option<string?>("--timezone", "-t") { Description = "Show times in this zone, such as EET or Europe/Tallinn. [default: this machine's]" };
        var show = new Command("show", "Show one run: parameters and files.") { run, zone, options.Output };
        show.SetAction((parsed, _) => ShowAsync(parsed, parsed.GetValue(run), parsed.GetValue(zone)));
        Add(recent);
        Add(show);
    }

    private async Task<int> RecentAsync(ParseResult parsed, int count)
    {
        var opened = _options.OpenState(parsed);
        if (!opened.Ok) return await parsed.FailAsync(opened.Error);
        using var state = opened.Value;
        var runs = state.Runs(Math.Clamp(count, 1, 10_000));
        if (parsed.GetValue(_options.Output) == OutputFormat.Json) await parsed.WriteJsonAsync(runs);
        else await parsed.InvocationConfiguration.Output.WriteLineAsync(runs.Count == 0 ? "No runs yet." : Table([["RUN", "WHEN", "PRESET", "MODEL", "FILES", "OK", "FAILED", "AUDIO, S", "X REAL TIME", "FOLDER"], .. runs.Select(Row)]));
        return ExitCodes.Success;
    }

    private async Task<int> ShowAsync(ParseResult parsed, long? id, string? zone)
    {
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) return await parsed.FailAsync(Error.InvalidField("timezone", "transcription.timezone", $"There is no time zone '{zone}'."));
        var opened = _options.OpenState(parsed);
        if (!opened.Ok) return await parsed.FailAsync(opened.Error);
        using var state = opened.Value;
        if (state.Run(id) is not { } run) return await parsed.FailAsync(Error.NotFound("run", id?.ToString(CultureInfo.InvariantCulture) ?? "yet"));
        var number = (long)run["id"]!;
        var (parameters, files) = (state.Parameters(number), state.Files(number));
        if (parsed.GetValue(_options.Output) == OutputFormat.Json)
        {
            await parsed.WriteJsonAsync(new { Run = run, Parameters = parameters, Files = files });
            return ExitCodes.Success;
        }

        var output = parsed.InvocationConfiguration.Output;
        await output.WriteLineAsync(Table([.. run.Where(c => c.Value is not null).Select(c => new[] { c.Key, c.Key == "recorded_at" ? Local((string)c.Value!, zone) : Text(c.Value) })]));
        await output.WriteLineAsync();
        await output.WriteLineAsync(Table([["CATEGORY", "NAME", "VALUE"], .. parameters.Select(p => new[] { Text(p["category"]), Text(p["name"]), Text(p["value"]) })]));
        await output.WriteLineAsync();
        await output.WriteLineAsync(Table([["FILE", "STATUS", "AUDIO, S", "S", "X REAL TIME", "LANGUAGE", "SNR, DB", "ERROR"], .. files.Select(File)]));
        return ExitCodes.Success;
    }

    private static string[] Row(Dictionary<string, object?> run) =>
        [Text(run["id"]), Local((string)run["recorded_at"]!, null), Text(run["preset"]), Text(run["model_id"]), Text(run["files_found"]), Text(run["succeeded"]), Text(run["failed"]), Text(run["total_audio_duration"]), Text(run["speed_ratio"]), Text(run["input_folder"])];

    private static string[] File(Dictionary<string, object?> file) =>
        [Text(file["file_name"]), Text(file["status"]), Text(file["audio_duration"]), Text(file["total_processing_time"]), Text(file["speed_ratio"]), Text(file["detected_language"]), $"{Text(file["snr_before"])} > {Text(file["snr_after"])}", Text(file["error_message"])];

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "-";

    private static string Local(string time, string? zone) => DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var moment)
        ? TimeZoneInfo.ConvertTime(moment, zone is null ? TimeZoneInfo.Local : TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)
        : time;

    private static string Table(string[][] rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length)).ToArray();
        return string.Join(Environment.NewLine, rows.Select(r => string.Join("  ", r.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()));
    }
}
