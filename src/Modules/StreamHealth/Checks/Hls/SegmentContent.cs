using Platform.StreamHealth.Checks.Formats;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>What is inside a segment.</summary>
/// <param name="Container">MPEG-TS, MP4, ADTS, MP3 or WebVTT; null when not recognised.</param>
/// <param name="Seconds">Length by its audio frames or timestamps; null where they cannot be read.</param>
/// <param name="HasVideo">Whether there is video in it.</param>
/// <param name="Tags">From timed ID3 metadata.</param>
/// <param name="Playable">What to give a decoder: plain frames where they can be taken out, else the whole segment.</param>
internal sealed record SegmentContent(string? Container, double? Seconds, bool HasVideo, AudioTags? Tags, ReadOnlyMemory<byte> Playable)
{
    /// <param name="bytes">The segment, decrypted.</param>
    /// <param name="map">Its initialisation section, if it has one.</param>
    public static SegmentContent Read(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> map)
    {
        if (TransportStreamAudio.Read(bytes.Span) is { } stream) return FromTransportStream(stream, bytes);
        if (!map.IsEmpty || Mp4Boxes.IsFragment(bytes.Span)) return new SegmentContent("MP4", Mp4Fragments.Seconds(bytes.Span, map.Span), Mp4Audio.HasVideo(map.Span), null, bytes);
        return Packed(bytes);
    }

    private static SegmentContent FromTransportStream(TransportStreamAudio stream, ReadOnlyMemory<byte> bytes)
    {
        var seconds = stream.Kind switch
        {
            TransportStreamKind.Adts => AdtsAudio.Seconds(stream.Elementary.Span),
            TransportStreamKind.Mpeg => MpegAudio.Seconds(stream.Elementary.Span),
            _ => stream.SpanSeconds,
        };
        var plain = seconds is > 0 && stream.Kind is TransportStreamKind.Adts or TransportStreamKind.Mpeg;
        return new SegmentContent("MPEG-TS", seconds ?? stream.SpanSeconds, stream.HasVideo, stream.Tags, plain ? stream.Elementary : bytes);
    }

    // Packed audio (RFC 8216 section 3.4): frames behind an ID3 tag that holds the timestamp.
    private static SegmentContent Packed(ReadOnlyMemory<byte> bytes)
    {
        var tags = Id3Tag.Read(bytes.Span);
        var tag = Math.Min(Id3Tag.SizeOf(bytes.Span), bytes.Length);
        var audio = bytes[tag..];
        if (AdtsAudio.Seconds(audio.Span) is { } adts) return new SegmentContent("ADTS", adts, false, tags, audio);
        return MpegAudio.Seconds(audio.Span) is { } mpeg ? new SegmentContent("MP3", mpeg, false, tags, audio) : new SegmentContent(null, null, false, tags, bytes);
    }
}
