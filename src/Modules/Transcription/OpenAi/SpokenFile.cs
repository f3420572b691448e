using System.Runtime.InteropServices;
using Platform.Media.Pcm;

namespace Platform.Transcription.OpenAi;

/// <summary>Takes speech as it is spoken into a file of bare float samples, so that no length of text fills the memory.</summary>
internal sealed class SpokenFile(string path) : IPcmSink, IDisposable
{
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);

    public PcmFormat Format { get; private set; }

    public void Start(PcmFormat format) => Format = format;

    public void Write(ReadOnlySpan<float> interleaved) => _file.Write(MemoryMarshal.AsBytes(interleaved));

    public void Dispose() => _file.Dispose();
}
