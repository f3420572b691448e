using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>The filters of the list of streams, for the list, for bulk requests and for exports.</summary>
internal static class StreamSelection
{
    /// <summary>The word for streams without a group.</summary>
    public const string NoGroup = "none";

    private static readonly string[] States = [.. Enum.GetNames<StreamState>().Select(s => s.ToLowerInvariant()), StreamListRequest.Paused];

    private static readonly string[] Monitors = [.. Enum.GetNames<MonitorState>().Select(s => s.ToLowerInvariant())];

    public static Result<IQueryable<MonitoredStream>> Apply(IQueryable<MonitoredStream> query, StreamListRequest request)
    {
        if (request.Search?.Trim().ToLowerInvariant() is { Length: > 0 } text) query = query.Where(s => s.SearchText.Contains(text));
        if (request.Tag?.Trim().ToLowerInvariant() is { Length: > 0 } tag) query = query.Where(s => s.Tags.Any(t => t.Name == tag));
        if (!string.IsNullOrEmpty(request.Group))
        {
            if (request.Group == NoGroup) query = query.Where(s => s.GroupId == null);
            else if (Guid.TryParse(request.Group, out var group)) query = query.Where(s => s.GroupId == group);
            else return Error.InvalidField("group", "stream.group_unknown", $"group is the id of a group, or {NoGroup}.");
        }

        if (!string.IsNullOrEmpty(request.Monitor))
        {
            if (!Monitors.Contains(request.Monitor)) return Error.InvalidField("monitor", "stream.monitor_unknown", $"monitor is one of {string.Join(", ", Monitors)}.");
            var monitor = Enum.Parse<MonitorState>(request.Monitor, ignoreCase: true);
            query = query.Where(s => s.Enabled && s.Monitor == monitor);
        }

        if (string.IsNullOrEmpty(request.State)) return Of(query);
        if (!States.Contains(request.State)) return Error.InvalidField("state", "stream.state_unknown", $"state is one of {string.Join(", ", States)}.");
        if (request.State == StreamListRequest.Paused) return Of(query.Where(s => !s.Enabled));
        var state = Enum.Parse<StreamState>(request.State, ignoreCase: true);
        return Of(query.Where(s => s.Enabled && s.State == state));
    }

    // An interface has no implicit conversion of its own.
    private static Result<IQueryable<MonitoredStream>> Of(IQueryable<MonitoredStream> query) => Wrapped(query);

    private static Result<T> Wrapped<T>(T value) => value;
}
