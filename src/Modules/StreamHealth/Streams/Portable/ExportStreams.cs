using System.Text;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams.Groups;

namespace Platform.StreamHealth.Streams.Portable;

/// <summary>Writes definitions into a file that an import reads back. Results and states stay.</summary>
internal sealed class ExportStreams(IDbContextFactory<StreamHealthDb> databases)
{
    /// <summary>A file ready to be sent.</summary>
    public sealed record File(byte[] Content, string ContentType, string Name);

    public static Error UnknownFormat(string? format) =>
        Error.InvalidField("format", "streams.format_unknown", $"'{format}' is not a format; there are {PortableFormats.Names}.");

    /// <param name="format">csv, m3u, json or opml.</param>
    /// <param name="request">Filters of the list.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<Result<File>> RunAsync(string? format, StreamListRequest request, CancellationToken cancellationToken)
    {
        if (PortableFormats.Find(format ?? "csv") is not { } chosen) return UnknownFormat(format);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var filtered = StreamSelection.Apply(db.Living().AsNoTracking(), request);
        if (!filtered.Ok) return filtered.Error;

        var streams = await filtered.Value.Include(s => s.Tags).Include(s => s.Group).Include(s => s.Parent).AsSplitQuery()
            .OrderBy(s => s.SortName).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        var groups = streams.Where(s => s.Group is not null).Select(s => s.Group!).DistinctBy(g => g.Id).OrderBy(g => g.Position).ThenBy(g => g.SortName);
        using var buffer = new MemoryStream();
        await using (var writer = new StreamWriter(buffer, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        {
            chosen.Write(writer, [.. streams.Select(Portable)], [.. groups.Select(Input)]);
        }

        return new File(buffer.ToArray(), chosen.ContentType, "streams." + chosen.Name);
    }

    private static PortableStream Portable(MonitoredStream stream) => new(StreamInputs.Of(stream), stream.Group?.Name, stream.Parent?.Url);

    private static GroupInput Input(StreamGroup group) => new()
    {
        Name = group.Name,
        Position = group.Position,
        Schedule = group.Schedule,
        Phase = group.Phase,
        DeepSchedule = group.DeepSchedule,
        DeepPhase = group.DeepPhase,
        SampleSeconds = group.SampleSeconds,
        Thresholds = group.Thresholds,
        FailuresToDown = group.FailuresToDown,
        SuccessesToUp = group.SuccessesToUp,
        RetrySeconds = group.RetrySeconds,
    };
}
