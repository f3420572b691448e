using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Results;

internal static class ResultViews
{
    public static ResultView Of(CheckResult result, bool hasReport) => new()
    {
        Id = result.Id,
        StreamId = result.StreamId,
        StartedAt = result.StartedAt,
        DurationMs = result.DurationMs,
        Phase = result.Phase,
        State = result.State,
        Score = result.Score,
        Reason = result.Reason,
        Findings = result.Findings.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        HttpStatus = result.HttpStatus,
        DnsMs = result.DnsMs,
        ConnectMs = result.ConnectMs,
        TlsMs = result.TlsMs,
        FirstByteMs = result.FirstByteMs,
        Codec = result.Codec,
        BitrateKbps = result.BitrateKbps,
        SampleRateHz = result.SampleRateHz,
        Channels = result.Channels,
        Lufs = result.Lufs,
        ShortTermMaxLufs = result.ShortTermMaxLufs,
        RmsDb = result.RmsDb,
        TruePeakDb = result.TruePeakDb,
        SilencePercent = result.SilencePercent,
        ClippingPercent = result.ClippingPercent,
        Title = result.Title,
        Monitor = result.Monitor,
        HasReport = hasReport,
    };
}
