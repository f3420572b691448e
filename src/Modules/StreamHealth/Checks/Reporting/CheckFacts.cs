using Platform.StreamHealth.Checks.Ads;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Listening;
using Platform.StreamHealth.Checks.MediaServers;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>All that one check gathered, before it is put into a report.</summary>
internal sealed record CheckFacts
{
    public required CheckRequest Request { get; init; }

    public required ProbeTrace Trace { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Why there is no stream to listen to.</summary>
    public ProbeFailure? Failure { get; init; }

    /// <summary>Why a stream that was opened is not listened to; null when it is.</summary>
    public string? NotHeard { get; init; }

    /// <summary>What ffprobe found, for RTMP and RTSP.</summary>
    public MediaServerFacts? MediaServer { get; init; }

    public int? MetaInt { get; init; }

    public StreamBeginning? Beginning { get; init; }

    public FlowStream? Flow { get; init; }

    /// <summary>What phase 2 brought; null when there was nothing to play.</summary>
    public PlayerTest? Player { get; init; }

    public Heard? Heard { get; init; }

    /// <summary>What phase 4 watched.</summary>
    public AdsWatched? Ads { get; init; }

    /// <summary>How long the sample took to arrive, and the watching after it.</summary>
    public TimeSpan ListenedFor { get; init; }
}
