using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams.Dependencies;

/// <summary>What a stream points to must be there, and must not lead back to it.</summary>
internal static class StreamLinks
{
    /// <summary>The longest chain of dependencies.</summary>
    public const int MaxDepth = 10;

    /// <summary>Checks the group and the parent, and leaves both read into the context, so that the stream has them.</summary>
    public static async Task<Error?> CheckAsync(StreamHealthDb db, MonitoredStream stream, CancellationToken cancellationToken)
    {
        if (stream.GroupId is { } group && await db.Groups.FindAsync([group], cancellationToken) is null)
            return Error.InvalidField("groupId", "stream.group_unknown", $"There is no group '{group}'.");
        return stream.ParentId is { } parent ? await CheckParentAsync(db, stream.Id, parent, cancellationToken) : null;
    }

    private static async Task<Error?> CheckParentAsync(StreamHealthDb db, Guid id, Guid parentId, CancellationToken cancellationToken)
    {
        if (parentId == id) return Wrong("stream.parent_self", "A stream cannot depend on itself.");
        var parent = await db.Living().FirstOrDefaultAsync(s => s.Id == parentId, cancellationToken);
        if (parent is null) return Wrong("stream.parent_unknown", $"There is no stream '{parentId}'.");

        var next = parent.ParentId;
        for (var depth = 1; next is { } ancestor; depth++)
        {
            if (ancestor == id) return Wrong("stream.parent_cycle", $"{parent.Name} depends on this stream, directly or through others.");
            if (depth == MaxDepth) return Wrong("stream.parent_too_deep", $"A stream may depend on a chain of at most {MaxDepth} others.");
            next = await db.Streams.Where(s => s.Id == ancestor).Select(s => s.ParentId).FirstOrDefaultAsync(cancellationToken);
        }

        return null;
    }

    private static Error Wrong(string code, string message) => Error.InvalidField("parentId", code, message);
}
