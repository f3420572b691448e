namespace Platform.StreamHealth.Checks.Ads;

/// <summary>What phase 4 saw.</summary>
/// <param name="Watched">How much of the programme was watched.</param>
/// <param name="Breaks">Those that count, in order.</param>
/// <param name="Titles">Every title that was on, with its place.</param>
/// <param name="Genre">As the server names it.</param>
/// <param name="Skipped">Why nothing was watched; null when it was.</param>
internal sealed record AdsWatched(
    TimeSpan Watched, IReadOnlyList<AdPeriod> Breaks, IReadOnlyList<ProgrammeMoment> Titles, string? Genre, string? Skipped = null)
{
    public static AdsWatched Skip(string reason) => new(TimeSpan.Zero, [], [], null, reason);
}
