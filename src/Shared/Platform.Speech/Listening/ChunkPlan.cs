namespace Platform.Speech.Listening;

/// <summary>In what pieces an engine wants the speech.</summary>
/// <param name="Most">Longest piece.</param>
/// <param name="Pack">Whether several stretches of speech may go into one piece, for engines that cost as much for a second as for thirty.</param>
internal sealed record ChunkPlan(TimeSpan Most, bool Pack);
