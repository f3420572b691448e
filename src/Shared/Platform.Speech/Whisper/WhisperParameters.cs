using System.Runtime.InteropServices;
using Platform.Speech.Hosting;

namespace Platform.Speech.Whisper;

/// <summary>
/// Sets fields of whisper_full_params by their place in the library that is loaded. The place is found by the defaults of six
/// neighbouring fields; a layout that is not known is refused, because a field written to the wrong place is a crash or a wrong
/// result.
/// </summary>
internal sealed unsafe class WhisperParameters
{
    private static readonly int Known = (int)Marshal.OffsetOf<WhisperFullParameters>(nameof(WhisperFullParameters.Temperature));
    private static readonly int Prompt = (int)Marshal.OffsetOf<WhisperFullParameters>(nameof(WhisperFullParameters.InitialPrompt));

    // temperature, max_initial_ts, length_penalty, temperature_inc, entropy_thold, logprob_thold
    private static readonly float[] Defaults = [0, 1, -1, 0.2f, 2.4f, -1];

    private readonly int _shift;
    private WhisperBlob _blob;

    /// <exception cref="NativeEngineException">The library's layout is not known.</exception>
    public WhisperParameters(WhisperBlob defaults)
    {
        _blob = defaults;
        var values = MemoryMarshal.Cast<byte, float>(new ReadOnlySpan<byte>(&defaults, WhisperBlob.Length)).ToArray();
        int[] found = [.. Enumerable.Range(0, values.Length - Defaults.Length).Where(i => values.AsSpan(i, Defaults.Length).SequenceEqual(Defaults)).Select(i => i * 4)];

        // 1.8 and later; 1.7, without one field before.
        if (found is not [var at] || at - Known is not (0 or -8))
        {
            var places = found.Length == 0 ? "nowhere" : string.Join(", ", found);
            throw new NativeEngineException("speech.library_unknown", $"This version of libwhisper is not known: the defaults of its parameters are {places}, not at {Known} or {Known - 8}. Use whisper.cpp 1.7.6 to 1.9.");
        }

        _shift = at - Known;
    }

    public WhisperBlob Blob => _blob;

    public void Set(string field, bool value) => Bytes(field)[0] = value ? (byte)1 : (byte)0;

    public void Set(string field, int? value)
    {
        if (value is { } number) MemoryMarshal.Write(Bytes(field), number);
    }

    public void Set(string field, double? value)
    {
        if (value is { } number) MemoryMarshal.Write(Bytes(field), (float)number);
    }

    public void SetPointer(string field, nint value) => MemoryMarshal.Write(Bytes(field), value);

    /// <summary>What the library will read there.</summary>
    public int Whole(string field) => MemoryMarshal.Read<int>(Bytes(field));

    /// <summary>What the library will read there.</summary>
    public float Number(string field) => MemoryMarshal.Read<float>(Bytes(field));

    /// <summary>What the library will read there.</summary>
    public bool Flag(string field) => Bytes(field)[0] != 0;

    private Span<byte> Bytes(string field)
    {
        var offset = (int)Marshal.OffsetOf<WhisperFullParameters>(field);
        return MemoryMarshal.CreateSpan(ref _blob.Bytes[0], WhisperBlob.Length)[(offset > Prompt ? offset + _shift : offset)..];
    }
}
