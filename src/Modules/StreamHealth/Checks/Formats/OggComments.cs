namespace Platform.StreamHealth.Checks.Formats;

/// <summary>The comment packets of the codecs that come in Ogg: the second packet of a logical stream.</summary>
internal static class OggComments
{
    private const int FlacCommentBlock = 4;

    /// <summary>Null when the packet is no comment packet, or has nothing of interest.</summary>
    public static AudioTags? Read(ReadOnlySpan<byte> packet, string codec) => codec switch
    {
        "Opus" when packet.StartsWith("OpusTags"u8) => VorbisComments.Read(packet[8..]),
        "Vorbis" when packet.StartsWith("\x03vorbis"u8) => VorbisComments.Read(packet[7..]),
        // RFC 9639 section 10.1: a metadata block with its four-byte header.
        "FLAC" when packet.Length > 4 && (packet[0] & 0x7F) == FlacCommentBlock => VorbisComments.Read(packet[4..]),
        _ => null,
    };
}
