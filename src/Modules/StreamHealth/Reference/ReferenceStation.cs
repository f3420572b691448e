using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;

namespace Platform.StreamHealth.Reference;

/// <summary>
/// Plays the loops like a streaming server: everybody hears the same moment, new listeners get a burst of the past, then
/// the speed of the audio. A listener costs a timer and nothing of the encoder.
/// </summary>
internal sealed class ReferenceStation(ReferenceEncoder encoder, IOptionsMonitor<ReferenceOptions> options, TimeProvider clock)
{
    /// <summary>Bytes of audio between two metadata blocks, as Icecast has it.</summary>
    public const int MetaInt = 16_000;

    private const int BurstSeconds = 4;
    private const int TitleSeconds = 10;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, byte[]> _loops = [];
    private readonly long _start = clock.GetTimestamp();
    private int _listeners;

    public int Listeners => _listeners;

    public async Task<Result<byte[]>> LoopAsync(ReferenceProgramme programme, CancellationToken cancellationToken)
    {
        if (_loops.TryGetValue(programme.Name, out var known)) return known;
        var made = await encoder.LoopAsync(programme, cancellationToken);
        return made.Ok ? _loops.GetOrAdd(programme.Name, made.Value) : made.Error;
    }

    /// <summary>A place for a listener, or null when all are taken. Dispose it when the listener leaves.</summary>
    public IDisposable? Enter()
    {
        if (Interlocked.Increment(ref _listeners) <= options.CurrentValue.MaxListeners) return new Place(this);
        Interlocked.Decrement(ref _listeners);
        return null;
    }

    /// <summary>Plays until cancelled or the listener is gone.</summary>
    public async Task PlayAsync(ReferenceProgramme programme, byte[] loop, Stream listener, bool withTitles, CancellationToken cancellationToken)
    {
        // The station has been on air long enough for the burst; frames are kept whole.
        const int frame = ReferenceFormat.FrameBytes;
        var at = Math.Max(0, Due() - (BurstSeconds * ReferenceFormat.BytesPerSecond)) / frame * frame;
        var untilTitle = MetaInt;
        string? sentTitle = null;
        while (true)
        {
            var due = Due() / frame * frame;
            while (at < due)
            {
                var from = (int)(at % loop.Length);
                var length = (int)Math.Min(due - at, loop.Length - from);
                if (withTitles) length = Math.Min(length, untilTitle);
                await listener.WriteAsync(loop.AsMemory(from, length), cancellationToken);
                at += length;
                if (!withTitles || (untilTitle -= length) > 0) continue;

                untilTitle = MetaInt;
                var title = TitleAt(programme, at);
                await listener.WriteAsync(title == sentTitle ? new byte[1] : Block(title), cancellationToken);
                sentTitle = title;
            }

            await listener.FlushAsync(cancellationToken);
            await Task.Delay(Step, clock, cancellationToken);
        }
    }

    private static string TitleAt(ReferenceProgramme programme, long at)
    {
        var part = at / ReferenceFormat.BytesPerSecond % ReferenceFormat.LoopSeconds / TitleSeconds;
        return $"{programme.Title} - Part {part + 1} of {ReferenceFormat.LoopSeconds / TitleSeconds}";
    }

    private static byte[] Block(string title)
    {
        var text = Encoding.UTF8.GetBytes($"StreamTitle='{title}';");
        var units = (text.Length + 15) / 16;
        var block = new byte[1 + (units * 16)];
        block[0] = (byte)units;
        text.CopyTo(block, 1);
        return block;
    }

    // Begins with a burst's worth, so that the first listener gets one too.
    private long Due() => (long)((clock.GetElapsedTime(_start).TotalSeconds + BurstSeconds) * ReferenceFormat.BytesPerSecond);

    private sealed class Place(ReferenceStation station) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) Interlocked.Decrement(ref station._listeners);
        }
    }
}
