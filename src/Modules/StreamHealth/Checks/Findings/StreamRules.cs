using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Findings;

/// <summary>What the server says about the stream against what the bytes say.</summary>
internal static class StreamRules
{
    private const double ConstantTolerance = 0.15;

    // A nominal bitrate is an aim; a few seconds of variable bitrate miss it widely.
    private const double VariableTolerance = 0.5;

    public static IEnumerable<Finding> Examine(CheckReport report, CheckThresholds thresholds)
    {
        if (report.Connectivity.Status != ConnectivityStatus.Success || report.ServerHeaders is not { } headers) yield break;
        if (report.Measured is not { } measured)
        {
            if (report.DashInfo is null && report.HlsInfo is not { IsHls: true, SegmentsAccessible: not true } and not { Protection: not null })
                yield return new Finding(FindingCodes.CodecUnknown, Severity.Warning, $"The bytes are of no audio format we know; the server calls them {headers.ContentType ?? "nothing"}", "Check the encoder's settings with a player.");
            yield break;
        }

        var codec = report.HlsInfo is { IsHls: true } ? OfPlaylist(report.Advertised?.Codec ?? measured.Codec, measured) : Codec(headers, measured);
        if (codec is not null) yield return codec;
        if (Bitrate(report, measured) is { } bitrate) yield return bitrate;
        if (SampleRate(report, measured) is { } rate) yield return rate;
        if (Channels(report, measured) is { } channels) yield return channels;
    }

    // A mono core may be announced by what it plays as.
    private static Finding? Channels(CheckReport report, MeasuredAudio measured)
    {
        if (report.Advertised?.Channels is not { } advertised || measured.Channels is not { } actual || advertised == actual) return null;
        if (measured.Codec is "HE-AAC" || (measured.Codec is "AAC" && actual == 1)) return null;
        return new Finding(FindingCodes.ChannelsMismatch, Severity.Info, FindingRules.Text($"The server announces {advertised} channels, the stream has {actual}"));
    }

    private static Finding? OfPlaylist(string announced, MeasuredAudio measured) => Family(announced) == Family(measured.Codec) ? null : new Finding(
        FindingCodes.CodecMismatch, Severity.Warning, $"The playlist announces {announced}, but the segments hold {measured.Codec}",
        "Correct CODECS in the master playlist: players choose by it and may refuse the variant.");

    private static Finding? Codec(ServerHeaders headers, MeasuredAudio measured)
    {
        var (codec, container) = HeaderFacts.Advertised(headers.ContentType?.Split(';')[0].Trim().ToLowerInvariant());
        var codecFits = codec is null || codec == Family(measured.Codec);
        var containerFits = container is null || container == measured.Container;
        if (codecFits && containerFits) return null;
        return new Finding(
            FindingCodes.CodecMismatch, Severity.Warning, $"The server announces {headers.ContentType}, but sends {measured.Codec}{(measured.Container is { } c ? $" in {c}" : "")}",
            "Correct the content type at the source or mount: some players choose their decoder by it.");
    }

    private static Finding? Bitrate(CheckReport report, MeasuredAudio measured)
    {
        if (report.Advertised?.BitrateKbps is not { } advertised || measured.BitrateKbps is not { } actual) return null;
        var tolerance = measured.BitrateMode == "CBR" ? ConstantTolerance : VariableTolerance;
        if (Math.Abs(actual - advertised) <= advertised * tolerance) return null;
        return new Finding(
            FindingCodes.BitrateMismatch, Severity.Warning, FindingRules.Text($"The server announces {advertised} kbit/s, the stream has {actual} kbit/s"),
            "Correct the bitrate in the source's settings, or check whether the wrong source is on air.");
    }

    private static Finding? SampleRate(CheckReport report, MeasuredAudio measured)
    {
        if (report.Advertised?.SampleRateHz is not { } advertised || measured.SampleRateHz is not { } actual || measured.Codec is "Opus") return null;
        if (advertised == actual || advertised == actual * 2) return null;
        return new Finding(
            FindingCodes.SampleRateMismatch, Severity.Info, FindingRules.Text($"The server announces {advertised} Hz, the stream has {actual} Hz"));
    }

    private static string Family(string codec) => codec switch
    {
        "HE-AAC" => "AAC",
        "MP1" or "MP2" => "MP3",
        _ => codec,
    };
}
