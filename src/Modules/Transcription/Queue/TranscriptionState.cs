namespace Platform.Transcription.Queue;

/// <summary>Where a transcription stands.</summary>
internal enum TranscriptionState
{
    /// <summary>Waits for its turn; its reason says for what.</summary>
    Queued,

    Running,

    /// <summary>Somebody stopped it for a while; what was heard is kept.</summary>
    Paused,

    Completed,

    Failed,

    /// <summary>Somebody gave it up; what was heard is kept.</summary>
    Cancelled,
}

/// <summary>Whether the recording is here.</summary>
internal enum InputState
{
    Ready,

    /// <summary>Is being downloaded.</summary>
    Fetching,

    /// <summary>Was deleted by age, on request, or by somebody in the folder.</summary>
    Removed,
}

/// <summary>Where a recording came from.</summary>
internal enum InputSource
{
    Upload,
    Url,
    Folder,
    Recording,
}
