using Microsoft.Extensions.Options;
using Platform.Data;
using Platform.Scheduling;

namespace Platform.Transcription.Queue;

/// <summary>Which node this is, as the scheduler calls it.</summary>
internal sealed class ThisNode(IOptions<SchedulerOptions> scheduler, DatabaseConnection connection)
{
    public string Name { get; } = scheduler.Value.NodeName ?? Environment.MachineName;

    /// <summary>Whether a name is another node's. On SQLite there is no other: a new container only has a new name.</summary>
    public bool IsAnother(string? node) => node is not null && node != Name && connection.Provider == DatabaseProvider.Postgres;
}
