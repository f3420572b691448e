using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Escalation;

/// <summary>One policy's course through one outage of one stream: which steps are done, who was told, what is due next.</summary>
internal sealed class AlertTrail
{
    public required Guid Id { get; init; }

    public required Guid PolicyId { get; init; }

    public required Guid StreamId { get; init; }

    public Guid? IncidentId { get; set; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Ended by a recovery, by maintenance, or because the stream or the policy is gone.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public required AlertSeverity Severity { get; set; }

    /// <summary>The message that opened it or made it worse, as JSON: what reminders and escalations repeat.</summary>
    public required string Message { get; set; }

    public int StepsDone { get; set; }

    /// <summary>Ids of the channels that were told, separated by blanks.</summary>
    public string Told { get; set; } = "";

    /// <summary>When those who were told were last told.</summary>
    public DateTimeOffset ToldAt { get; set; }

    /// <summary>When the next step or reminder is due; null when there is none, or while it rests.</summary>
    public DateTimeOffset? NextAt { get; set; }

    public int Version { get; set; }

    public IEnumerable<Guid> ToldChannels => Told.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse);

    public void AddTold(IEnumerable<Guid> channels) => Told = string.Join(' ', ToldChannels.Union(channels));

    /// <summary>Sets <see cref="NextAt"/> to the earlier of the next step and the next reminder.</summary>
    public void Plan(PolicyRules rules)
    {
        DateTimeOffset? step = StepsDone < rules.Steps.Count ? OpenedAt.AddMinutes(rules.Steps[StepsDone].AfterMinutes) : null;
        DateTimeOffset? reminder = rules.ResendMinutes > 0 && Told.Length > 0 ? ToldAt.AddMinutes(rules.ResendMinutes) : null;
        NextAt = step is null || reminder < step ? reminder : step;
    }
}

internal sealed class AlertTrailTable : IEntityTypeConfiguration<AlertTrail>
{
    public void Configure(EntityTypeBuilder<AlertTrail> builder)
    {
        builder.ToTable("alert_trails");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.Ignore(t => t.ToldChannels);
        builder.HasIndex(t => new { t.StreamId, t.EndedAt });
        builder.HasIndex(t => t.NextAt);
        builder.HasIndex(t => t.EndedAt);
    }
}
