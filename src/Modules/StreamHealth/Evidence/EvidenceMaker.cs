using System.Globalization;
using System.Text;
using Platform.Media.Pcm;
using Platform.Media.Pictures;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Listening;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Evidence;

/// <summary>One file to keep.</summary>
internal sealed record EvidencePiece(EvidenceKind Kind, string ContentType, string Extension, byte[] Content);

/// <summary>
/// Makes evidence of what a check received. The audio is decoded a second time for the pictures: that costs a failing check
/// some 100 ms, and a healthy one nothing.
/// </summary>
internal sealed class EvidenceMaker(IPcmSource source) : IDisposable
{
    private const int MaxWavBytes = 8 * 1024 * 1024;
    private const int AtOnce = 2;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _drawing = new(AtOnce, AtOnce);

    public async Task<IReadOnlyList<EvidencePiece>> MakeAsync(CheckReport report, CheckRequest request, CancellationToken cancellationToken)
    {
        if (request.Capture is not { } capture) return [];
        List<EvidencePiece> pieces = [];
        if (capture.Length > 0) pieces.AddRange(await OfAudioAsync(capture, report, request, cancellationToken));
        if (capture.DecoderLog.Length > 0) pieces.Add(Text(EvidenceKind.Log, capture.DecoderLog));
        if (capture.Head is { } head)
            pieces.Add(Text(EvidenceKind.Headers, $"{head.Protocol} {head.Status} {head.Reason}\n{string.Concat(head.Headers.Where(h => !h.Key.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)).Select(h => $"{h.Key}: {h.Value}\n"))}"));
        return pieces;
    }

    public void Dispose() => _drawing.Dispose();

    private async Task<List<EvidencePiece>> OfAudioAsync(SampleCapture capture, CheckReport report, CheckRequest request, CancellationToken cancellationToken)
    {
        List<EvidencePiece> pieces = [];
        var encoded = capture.ToArray();
        var playable = Playable(capture.Container);
        if (playable is var (type, extension)) pieces.Add(new EvidencePiece(EvidenceKind.Audio, type, extension, encoded));

        // When everything fails at once, what was received is kept and the drawing left out.
        var seconds = report.AudioAnalysis?.SampleSeconds ?? 0;
        if (seconds <= 0 || !await _drawing.WaitAsync(Patience, cancellationToken)) return pieces;
        try
        {
            var length = TimeSpan.FromSeconds(seconds);
            var (levels, spectrogram, wav) = (new LevelPicture(length, request.Thresholds.SilenceDb), new SpectrogramPicture(length), new WavClip(MaxWavBytes));
            IPcmSink sink = playable is null ? new PcmTee(levels, spectrogram, wav) : new PcmTee(levels, spectrogram);
            using var stream = new MemoryStream(encoded);
            await source.DecodeAsync(stream, new PcmRequest { Duration = length, Timeout = Limit, Container = capture.Container }, sink, cancellationToken);
            if (playable is null && wav.ToFile() is { } file) pieces.Add(new EvidencePiece(EvidenceKind.Audio, "audio/wav", "wav", file));
            if (spectrogram.ToPng() is { } spectrum) pieces.Add(new EvidencePiece(EvidenceKind.Spectrogram, "image/png", "png", spectrum));
            if (levels.ToPng() is { } level) pieces.Add(new EvidencePiece(EvidenceKind.Levels, "image/png", "png", level));
            return pieces;
        }
        finally
        {
            _drawing.Release();
        }
    }

    // By what was recognised in the bytes, never by what a stranger's server calls them.
    private static (string Type, string Extension)? Playable(AudioContainer container) => container switch
    {
        AudioContainer.Mp3 => ("audio/mpeg", "mp3"),
        AudioContainer.Adts => ("audio/aac", "aac"),
        AudioContainer.Ogg => ("audio/ogg", "ogg"),
        AudioContainer.Flac => ("audio/flac", "flac"),
        AudioContainer.Wav => ("audio/wav", "wav"),
        _ => null,
    };

    private static EvidencePiece Text(EvidenceKind kind, string text) =>
        new(kind, "text/plain; charset=utf-8", "txt", Encoding.UTF8.GetBytes(text));

    /// <summary>Name of a piece's file, of the check and the kind.</summary>
    public static string FileName(Guid resultId, EvidencePiece piece) =>
        string.Create(CultureInfo.InvariantCulture, $"{resultId:N}-{piece.Kind.ToString().ToLowerInvariant()}.{piece.Extension}");
}
