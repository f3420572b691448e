using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Ads;

/// <summary>Puts what was watched into the report's shape, times in seconds from the first byte.</summary>
internal static class AdFacts
{
    private const int MostTitles = 50;

    public static AdDetection Of(CheckFacts facts)
    {
        if (facts.Ads is not { } ads) return Skipped(facts.Failure is null ? "The stream was not listened to" : "The stream could not be opened");
        if (ads.Skipped is { } reason) return Skipped(reason);
        var hours = ads.Watched.TotalHours;
        return new AdDetection
        {
            Status = StepStatus.Ok,
            AdsDetected = ads.Breaks.Count > 0,
            AdBreaks = [.. ads.Breaks.Select(b => Break(b, ads.Genre))],
            TotalAdTimeSeconds = Math.Round(ads.Breaks.Sum(b => (b.End - b.Start).TotalSeconds), 2),
            AdFrequencyPerHour = hours > 0 ? Math.Round(ads.Breaks.Count / hours, 1) : 0,
            MonitoringDurationSeconds = Seconds(ads.Watched),
            Titles = [.. ads.Titles.Where(t => !string.IsNullOrEmpty(t.Title)).Take(MostTitles).Select(t => new TitleHeard(Seconds(t.At), t.Title!, t.IsAd))],
        };
    }

    private static AdDetection Skipped(string reason) => new() { Status = StepStatus.Skipped, Reason = reason };

    private static AdBreak Break(AdPeriod period, string? genre) => new(
        Seconds(period.Start),
        Seconds(period.End),
        Seconds(period.End - period.Start),
        period.Method == AdMethod.MetadataMarker ? "metadata_marker" : "playlist_marker",
        period.Title,
        genre);

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 2);
}
