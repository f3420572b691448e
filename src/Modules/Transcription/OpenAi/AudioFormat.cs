namespace Platform.Transcription.OpenAi;

/// <summary>What spoken text is sent as. All are mono at 24 kHz, as OpenAI's are.</summary>
/// <param name="Name">What a request names.</param>
/// <param name="MediaType">Of the answer.</param>
/// <param name="Arguments">What ffmpeg is told.</param>
internal sealed record AudioFormat(string Name, string MediaType, IReadOnlyList<string> Arguments)
{
    public const int SampleRate = 24_000;

    public static IReadOnlyList<AudioFormat> All { get; } =
    [
        new("mp3", "audio/mpeg", ["-c:a", "libmp3lame", "-b:a", "128k", "-f", "mp3"]),
        new("opus", "audio/opus", ["-c:a", "libopus", "-b:a", "48k", "-f", "ogg"]),
        new("aac", "audio/aac", ["-c:a", "aac", "-b:a", "128k", "-f", "adts"]),
        new("flac", "audio/flac", ["-c:a", "flac", "-sample_fmt", "s16", "-f", "flac"]),
        new("wav", "audio/wav", ["-c:a", "pcm_s16le", "-f", "wav"]),

        // 16 bits, little-endian, no header.
        new("pcm", "audio/pcm", ["-c:a", "pcm_s16le", "-f", "s16le"]),
    ];

    public static AudioFormat? Find(string name) => All.FirstOrDefault(f => f.Name == name);
}
