using Microsoft.Extensions.Logging;
using Platform.Transcription.Inputs;

namespace Platform.Transcription.Sharing;

/// <summary>One line in the audit log for each link that is made, revoked or opened. Never carries the link's secret part.</summary>
internal sealed partial class ShareAudit(ILoggerFactory loggers)
{
    private readonly ILogger _log = loggers.CreateLogger("Platform.Audit");

    public void Created(Requester by, TranscriptShare share) => Recorded("share.created", by.Name, by.Id, share.ItemId, share.Id);

    public void Revoked(Requester by, TranscriptShare share) => Recorded("share.revoked", by.Name, by.Id, share.ItemId, share.Id);

    public void Opened(string? address, TranscriptShare share) => Recorded("share.opened", "somebody", address ?? "", share.ItemId, share.Id);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Action} by {Actor} ({ActorId}) on transcription {TranscriptionId}, link {ShareId}")]
    private partial void Recorded(string action, string actor, string actorId, Guid transcriptionId, Guid shareId);
}
