using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Transcription.Data;
using Platform.Transcription.Inputs;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Waveforms;

/// <summary>The loudness of a recording over its length, to be drawn.</summary>
/// <param name="Seconds">Length of the recording.</param>
/// <param name="Peaks">Highest level of each part, 0 to 255 for silence to full scale; parts are of equal length, at most 2,000.</param>
internal sealed record Waveform(double Seconds, IReadOnlyList<int> Peaks);

/// <summary>
/// Finds the peaks of a recording by decoding it once; the last ones are kept in memory. Two are decoded at once, so that a row of
/// open pages does not take the machine from the work.
/// </summary>
internal sealed class ReadWaveform(IDbContextFactory<TranscriptionDb> databases, RecordingAudio recordings, SpeechAudioFiles files) : IDisposable
{
    private const int MostParts = 2_000;
    private const int MostKept = 100;
    private const int PartLength = SpeechAudio.SampleRate / 20;
    private readonly SemaphoreSlim _decoding = new(2);
    private readonly ConcurrentDictionary<Guid, Waveform> _kept = [];
    private readonly ConcurrentQueue<Guid> _order = [];

    /// <returns>The peaks, or <c>transcription.not_found</c>, <c>recording.gone</c>, <c>speech.audio_unreadable</c>.</returns>
    public async Task<Result<Waveform>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Living().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } item) return QueueQueries.NotFound(id);
        if (recordings.PathOf(item) is not { } path || !File.Exists(path)) return new Error(ErrorKind.NotFound, "recording.gone", "The sound of this transcription is not kept any more.");
        if (_kept.TryGetValue(id, out var known)) return known;
        await _decoding.WaitAsync(cancellationToken);
        try
        {
            if (_kept.TryGetValue(id, out known)) return known;
            var found = await PeaksAsync(files.Open(path, item.Duration, item.Track), cancellationToken);
            Keep(id, found);
            return found;
        }
        catch (SpeechException e)
        {
            return e.Error;
        }
        finally
        {
            _decoding.Release();
        }
    }

    public void Dispose() => _decoding.Dispose();

    /// <summary>Peaks of 50 ms each, then as many of them together as it takes to have few enough: 24 hours are 1.7 million numbers on the way.</summary>
    private static async Task<Waveform> PeaksAsync(SpeechAudio audio, CancellationToken cancellationToken)
    {
        var (parts, peak, count, samples) = (new List<byte>(), 0f, 0, 0L);
        await foreach (var block in audio.ReadAsync(TimeSpan.Zero, cancellationToken))
        {
            foreach (var sample in block.Span)
            {
                peak = Math.Max(peak, Math.Abs(sample));
                if (++count < PartLength) continue;
                parts.Add(Level(peak));
                (peak, count) = (0, 0);
            }

            samples += block.Length;
        }

        if (count > 0) parts.Add(Level(peak));
        var together = Math.Max(1, (parts.Count + MostParts - 1) / MostParts);
        return new Waveform(Math.Round(SpeechAudio.ToTime(samples).TotalSeconds, 3), [.. parts.Chunk(together).Select(p => (int)p.Max())]);
    }

    private void Keep(Guid id, Waveform waveform)
    {
        if (!_kept.TryAdd(id, waveform)) return;
        _order.Enqueue(id);
        while (_order.Count > MostKept && _order.TryDequeue(out var oldest)) _kept.TryRemove(oldest, out _);
    }

    private static byte Level(float peak) => (byte)Math.Clamp(peak * 255, 0, 255);
}
