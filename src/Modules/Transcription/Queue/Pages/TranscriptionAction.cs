namespace Platform.Transcription.Queue.Pages;

/// <summary>What people do with a transcription by a button.</summary>
internal enum TranscriptionAction
{
    Pause,
    Resume,
    Cancel,
    Retry,
    Sooner,
    Later,
    Delete,
    Restore,
}

internal static class TranscriptionActions
{
    /// <summary>How far a button moves it up or down the queue.</summary>
    public const int Step = 10;

    /// <summary>Whether it makes sense for a transcription now.</summary>
    public static bool Fits(this TranscriptionAction action, TranscriptionView item) => action switch
    {
        TranscriptionAction.Pause or TranscriptionAction.Cancel => item.State is TranscriptionState.Queued or TranscriptionState.Running,
        TranscriptionAction.Resume => item.State == TranscriptionState.Paused,
        TranscriptionAction.Retry => item.State is TranscriptionState.Failed or TranscriptionState.Cancelled && item.Input != InputState.Removed,
        TranscriptionAction.Sooner or TranscriptionAction.Later => item.State == TranscriptionState.Queued,
        TranscriptionAction.Delete => true,
        _ => false,
    };

    /// <summary>"3 transcriptions paused".</summary>
    public static string Done(this TranscriptionAction action) => action switch
    {
        TranscriptionAction.Pause => "paused",
        TranscriptionAction.Resume => "goes on",
        TranscriptionAction.Cancel => "cancelled",
        TranscriptionAction.Retry => "is tried again",
        TranscriptionAction.Sooner => "moved up",
        TranscriptionAction.Later => "moved down",
        TranscriptionAction.Delete => "deleted",
        _ => "restored",
    };
}
