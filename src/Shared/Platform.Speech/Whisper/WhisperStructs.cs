using System.Runtime.InteropServices;

namespace Platform.Speech.Whisper;

/// <summary>
/// Room for a structure whose size differs from version to version, larger than any known. The library writes and reads its own size
/// of it; structures of this size are passed in memory on every platform, so the excess is harmless.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Length)]
internal unsafe struct WhisperBlob
{
    public const int Length = 512;

    public fixed byte Bytes[Length];
}

/// <summary>The beginning of whisper_context_params, the same since 1.5.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WhisperContextHead
{
    public byte UseGpu, FlashAttention;
    public int GpuDevice;
}

/// <summary>whisper_token_data.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WhisperToken
{
    public int Id, TimeId;
    public float Probability, LogProbability, TimeProbability, TimeProbabilitySum;
    public long Start, End, AlignedStart;
    public float VoiceLength;
}

/// <summary>whisper_vad_context_params.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WhisperVoiceContext
{
    public int Threads;
    public byte UseGpu;
    public int GpuDevice;
}

/// <summary>whisper_full_params as of 1.8 and later; 1.7 lacks <see cref="CarryInitialPrompt"/>. Only its offsets are used.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WhisperFullParameters
{
    public int Strategy, Threads, MaxTextContext, OffsetMs, DurationMs;
    public byte Translate, NoContext, NoTimestamps, SingleSegment, PrintSpecial, PrintProgress, PrintRealtime, PrintTimestamps;
    public byte TokenTimestamps;
    public float TokenThreshold, TokenSumThreshold;
    public int MaxLength;
    public byte SplitOnWord;
    public int MaxTokens;
    public byte DebugMode;
    public int AudioContext;
    public byte SpeakerTurns;
    public nint SuppressRegex, InitialPrompt;
    public byte CarryInitialPrompt;
    public nint PromptTokens;
    public int PromptTokenCount;
    public nint Language;
    public byte DetectLanguage, SuppressBlank, SuppressNonSpeech;
    public float Temperature, MaxInitialTimestamp, LengthPenalty, TemperatureIncrement, EntropyThreshold, LogProbabilityThreshold, NoSpeechThreshold;
    public int BestOf, BeamSize;
    public float Patience;
    public nint NewSegment, NewSegmentData, Progress, ProgressData, EncoderBegin, EncoderBeginData, Abort, AbortData;
}
