using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Media;
using Platform.Media.Meters;
using Platform.Media.Pcm;
using Platform.Media.Tools;
using Platform.Testing.Audio;

namespace Platform.Benchmarks.Meters;

/// <summary>
/// CPU time of measuring 10 s of 128 kbit/s stereo MP3: decoding by mpg123 or ffmpeg with our meters on their PCM, against ffmpeg with
/// its own filters; and what of it is starting ffmpeg at all. The ways take turns, so that a busy machine hurts all alike.
/// </summary>
internal static class MeterBenchmark
{
    private const int Rounds = 20;
    private const int WarmUp = 25;
    private const string Filters = "ebur128=peak=true+sample:framelog=verbose,silencedetect=n=-40dB:d=2,astats";
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly ExternalTool Tool = new(TimeProvider.System, NullLogger<ExternalTool>.Instance);
    private static readonly FfmpegPcmSource Source = new(Tool, Options.Create(new MediaOptions()));
    private static readonly Mpg123PcmSource Mpg123 = new(Tool, Options.Create(new MediaOptions()));

    public static async Task RunAsync()
    {
        var path = await TestAudio.FileAsync(AudioVariant.Programme);
        var encoded = await File.ReadAllBytesAsync(path);
        var pcm = await DecodeAsync(encoded);
        (string What, Func<Task> Run)[] ways =
        [
            ("ours: mpg123 decodes, our meters measure", () => CheckAsync(Mpg123, encoded)),
            ("ours: ffmpeg decodes, our meters measure", () => CheckAsync(Source, encoded)),
            ("ffmpeg: decodes and measures (ebur128, silencedetect, astats)", () => FfmpegAsync(["-t", "10", "-i", path, "-af", Filters, "-f", "null", "-"])),
            ("ffmpeg: decodes only", () => FfmpegAsync(["-t", "10", "-i", path, "-f", "null", "-"])),
            ("ffmpeg: starts and ends", () => FfmpegAsync(["-version"])),
            ("our meters alone", () => MeterAsync(pcm)),
        ];
        var costs = ways.Select(_ => new List<(double Own, double Children)>()).ToArray();
        for (var round = -WarmUp; round < Rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                var (own, children) = (CpuTime.OfSelf, CpuTime.OfChildren);
                await ways[way].Run();
                var cost = ((CpuTime.OfSelf - own).TotalMilliseconds, (CpuTime.OfChildren - children).TotalMilliseconds);
                if (round >= 0) costs[way].Add(cost);
            }
        }

        System.Console.WriteLine("| way | CPU ms: median | least | of it ours, median | children, median |");
        System.Console.WriteLine("|---|---|---|---|---|");
        for (var way = 0; way < ways.Length; way++)
        {
            var total = Sorted(costs[way], cost => cost.Own + cost.Children);
            var own = Sorted(costs[way], cost => cost.Own);
            var children = Sorted(costs[way], cost => cost.Children);
            System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {ways[way].What} | {total[Rounds / 2]:F1} | {total[0]:F1} | {own[Rounds / 2]:F1} | {children[Rounds / 2]:F1} |"));
        }
    }

    private static double[] Sorted(List<(double Own, double Children)> costs, Func<(double Own, double Children), double> part) => [.. costs.Select(part).Order()];

    private static async Task CheckAsync(IPcmSource source, byte[] encoded)
    {
        var meter = new AudioMeter(new AudioMeterOptions { RepetitionLength = Length });
        var request = new PcmRequest { Duration = Length, Timeout = Limit, Container = AudioContainer.Mp3 };
        var result = await source.DecodeAsync(new MemoryStream(encoded), request, meter, CancellationToken.None);
        if (result.Error is { } error) throw new InvalidOperationException(error.Message);
        meter.Finish();
    }

    private static async Task FfmpegAsync(string[] arguments)
    {
        var result = await Tool.RunAsync(new ToolRequest("ffmpeg", ["-hide_banner", "-nostats", "-nostdin", "-threads", "1", .. arguments]) { Timeout = Limit }, CancellationToken.None);
        if (result.ToError() is { } error) throw new InvalidOperationException(error.Message);
    }

    private static Task MeterAsync(float[] pcm)
    {
        var meter = new AudioMeter(new AudioMeterOptions { RepetitionLength = Length });
        meter.Start(new PcmFormat(44_100, 2));
        for (var at = 0; at < pcm.Length; at += 8192) meter.Write(pcm.AsSpan(at, Math.Min(8192, pcm.Length - at)));
        meter.Finish();
        return Task.CompletedTask;
    }

    private static async Task<float[]> DecodeAsync(byte[] encoded)
    {
        var sink = new Collector();
        await Source.DecodeAsync(new MemoryStream(encoded), new PcmRequest { Duration = Length, Timeout = Limit }, sink, CancellationToken.None);
        return [.. sink.Samples];
    }

    private sealed class Collector : IPcmSink
    {
        public List<float> Samples { get; } = [];

        public void Start(PcmFormat format)
        {
        }

        public void Write(ReadOnlySpan<float> interleaved) => Samples.AddRange(interleaved);
    }
}
