using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.StreamHealth.Listening;

/// <summary>One time that somebody listened to a stream through the console.</summary>
internal sealed class ListeningSession
{
    public required Guid Id { get; init; }

    public required Guid StreamId { get; init; }

    /// <summary>As it was then.</summary>
    public required string StreamUrl { get; init; }

    /// <summary>Of the listener, shortened as the setting <c>StreamHealth:Legacy:ShortenAddresses</c> says; empty when it is not known.</summary>
    public required string Address { get; init; }

    public string? UserAgent { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public required double Seconds { get; init; }
}

internal sealed class ListeningSessionTable : IEntityTypeConfiguration<ListeningSession>
{
    public void Configure(EntityTypeBuilder<ListeningSession> builder)
    {
        builder.ToTable("listening_sessions");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => new { s.StreamId, s.StartedAt, s.Id });
        builder.HasIndex(s => s.StartedAt);
    }
}
