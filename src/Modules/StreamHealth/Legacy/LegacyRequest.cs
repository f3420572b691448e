using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.StreamHealth.Legacy;

/// <summary>One call of stream_checker's API.</summary>
internal sealed class LegacyRequest
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>See <see cref="Anonymise"/>; empty when it is not known.</summary>
    public required string Address { get; init; }

    public required string StreamUrl { get; init; }

    public required string StreamId { get; init; }

    public string? UserAgent { get; init; }

    public string? Referer { get; init; }

    public required int Status { get; init; }

    public required double ProcessingMs { get; init; }

    /// <summary>As stream_checker did: the last part of an IPv4 address and the last four groups of an IPv6 address are zero.</summary>
    public static string Anonymise(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(address.AddressFamily == AddressFamily.InterNetwork ? 3 : 8).Clear();
        return new IPAddress(bytes).ToString();
    }
}

internal sealed class LegacyRequestTable : IEntityTypeConfiguration<LegacyRequest>
{
    public void Configure(EntityTypeBuilder<LegacyRequest> builder)
    {
        builder.ToTable("legacy_requests");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.At, r.Id });
    }
}
