using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.CommandLine;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Cli;

/// <summary><c>platform streams list</c>.</summary>
internal sealed class StreamsListCommand : Command
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    private readonly StreamFilterOptions _filters = new();
    private readonly Option<string?> _sort = new("--sort") { Description = "name, state (worst first), checked, score or created; a minus before it turns it round." };
    private readonly Option<OutputFormat> _output = OutputOption.Create();

    public StreamsListCommand(CommandServices services)
        : base("list", "List the streams with their state and schedule. Times are in UTC.")
    {
        _filters.AddTo(this);
        Add(_sort);
        Add(_output);
        SetAction((parsed, cancellationToken) => RunAsync(services, parsed, cancellationToken));
    }

    private async Task<int> RunAsync(CommandServices services, ParseResult parsed, CancellationToken cancellationToken)
    {
        var list = (await services.WithDatabaseAsync(cancellationToken)).GetRequiredService<ListStreams>();
        var streams = new List<StreamView>();
        var request = _filters.Read(parsed) with { Sort = parsed.GetValue(_sort), Limit = PageRequest.MaxLimit };
        do
        {
            var page = await list.RunAsync(request, cancellationToken);
            if (!page.Ok) return await StreamsCommand.FailAsync(parsed, page.Error);
            streams.AddRange(page.Value.Items);
            request = request with { Cursor = page.Value.NextCursor };
        }
        while (request.Cursor is not null);

        await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(_output) == OutputFormat.Json ? JsonSerializer.Serialize(streams, Indented) : Text(streams));
        return ExitCodes.Success;
    }

    private static string Text(List<StreamView> streams) => streams.Count == 0
        ? "No streams."
        : StreamsCommand.Table(["NAME", "STATE", "SCORE", "LAST CHECK", "SCHEDULE", "GROUP", "ADDRESS"], streams.Select(s => new[]
        {
            s.Name,
            s.Enabled ? s.Status.Monitor.ToString().ToLowerInvariant() : "paused",
            s.Status.Score?.ToString(CultureInfo.InvariantCulture) ?? "-",
            s.Status.CheckedAt?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-",
            s.Effective.Schedule,
            s.Group ?? "-",
            s.Url,
        }));
}
