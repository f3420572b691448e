using System.Net;
using Platform.Media.Urls;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>What is known so far of one check's way to the stream; kept also when it fails half-way.</summary>
internal sealed class ProbeTrace(TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();

    /// <summary>The way to the stream: redirects and playlists, without the playlist entries that did not work.</summary>
    public List<Uri> Hops { get; } = [];

    public CheckTimings Timings { get; set; } = new();

    public double? ResponseMs { get; set; }

    public CertificateFacts? Certificate { get; set; }

    public IPEndPoint? Remote { get; set; }

    /// <summary>Of the last hop that answered.</summary>
    public ResponseHead? Head { get; set; }

    /// <summary>The last address asked, with all that its host resolved to.</summary>
    public GuardedUrl? Guarded { get; set; }

    /// <summary>The addresses of the last hop's host that were tried.</summary>
    public List<ConnectAttempt> Attempts { get; } = [];

    /// <summary>Entries of playlists that were tried, in order.</summary>
    public List<PlaylistEntry> Entries { get; } = [];

    /// <summary>How many addresses were asked in all.</summary>
    public int Requests { get; set; }

    /// <summary>Set when the stream is an MPEG-DASH manifest.</summary>
    public DashInfo? Dash { get; set; }

    /// <summary>The text of the HLS playlist that the stream turned out to be.</summary>
    public string? HlsText { get; set; }

    /// <summary>Set when the stream is HLS.</summary>
    public HlsInfo? Hls { get; set; }

    /// <summary>The first in-band title, and the ones after it.</summary>
    public List<IcyMetadata> Titles { get; } = [];

    /// <summary>Told of every metadata block as its place in the audio is reached, for who needs to know where that was.</summary>
    public Action<IcyMetadata>? TitleHeard { get; set; }

    public double ElapsedMs => Since(_start);

    public double Since(long timestamp) => Math.Round(clock.GetElapsedTime(timestamp).TotalMilliseconds, 1);

    public long Now => clock.GetTimestamp();

    public void Heard(IcyMetadata metadata)
    {
        const int enough = 32;
        TitleHeard?.Invoke(metadata);
        if (Titles.Count == 0) Timings = Timings with { TitleMs = ElapsedMs };
        if (Titles.Count < enough) Titles.Add(metadata);
    }
}
