using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Platform.Kernel.Api;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Escalation;

/// <summary>Who is told of what, and when.</summary>
internal sealed class AlertPolicy
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public required string SortName { get; set; }

    public required bool Enabled { get; set; }

    public required PolicyRules Rules { get; set; }

    public required int Version { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>The checked content of a policy: read whole, never searched by.</summary>
internal sealed record PolicyRules
{
    public required PolicyScope Scope { get; init; }

    public required AlertSeverity Severity { get; init; }

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<PolicyStep> Steps { get; init; }

    public required int ResendMinutes { get; init; }

    public required bool Recovery { get; init; }

    /// <summary>How long messages wait for others, to be told together; 0 for not at all.</summary>
    public required int GatherSeconds { get; init; }

    public QuietHours? QuietHours { get; init; }
}

internal sealed class AlertPolicyTable : IEntityTypeConfiguration<AlertPolicy>
{
    public void Configure(EntityTypeBuilder<AlertPolicy> builder)
    {
        builder.ToTable("alert_policies");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Property(p => p.Rules).HasConversion<RulesText, RulesComparer>();
        builder.HasIndex(p => p.SortName).IsUnique();
    }

    private sealed class RulesText() : ValueConverter<PolicyRules, string>(
        rules => JsonSerializer.Serialize(rules, ApiJson.Options), json => JsonSerializer.Deserialize<PolicyRules>(json, ApiJson.Options)!);

    // Rules are replaced, never changed in place.
    private sealed class RulesComparer() : ValueComparer<PolicyRules>((a, b) => ReferenceEquals(a, b), r => r.GetHashCode(), r => r);
}
