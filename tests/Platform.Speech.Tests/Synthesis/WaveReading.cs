using Platform.Media.Pcm;
using Platform.Speech.Synthesis;

namespace Platform.Speech.Tests.Synthesis;

internal static class WaveReading
{
    public static Task ReadAsync(Stream stream, IPcmSink sink) => WaveReader.ReadAsync(stream, sink.Start, sink, CancellationToken.None);
}
