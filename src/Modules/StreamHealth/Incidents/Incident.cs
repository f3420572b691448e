using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Incidents;

/// <summary>One time that a stream was Down or Degraded, until it was well again or somebody said so. A stream has at most one that is not resolved.</summary>
internal sealed class Incident
{
    public required Guid Id { get; init; }

    public required Guid StreamId { get; init; }

    /// <summary>When enough checks had failed.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the first of the checks that led to it was made.</summary>
    public required DateTimeOffset FailingSince { get; init; }

    public required IncidentSeverity Severity { get; set; }

    public IncidentState State { get; set; } = IncidentState.Open;

    /// <summary>Code of the worst finding; see docs/checks.md.</summary>
    public required string Code { get; set; }

    /// <summary>The worst finding in one sentence.</summary>
    public required string Reason { get; set; }

    /// <summary>The first check that failed.</summary>
    public Guid? FirstResultId { get; init; }

    /// <summary>The last check that was not good.</summary>
    public Guid? LastResultId { get; set; }

    /// <summary>Checks since it was opened that were not good, the first ones included.</summary>
    public int BadChecks { get; set; }

    public string? AcknowledgedBy { get; set; }

    public DateTimeOffset? AcknowledgedAt { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>Null when the stream recovered by itself.</summary>
    public string? ResolvedBy { get; set; }

    /// <summary>The stream it depends on, whose being down is the cause.</summary>
    public Guid? CauseStreamId { get; set; }

    public bool Flapping { get; set; }

    /// <summary>How often it failed again shortly after it had recovered.</summary>
    public int Reopened { get; set; }

    /// <summary>What was learnt, as markdown of a person's.</summary>
    public string? PostMortem { get; set; }

    public string? PostMortemBy { get; set; }

    public DateTimeOffset? PostMortemAt { get; set; }
}

internal sealed class IncidentTable : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("incidents");
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.HasOne<MonitoredStream>().WithMany().HasForeignKey(i => i.StreamId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(i => new { i.OpenedAt, i.Id });
        builder.HasIndex(i => new { i.State, i.OpenedAt, i.Id });
        builder.HasIndex(i => new { i.StreamId, i.OpenedAt, i.Id });
        builder.HasIndex(i => i.StreamId).IsUnique().HasFilter($"\"{nameof(Incident.State)}\" <> '{nameof(IncidentState.Resolved)}'");
    }
}
