namespace Platform.Benchmarks.Faults;

/// <summary>What is done to a stream.</summary>
internal enum FaultKind
{
    None,

    /// <summary>Its server is gone: nothing listens on the port.</summary>
    Killed,

    /// <summary>The server sends some audio, then nothing more, without closing.</summary>
    Stalled,

    /// <summary>Audio comes at a tenth of the speed it plays at.</summary>
    Slowed,

    /// <summary>Random bytes that claim to be MP3.</summary>
    Corrupted,

    /// <summary>The programme is digital silence.</summary>
    Silenced,

    /// <summary>The name does not resolve.</summary>
    NameFailing,
}
