using Platform.Speech.Hosting;
using Platform.Speech.Hosting.Wire;

namespace Platform.Speech.Whisper;

/// <summary>Runs a Silero voice model by whisper.cpp.</summary>
internal sealed unsafe class SileroDecoder : INativeEngine
{
    public const string Name = "silero";
    private nint _context;

    public IReadOnlyDictionary<string, string> Load(IReadOnlyDictionary<string, string> settings)
    {
        var details = WhisperDecoder.LoadLibrary(settings);
        if (!WhisperNative.HasVoiceActivity) throw new NativeEngineException("speech.library_unknown", "This libwhisper detects no voice; 1.7.6 and later do.");
        var parameters = WhisperNative.VoiceDefaults();
        parameters.UseGpu = 0;
        _context = WhisperNative.OpenVoice(settings[WhisperDecoder.Model], parameters);
        return _context != 0
            ? details
            : throw new NativeEngineException("speech.model_invalid", $"Silero cannot use the model {Path.GetFileName(settings[WhisperDecoder.Model])}: {NativeLog.TakeLast()}");
    }

    public WorkAnswer Work(ReadOnlySpan<float> samples, WorkOrder order, WorkControl control)
    {
        _ = NativeLog.TakeLast();
        fixed (float* first = samples)
        {
            if (WhisperNative.DetectSpeech(_context, first, samples.Length) == 0) throw new NativeEngineException("speech.failed", $"Silero gave up: {NativeLog.TakeLast()}");
        }

        return new WorkAnswer { Speech = new ReadOnlySpan<float>(WhisperNative.VoiceProbabilities(_context), WhisperNative.VoiceCount(_context)).ToArray() };
    }
}
