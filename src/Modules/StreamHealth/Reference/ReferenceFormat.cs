namespace Platform.StreamHealth.Reference;

/// <summary>
/// MP3 at 48 kHz and 128 kbit/s: every frame is exactly 384 bytes and 24 ms, without padding, so that a loop can be cut
/// between frames and a position in time is a position in bytes.
/// </summary>
internal static class ReferenceFormat
{
    public const int SampleRate = 48_000;
    public const int Kbps = 128;
    public const int FrameBytes = 384;
    public const int BytesPerSecond = Kbps * 1000 / 8;

    /// <summary>30 s are 1,250 frames: also a whole number of the tone's waves and of the gaps' periods.</summary>
    public const int LoopSeconds = 30;

    public const int LoopBytes = LoopSeconds * BytesPerSecond;
}
