using Platform.Speech.Listening;
using Platform.Speech.VoiceActivity;

namespace Platform.Speech.Tests.Listening;

/// <summary>Pieces of speech, and the way back to where they were.</summary>
public sealed class CutterTests
{
    // Bursts of a tone: two seconds at 5, 20, 21.8 (one stretch over a short pause) and 50.
    private static readonly (double At, double Length)[] Bursts = [(5, 2), (20, 1.5), (21.8, 1), (50, 2)];

    [Fact]
    public async Task Silence_is_cut_out_and_times_lead_back()
    {
        var parts = await CutAsync(new ChunkPlan(TimeSpan.FromSeconds(30), Pack: true));
        var chunk = Assert.Single(parts, p => p.Chunk is not null).Chunk!;
        Assert.InRange(chunk.Samples.Length / 16_000.0, 6.5, 9);
        Assert.InRange(chunk.Speech.TotalSeconds, 6.5, 8.5);

        // The chunk: 0..2.4 is the first burst, then a gap of 0.2, then the second stretch.
        Assert.InRange(chunk.Word(0.3, 0.8).Start.TotalSeconds, 5, 5.4);
        var straddling = chunk.Word(2.2, 2.9);
        Assert.InRange((straddling.End - straddling.Start).TotalSeconds, 0, 1);
        Assert.InRange(chunk.Segment(0.2, 7.2).End.TotalSeconds, 50, 52.4);
    }

    [Fact]
    public async Task Without_packing_each_stretch_is_a_piece()
    {
        var chunks = (await CutAsync(new ChunkPlan(TimeSpan.FromSeconds(30), Pack: false))).Where(p => p.Chunk is not null).Select(p => p.Chunk!).ToList();
        Assert.Equal(3, chunks.Count);
        Assert.All(chunks.Zip([5.0, 20.0, 50.0]), pair => Assert.InRange(pair.First.Start.TotalSeconds, pair.Second - 0.3, pair.Second + 0.1));
    }

    [Fact]
    public async Task What_is_done_only_grows_and_ends_with_the_audio()
    {
        var done = (await CutAsync(new ChunkPlan(TimeSpan.FromSeconds(3), Pack: true))).Select(p => p.Done).ToList();
        Assert.Equal(done.Order(), done);
        Assert.Equal(60, done[^1].TotalSeconds, 2);
    }

    [Fact]
    public async Task From_a_later_moment_on_times_still_count_from_the_beginning()
    {
        var chunk = Assert.Single(await CutAsync(new ChunkPlan(TimeSpan.FromSeconds(30), Pack: true), from: 30), p => p.Chunk is not null).Chunk!;
        Assert.InRange(chunk.Start.TotalSeconds, 49.5, 50.1);
    }

    [Fact]
    public async Task Three_hours_take_no_more_memory_than_three_minutes()
    {
        async Task<long> PeakAsync(int minutes)
        {
            async IAsyncEnumerable<ReadOnlyMemory<float>> Read()
            {
                var second = new float[16_000];
                for (var i = 0; i < minutes * 60; i++)
                {
                    for (var k = 0; k < second.Length; k++) second[k] = i % 7 < 4 ? 0.2f * MathF.Sin(k * 0.1f) : 0;
                    yield return second;
                }

                await Task.CompletedTask;
            }

            var cutter = new SpeechCutter(new SpeechAudio((_, _) => Read(), null), new LevelGate(), new VoiceOptions(), new ChunkPlan(TimeSpan.FromSeconds(30), Pack: true));
            var peak = 0L;
            var chunks = 0;
            await foreach (var part in cutter.CutAsync(TimeSpan.Zero, CancellationToken.None))
            {
                if (part.Chunk is not null && ++chunks % 20 == 1) peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            }

            return peak;
        }

        var few = await PeakAsync(3);
        Assert.InRange(await PeakAsync(180), 0, few + (16 << 20));
    }

    private static async Task<List<CutPart>> CutAsync(ChunkPlan plan, double from = 0)
    {
        var audio = new float[16_000 * 60];
        foreach (var (at, length) in Bursts)
        {
            for (var i = 0; i < length * 16_000; i++) audio[(int)(at * 16_000) + i] = 0.3f * MathF.Sin(i * 0.1f);
        }

        var parts = new List<CutPart>();
        var cutter = new SpeechCutter(SpeechAudio.FromSamples(audio), new LevelGate(), new VoiceOptions(), plan);
        await foreach (var part in cutter.CutAsync(TimeSpan.FromSeconds(from), CancellationToken.None)) parts.Add(part);
        return parts;
    }
}
