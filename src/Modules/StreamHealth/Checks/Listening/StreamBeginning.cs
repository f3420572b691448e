using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Formats;

namespace Platform.StreamHealth.Checks.Listening;

/// <summary>The first bytes of a stream: enough to recognise it, measure its frames and, mostly, hear its title.</summary>
/// <param name="Bytes">To be decoded before what follows.</param>
/// <param name="Format">Null when the bytes are not recognised.</param>
/// <param name="Tags">From an ID3 tag or Ogg comments.</param>
internal sealed record StreamBeginning(ReadOnlyMemory<byte> Bytes, AudioFormat? Format, AudioTags? Tags)
{
    /// <summary>More bytes than this without recognising anything, and it is not audio.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int WantedBytes = 16 * 1024;
    private const int Most = 72 * 1024;
    private const int SniffStep = 2048;
    private const long MaxTag = 16 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<StreamBeginning> ReadAsync(FlowStream flow, string? mediaType, int? metaInt, ProbeTrace trace, CancellationToken cancellationToken)
    {
        var wanted = Math.Clamp((metaInt ?? 0) + 1, WantedBytes, Most);
        var buffer = new byte[wanted + SniffStep];
        var (length, tags) = await SkipTagAsync(flow, buffer, trace, cancellationToken);
        AudioFormat? format = null;
        var sniffedAt = -SniffStep;
        var recognisedAt = 0L;
        while (true)
        {
            if (length - sniffedAt >= SniffStep || flow.State != FlowState.Running)
            {
                sniffedAt = length;
                format = FormatSniffer.Sniff(buffer.AsSpan(0, length), mediaType);
                if (format is not null && recognisedAt == 0)
                {
                    recognisedAt = trace.Now;
                    trace.Timings = trace.Timings with { CodecMs = trace.ElapsedMs };
                }
            }

            var enough = length >= wanted && (HasBitrate(format) || length >= Most);
            if (format is not null && (enough || trace.Since(recognisedAt) > Patience.TotalMilliseconds)) break;
            if (flow.State != FlowState.Running || length >= MaxBytes || (format is null && FormatSniffer.IsText(buffer.AsSpan(0, length)))) break;
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MaxBytes));
            length += await flow.ReadAsync(buffer.AsMemory(length), cancellationToken);
        }

        return new StreamBeginning(buffer.AsMemory(0, length), format, tags ?? format?.Tags);
    }

    // Ogg pages hold about a second each; two of them are needed to measure.
    private static bool HasBitrate(AudioFormat? format) => format is not { Audio: { Container: "OGG", BitrateKbps: null } };

    // A tag may hold a cover of any size: its text is read from its beginning, the rest is dropped.
    private static async Task<(int Length, AudioTags? Tags)> SkipTagAsync(FlowStream flow, byte[] buffer, ProbeTrace trace, CancellationToken cancellationToken)
    {
        var length = await flow.ReadAsync(buffer, cancellationToken);
        if (length > 0) trace.Timings = trace.Timings with { FirstAudioMs = trace.ElapsedMs };
        while (length is > 0 and < 10 && flow.State == FlowState.Running) length += await flow.ReadAsync(buffer.AsMemory(length), cancellationToken);
        var tag = Id3Tag.SizeOf(buffer.AsSpan(0, length));
        if (tag is 0 || tag > MaxTag) return (length, null);

        while (length < Math.Min(tag, buffer.Length) && flow.State == FlowState.Running) length += await flow.ReadAsync(buffer.AsMemory(length), cancellationToken);
        var tags = Id3Tag.Read(buffer.AsSpan(0, length));
        long left = tag - length;
        while (left > 0 && flow.State == FlowState.Running)
        {
            length = await flow.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
            left -= length;
        }

        if (left >= 0) return (0, tags);
        buffer.AsSpan(tag, length - tag).CopyTo(buffer);
        return (length - tag, tags);
    }
}
