using System.CommandLine;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.CommandLine;
using Platform.StreamHealth.Streams.Portable;

namespace Platform.StreamHealth.Streams.Cli;

/// <summary><c>platform streams export</c>.</summary>
internal sealed class StreamsExportCommand : Command
{
    private readonly StreamFilterOptions _filters = new();
    private readonly Option<string> _format = new("--format") { Description = "csv, m3u, json (with the groups) or opml.", DefaultValueFactory = _ => "csv" };
    private readonly Option<string?> _file = new("--file") { Description = "File to write; stdout when not said." };

    public StreamsExportCommand(CommandServices services)
        : base("export", "Write the definitions of streams into a file that import reads back.")
    {
        _filters.AddTo(this);
        Add(_format);
        Add(_file);
        SetAction((parsed, cancellationToken) => RunAsync(services, parsed, cancellationToken));
    }

    private async Task<int> RunAsync(CommandServices services, ParseResult parsed, CancellationToken cancellationToken)
    {
        var export = (await services.WithDatabaseAsync(cancellationToken)).GetRequiredService<ExportStreams>();
        var file = await export.RunAsync(parsed.GetValue(_format), _filters.Read(parsed), cancellationToken);
        if (!file.Ok) return await StreamsCommand.FailAsync(parsed, file.Error);
        if (parsed.GetValue(_file) is { } path) await File.WriteAllBytesAsync(path, file.Value.Content, cancellationToken);
        else await parsed.InvocationConfiguration.Output.WriteAsync(Encoding.UTF8.GetString(file.Value.Content));
        return ExitCodes.Success;
    }
}
