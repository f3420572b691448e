using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Formats;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Listening;

/// <summary>Why the first bytes of an answered request are not those of a stream.</summary>
internal static class BeginningFailure
{
    public static ProbeFailure? Of(FlowStream flow, StreamBeginning beginning, ResponseHead head)
    {
        if (beginning.Bytes.IsEmpty)
        {
            return flow.State switch
            {
                FlowState.Stalled => new ProbeFailure(ConnectivityStatus.Timeout, FindingCodes.NoAudioBytes, $"The server answered, but sent no audio: {flow.Problem}"),
                FlowState.Broken => ProbeFailure.Closed($"The server answered, but the connection broke before any audio: {flow.Problem}"),
                _ => ProbeFailure.Answer(FindingCodes.NoAudioBytes, "The server answered, but closed the connection before any audio"),
            };
        }

        if (beginning.Format is not null) return null;
        if (FormatSniffer.IsText(beginning.Bytes.Span) || head.MediaType is "text/html" or "application/json")
            return ProbeFailure.Answer(FindingCodes.NotAudio, $"The server sent {Described(head.MediaType)} instead of audio");
        var mayBeAudio = head.MediaType is null or "application/octet-stream" or "application/ogg"
            || head.MediaType.StartsWith("audio/", StringComparison.Ordinal) || head.MediaType.StartsWith("video/", StringComparison.Ordinal);
        return mayBeAudio ? null : ProbeFailure.Answer(FindingCodes.NotAudio, $"The server sent {Described(head.MediaType)} instead of audio");
    }

    private static string Described(string? mediaType) => mediaType is "text/html" ? "a web page" : $"something of type {mediaType ?? "unknown"}";
}
