using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Streams.Portable;

namespace Platform.StreamHealth.Streams.Cli;

/// <summary><c>platform streams import</c>.</summary>
internal sealed class StreamsImportCommand : Command
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    private readonly Argument<string> _file = new("file") { Description = "File to read; - for stdin." };
    private readonly Option<string?> _format = new("--format") { Description = "csv, m3u, json or opml; told by the content when not said." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Store nothing; say what would become of each line." };
    private readonly Option<bool> _update = new("--update") { Description = "Change streams that are watched already; otherwise they are left alone." };
    private readonly Option<OutputFormat> _output = OutputOption.Create();

    public StreamsImportCommand(CommandServices services)
        : base("import", "Add the streams of a CSV, M3U, JSON or OPML file. Exit code 0: imported; 1: the file cannot be read, or lines were refused.")
    {
        Add(_file);
        foreach (var option in new Option[] { _format, _dryRun, _update, _output }) Add(option);
        SetAction((parsed, cancellationToken) => RunAsync(services, parsed, cancellationToken));
    }

    private async Task<int> RunAsync(CommandServices services, ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(_file)!;
        if (path != "-" && !File.Exists(path)) return await StreamsCommand.FailAsync(parsed, Error.Invalid("import.no_file", $"There is no file '{path}'."));
        var import = (await services.WithDatabaseAsync(cancellationToken)).GetRequiredService<ImportStreams>();
        await using var file = path == "-" ? System.Console.OpenStandardInput() : File.OpenRead(path);
        var order = new ImportOrder(parsed.GetValue(_format), parsed.GetValue(_dryRun), parsed.GetValue(_update) ? ImportExisting.Update : ImportExisting.Skip);
        var done = await import.RunAsync(order, file, cancellationToken);
        if (!done.Ok) return await StreamsCommand.FailAsync(parsed, done.Error);

        var report = done.Value;
        await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(_output) == OutputFormat.Json ? JsonSerializer.Serialize(report, Indented) : Text(report));
        return report.Refused > 0 ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static string Text(ImportReport report)
    {
        var lines = StreamsCommand.Table(["LINE", "WHAT", "NAME", "ADDRESS", "REMARK"], report.Lines.Select(l => new[]
        {
            l.Line.ToString(CultureInfo.InvariantCulture), l.Action.ToString().ToLowerInvariant(), l.Name ?? "-", l.Url ?? "-", l.Message ?? "",
        }));
        return $"{lines}{Environment.NewLine}{Environment.NewLine}{(report.DryRun ? "Would be: " : "")}{report.Added} added, {report.Updated} changed, {report.Skipped} left, {report.Refused} refused ({report.Format}).";
    }
}
