namespace Platform.StreamHealth.Incidents.States;

/// <summary>What one check says at one depth, worse ones later.</summary>
internal enum Outcome
{
    Good,

    /// <summary>Listeners hear it, but something is outside its thresholds.</summary>
    Degraded,

    /// <summary>Listeners hear nothing, or nothing worth hearing.</summary>
    Bad,
}

/// <summary>How deep a check looked. Each depth keeps its own counts, because a shallow check cannot hear silence.</summary>
internal enum CheckDepth
{
    /// <summary>Phase 1: connection, headers, codec.</summary>
    Shallow,

    /// <summary>Phases 2 to 4: also what is heard.</summary>
    Deep,
}

/// <summary>How the stream that this one depends on is.</summary>
internal enum ParentState
{
    /// <summary>There is none, or it plays.</summary>
    Fine,

    /// <summary>It fails but is not down yet, or was not checked since this one began to fail.</summary>
    Undecided,

    Down,
}
