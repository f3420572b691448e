using System.CommandLine;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;

namespace Platform.StreamHealth.Streams.Cli;

/// <summary><c>platform streams</c>: lists, imports and exports definitions through the database, whether or not the service runs.</summary>
internal static class StreamsCommand
{
    public static Command Create(CommandServices services) => new("streams", "List, import and export the streams that are watched. Works through the database, whether or not the service runs.")
    {
        new StreamsListCommand(services),
        new StreamsImportCommand(services),
        new StreamsExportCommand(services),
    };

    internal static async Task<int> FailAsync(ParseResult parsed, Error error)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync($"Error: {error.Message}");
        return ExitCodes.Failure;
    }

    /// <summary>Rows in columns as wide as need be.</summary>
    internal static string Table(string[] head, IEnumerable<string[]> rows)
    {
        string[][] all = [head, .. rows];
        var widths = head.Select((_, i) => all.Max(r => r[i].Length)).ToArray();
        return string.Join(Environment.NewLine, all.Select(r => string.Join("  ", r.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()));
    }
}

/// <summary>The options that choose streams, as the list's filters do.</summary>
internal sealed class StreamFilterOptions
{
    private readonly Option<string?> _search = new("--search") { Description = "Only streams whose name, address or tag has this text." };
    private readonly Option<string?> _tag = new("--tag") { Description = "Only streams with this tag." };
    private readonly Option<string?> _state = new("--state") { Description = "Only streams whose last check was: pending, healthy, degraded, failing; or paused." };
    private readonly Option<string?> _monitor = new("--monitor") { Description = "Only streams that are: down, degraded, pending, up or maintenance." };
    private readonly Option<string?> _group = new("--group") { Description = "Only streams of the group with this id; none for streams without one." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _search, _tag, _state, _monitor, _group }) command.Add(option);
    }

    public StreamListRequest Read(ParseResult parsed) => new()
    {
        Search = parsed.GetValue(_search),
        Tag = parsed.GetValue(_tag),
        State = parsed.GetValue(_state),
        Monitor = parsed.GetValue(_monitor),
        Group = parsed.GetValue(_group),
    };
}
