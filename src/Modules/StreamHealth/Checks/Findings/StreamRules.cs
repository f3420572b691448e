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
            if (report.HlsInfo is not { IsHls: true, SegmentsAccessible: not true })
                yield return new Finding(FindingCodes.CodecUnknown, Severity.Warning, $"The bytes are of no audio format we know; the server calls them {headers.ContentType ?? "nothing"}", "Check the encoder's settings with a player.");
            yield break;
        }

        if (Codec(headers, measured) is { } codec) yield return codec;
        if (Bitrate(report, measured) is { } bitrate) yield return bitrate;
        if (SampleRate(report, measured) is { } rate) yield return rate;
    }

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
