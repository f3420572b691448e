using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Streams.Dependencies;
using Platform.StreamHealth.Streams.Groups;

namespace Platform.StreamHealth.Streams.Portable;

/// <summary>What an import is going to do: every row of the file with the stream it becomes or changes.</summary>
internal sealed class ImportPlan
{
    public List<PlannedRow> Rows { get; } = [];

    /// <summary>Groups that are not there yet, by lower-case name.</summary>
    public Dictionary<string, StreamGroup> NewGroups { get; } = [];

    /// <summary>Groups that are there, by lower-case name.</summary>
    public required Dictionary<string, Guid> Groups { get; init; }

    /// <summary>Streams that are there, by identity.</summary>
    public required Dictionary<string, MonitoredStream> Existing { get; init; }

    /// <summary>Parents of streams, as they are and as they will be.</summary>
    public required Dictionary<Guid, Guid> ParentOf { get; init; }

    public Guid? IdOf(string identity) =>
        Existing.TryGetValue(identity, out var stream) ? stream.Id : Rows.Find(r => r.Identity == identity && r.Action == ImportAction.Add)?.Id;

    /// <summary>Why a stream cannot depend on another; null when it can.</summary>
    public (string Code, string Message)? WhyNot(Guid id, Guid parent)
    {
        if (id == parent) return ("stream.parent_self", "A stream cannot depend on itself.");
        var next = parent;
        for (var depth = 1; ParentOf.TryGetValue(next, out var ancestor); depth++)
        {
            if (ancestor == id) return ("stream.parent_cycle", "Its parent depends on this stream, directly or through others.");
            if (depth == StreamLinks.MaxDepth) return ("stream.parent_too_deep", $"A stream may depend on a chain of at most {StreamLinks.MaxDepth} others.");
            next = ancestor;
        }

        return null;
    }
}

/// <summary>One row of the file, planned.</summary>
internal sealed class PlannedRow
{
    public required PortableRow Row { get; init; }

    public string Identity { get; init; } = "";

    public Guid Id { get; init; }

    public ImportAction Action { get; set; }

    public StreamDefinition? Definition { get; set; }

    public MonitoredStream? Stream { get; init; }

    public string? Code { get; set; }

    public string? Message { get; set; }

    public void Refuse(string code, string message) => (Action, Code, Message) = (ImportAction.Refuse, code, message);

    public ImportLine ToLine(bool dryRun) => new()
    {
        Line = Row.Line,
        Action = Action,
        Name = Definition?.Name ?? Stream?.Name ?? Row.Get("name"),
        Url = Definition?.Url ?? Row.Get(PortableFields.Url),
        Group = string.IsNullOrEmpty(Row.Get(PortableFields.Group)) ? Stream?.Group?.Name : Row.Get(PortableFields.Group),
        Id = Action == ImportAction.Refuse || (dryRun && Action == ImportAction.Add) ? null : Stream?.Id ?? Id,
        Code = Code,
        Message = Message,
    };
}
