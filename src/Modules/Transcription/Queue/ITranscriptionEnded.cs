using Platform.Transcription.Data;

namespace Platform.Transcription.Queue;

/// <summary>Something that follows from the end of a transcription, be it completed or failed.</summary>
internal interface ITranscriptionEnded
{
    /// <summary>Adds what must not be lost to the transaction that ends the transcription. It is saved by the caller.</summary>
    Task WriteAsync(TranscriptionDb db, TranscriptionItem item, CancellationToken cancellationToken);

    /// <summary>Wakes whoever goes on with it, after the commit. A crash may leave this out: a sweep must find the same.</summary>
    Task CommittedAsync(Guid itemId, CancellationToken cancellationToken) => Task.CompletedTask;
}
