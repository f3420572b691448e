using System.Net;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Legacy;

/// <summary>Keeps and reads the log of calls of stream_checker's API.</summary>
internal sealed class LegacyRequests(IDbContextFactory<StreamHealthDb> databases, IOptionsMonitor<LegacyOptions> options, TimeProvider clock)
{
    public const int DefaultLimit = 100, MaxLimit = 10_000;
    public const int DefaultMinutes = 60, MaxMinutes = 1440;

    /// <summary>As it is kept.</summary>
    public string AddressOf(IPAddress? address) => options.CurrentValue.ShortenAddresses ? LegacyRequest.Anonymise(address) : address?.ToString() ?? "";

    public async Task AddAsync(LegacyRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Add(request);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<LegacyRequestView>> HistoryAsync(int limit, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<LegacyRequest>().OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(limit)
            .Select(r => new LegacyRequestView
            {
                RequestId = r.Id,
                IpAddress = r.Address,
                RequestTimestamp = r.At,
                StreamUrl = r.StreamUrl,
                StreamId = r.StreamId,
                UserAgent = r.UserAgent,
                Referer = r.Referer,
                ResponseStatus = r.Status,
                ProcessingTimeMs = r.ProcessingMs,
                // The run is made after the answer: the first one since is what the call led to.
                TestRunId = r.Status != 200 ? null : db.Results.Where(x => x.StartedAt >= r.At && db.Streams.Any(s => s.Id == x.StreamId && s.Identity == r.StreamId && s.DeletedAt == null))
                    .OrderBy(x => x.StartedAt).Select(x => (Guid?)x.Id).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
    }

    /// <param name="address">Also count the calls of this address; of its neighbours as well where addresses are kept without their end.</param>
    /// <param name="minutes">How far back, 1 to <see cref="MaxMinutes"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<LegacyStatsView> StatsAsync(IPAddress? address, int minutes, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var (requests, now) = (db.Set<LegacyRequest>(), clock.GetUtcNow());
        var (hour, day) = (now.AddHours(-1), now.AddDays(-1));
        var (from, kept) = (now.AddMinutes(-minutes), AddressOf(address));
        return new LegacyStatsView
        {
            RequestsFromAddress = address is null ? null : await requests.CountAsync(r => r.At > from && r.Address == kept, cancellationToken),
            TotalRequests = await requests.CountAsync(cancellationToken),
            RequestsLastHour = await requests.CountAsync(r => r.At > hour, cancellationToken),
            RequestsLastDay = await requests.CountAsync(r => r.At > day, cancellationToken),
            AddressesLastDay = await requests.Where(r => r.At > day).Select(r => r.Address).Distinct().CountAsync(cancellationToken),
            AverageProcessingTimeMs = await requests.AverageAsync(r => (double?)r.ProcessingMs, cancellationToken) is { } average ? Math.Round(average, 1) : null,
        };
    }
}

/// <summary>stream_checker's row of its request log.</summary>
internal sealed record LegacyRequestView
{
    [JsonPropertyName("request_id")] public required Guid RequestId { get; init; }

    /// <summary>Anonymised.</summary>
    [JsonPropertyName("ip_address")] public required string IpAddress { get; init; }

    [JsonPropertyName("request_timestamp")] public required DateTimeOffset RequestTimestamp { get; init; }

    [JsonPropertyName("stream_url")] public required string StreamUrl { get; init; }

    [JsonPropertyName("stream_id")] public required string StreamId { get; init; }

    /// <summary>The run that the call led to; null while it is not done, when the call was refused, and once results are no longer kept.</summary>
    [JsonPropertyName("test_run_id")] public Guid? TestRunId { get; init; }

    [JsonPropertyName("user_agent")] public string? UserAgent { get; init; }

    [JsonPropertyName("referer")] public string? Referer { get; init; }

    [JsonPropertyName("request_method")] public string RequestMethod { get; init; } = "POST";

    [JsonPropertyName("response_status")] public required int ResponseStatus { get; init; }

    [JsonPropertyName("processing_time_ms")] public required double ProcessingTimeMs { get; init; }
}

internal sealed record LegacyStatsView
{
    [JsonPropertyName("total_requests")] public required int TotalRequests { get; init; }

    [JsonPropertyName("requests_last_hour")] public required int RequestsLastHour { get; init; }

    [JsonPropertyName("requests_last_24_hours")] public required int RequestsLastDay { get; init; }

    [JsonPropertyName("unique_addresses_last_24_hours")] public required int AddressesLastDay { get; init; }

    /// <summary>Within the minutes that were asked for; null when no address was.</summary>
    [JsonPropertyName("requests_from_address")] public int? RequestsFromAddress { get; init; }

    /// <summary>Null without requests.</summary>
    [JsonPropertyName("average_processing_time_ms")] public double? AverageProcessingTimeMs { get; init; }
}
