namespace Platform.StreamHealth.Checks.Ads;

/// <summary>A stream that says itself how long its programme is so far, and, where it has cue tags (HLS), where advertisements begin and end.</summary>
internal interface IMarkerSource
{
    /// <summary>Length of the media that was read so far, counted from the first segment that was.</summary>
    TimeSpan Position { get; }

    /// <summary>Cues seen so far, in the order of the media. Read by the one who reads the media, never at the same time.</summary>
    IReadOnlyList<CueMarker> Cues { get; }
}

/// <summary>One cue.</summary>
/// <param name="At">Where it stands in the media that was read; zero for a break that had begun before.</param>
/// <param name="IsOut">Whether a break begins here (cue out), else it ends (cue in).</param>
/// <param name="Length">Announced length of the break, or what is left of it; null where none is said.</param>
/// <param name="Text">The tag as the playlist has it, for people.</param>
internal sealed record CueMarker(TimeSpan At, bool IsOut, TimeSpan? Length, string Text);
