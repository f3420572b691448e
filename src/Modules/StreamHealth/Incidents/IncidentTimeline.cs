using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Incidents;

/// <summary>One line of an incident's timeline. Ordered by its id: what was written later comes later, whatever the clock says.</summary>
internal sealed class IncidentEntry
{
    public long Id { get; init; }

    public required Guid IncidentId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required IncidentEntryKind Kind { get; init; }

    public required string Text { get; init; }

    /// <summary>Null for the platform itself.</summary>
    public string? Author { get; init; }

    public Guid? ResultId { get; init; }
}

internal sealed class IncidentEntryTable : IEntityTypeConfiguration<IncidentEntry>
{
    public void Configure(EntityTypeBuilder<IncidentEntry> builder)
    {
        builder.ToTable("incident_entries");
        builder.HasOne<Incident>().WithMany().HasForeignKey(e => e.IncidentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(e => new { e.IncidentId, e.Id });
    }
}

/// <summary>Writes to the timeline of an incident; for every feature that has something to say about one.</summary>
internal static class IncidentTimeline
{
    private const int MaxText = 10_000;

    /// <summary>Adds a line, in the caller's transaction if there is one. An incident that is gone is ignored.</summary>
    /// <param name="db">Where; saved at once.</param>
    /// <param name="incidentId">The incident.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="at">When.</param>
    /// <param name="text">One sentence, or a person's comment as markdown; cut at 10,000 characters.</param>
    /// <param name="author">Who; null for the platform itself.</param>
    /// <param name="resultId">The check it is about.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public static async Task AddAsync(
        StreamHealthDb db, Guid incidentId, IncidentEntryKind kind, DateTimeOffset at, string text, string? author, Guid? resultId, CancellationToken cancellationToken)
    {
        if (!await db.Set<Incident>().AnyAsync(i => i.Id == incidentId, cancellationToken)) return;
        db.Set<IncidentEntry>().Add(EntryOf(incidentId, kind, at, text, author, resultId));
        await db.SaveChangesAsync(cancellationToken);
    }

    public static IncidentEntry EntryOf(Guid incidentId, IncidentEntryKind kind, DateTimeOffset at, string text, string? author = null, Guid? resultId = null) => new()
    {
        IncidentId = incidentId,
        Kind = kind,
        At = at,
        // PostgreSQL takes no NUL in a text.
        Text = text.Length <= MaxText ? text.Replace("\0", "", StringComparison.Ordinal) : text[..MaxText].Replace("\0", "", StringComparison.Ordinal),
        Author = author,
        ResultId = resultId,
    };
}
