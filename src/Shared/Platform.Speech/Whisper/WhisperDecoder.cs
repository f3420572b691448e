using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Platform.Speech.Hosting;
using Platform.Speech.Hosting.Wire;
using P = Platform.Speech.Whisper.WhisperFullParameters;

namespace Platform.Speech.Whisper;

/// <summary>Runs a Whisper model by whisper.cpp. The library aborts the process on some broken files, which is why it runs in one of its own.</summary>
internal sealed unsafe class WhisperDecoder : INativeEngine
{
    public const string Name = "whisper";
    public const string Library = "library", Before = "before", Model = "model", Gpu = "gpu";

    // whisper.cpp ignores less than a tenth of a second and warns below one.
    private const int LeastSamples = SpeechAudio.SampleRate * 11 / 10;
    private const int Greedy = 0, Beam = 1, DefaultBeam = 5;

    private static WorkControl? _control;
    private nint _context;
    private bool _multilingual;

    public IReadOnlyDictionary<string, string> Load(IReadOnlyDictionary<string, string> settings)
    {
        var details = LoadLibrary(settings);
        var parameters = WhisperNative.ContextDefaults();
        var useGpu = settings[Gpu] == bool.TrueString;
        ((WhisperContextHead*)&parameters)->UseGpu = useGpu ? (byte)1 : (byte)0;
        _context = WhisperNative.Open(settings[Model], parameters);
        if (_context == 0 && useGpu)
        {
            // A card that is busy or too small is no reason not to work, only slower.
            ((WhisperContextHead*)&parameters)->UseGpu = 0;
            _context = WhisperNative.Open(settings[Model], parameters);
            useGpu = false;
        }

        if (!useGpu) details["device"] = "cpu";
        if (_context == 0) throw new NativeEngineException("speech.model_invalid", $"Whisper cannot use the model {Path.GetFileName(settings[Model])}: {NativeLog.TakeLast()}");
        _multilingual = WhisperNative.IsMultilingual(_context) != 0;
        details["type"] = Marshal.PtrToStringUTF8(WhisperNative.ModelType(_context)) ?? "";
        return details;
    }

    public WorkAnswer Work(ReadOnlySpan<float> samples, WorkOrder order, WorkControl control)
    {
        _ = NativeLog.TakeLast();
        var padded = new float[Math.Max(samples.Length, LeastSamples)];
        samples.CopyTo(padded);
        var threads = order.Decoding.Threads ?? Math.Max(1, Environment.ProcessorCount / 2);
        fixed (float* first = padded)
        {
            var (language, probability) = Language(order.Language, first, padded.Length, threads);
            if (control.Cancelled) return new WorkAnswer();
            using var strings = new NativeStrings();
            var parameters = Parameters(order, threads, strings.Add(language), strings.Add(order.Prompt));
            _control = control;
            var reached = WhisperReading.Parameters(parameters, language, order.Prompt);
            var result = WhisperNative.Full(_context, parameters.Blob, first, padded.Length);
            _control = null;
            if (result != 0 && !control.Cancelled) throw new NativeEngineException("speech.failed", $"Whisper gave up ({result}): {NativeLog.TakeLast()}");
            return new WorkAnswer { Language = language, LanguageProbability = probability, Parameters = reached, Segments = [.. WhisperReading.Segments(_context, language, (double)samples.Length / SpeechAudio.SampleRate)] };
        }
    }

    /// <summary>Loads the library; what it says of itself.</summary>
    public static Dictionary<string, string> LoadLibrary(IReadOnlyDictionary<string, string> settings)
    {
        WhisperNative.Load(settings[Library], settings[Before].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        WhisperNative.SetLog(NativeLog.Callback, 0);
        var system = Marshal.PtrToStringUTF8(WhisperNative.SystemInfo()) ?? "";
        return new Dictionary<string, string>
        {
            ["library"] = $"whisper.cpp {WhisperNative.Version() ?? "before 1.7.6"}",
            ["file"] = settings[Library],
            ["device"] = system.Contains("CUDA", StringComparison.Ordinal) ? "cuda" : "cpu",
            ["fast"] = system.Contains("AVX2 = 1", StringComparison.Ordinal) || system.Contains("NEON = 1", StringComparison.Ordinal) ? "yes" : "no",
        };
    }

    private (string Language, double? Probability) Language(string? wanted, float* samples, int count, int threads)
    {
        if (!_multilingual) return ("en", null);
        if (wanted is not null)
        {
            var iso = wanted.Split('-', '_')[0].ToLowerInvariant();
            return WhisperNative.LanguageId(iso) >= 0 ? (iso, null) : throw new NativeEngineException("speech.language_unknown", $"Whisper does not know the language '{wanted}'.");
        }

        var probabilities = new float[WhisperNative.MaxLanguage() + 1];
        fixed (float* first = probabilities)
        {
            if (WhisperNative.ToMel(_context, samples, count, threads) != 0) return ("en", null);
            var id = WhisperNative.DetectLanguage(_context, 0, threads, first);
            return id < 0 ? ("en", null) : (Marshal.PtrToStringUTF8(WhisperNative.LanguageName(id)) ?? "en", Math.Round(probabilities[id], 4));
        }
    }

    private WhisperParameters Parameters(WorkOrder order, int threads, nint language, nint prompt)
    {
        var (decoding, beam) = (order.Decoding, order.Decoding.BeamSize ?? DefaultBeam);
        var parameters = new WhisperParameters(WhisperNative.FullDefaults(beam > 1 ? Beam : Greedy));
        parameters.Set(nameof(P.Threads), threads);
        parameters.Set(nameof(P.Translate), order.Translate && _multilingual);

        // The library would go on with what it wrote for the piece before; what may be shown to it is in the prompt.
        parameters.Set(nameof(P.NoContext), true);
        parameters.Set(nameof(P.TokenTimestamps), true);
        foreach (var print in (string[])[nameof(P.PrintSpecial), nameof(P.PrintProgress), nameof(P.PrintRealtime), nameof(P.PrintTimestamps)]) parameters.Set(print, false);
        parameters.SetPointer(nameof(P.InitialPrompt), prompt);
        parameters.SetPointer(nameof(P.Language), language);
        parameters.Set(nameof(P.DetectLanguage), false);
        parameters.Set(nameof(P.SuppressNonSpeech), decoding.SuppressNonSpeech);
        parameters.Set(nameof(P.Temperature), decoding.Temperature);
        parameters.Set(nameof(P.TemperatureIncrement), decoding.TemperatureIncrement);
        parameters.Set(nameof(P.LengthPenalty), decoding.LengthPenalty);
        parameters.Set(nameof(P.EntropyThreshold), decoding.CompressionRatioThreshold);
        parameters.Set(nameof(P.LogProbabilityThreshold), decoding.LogProbabilityThreshold);
        parameters.Set(nameof(P.NoSpeechThreshold), decoding.NoSpeechThreshold);
        parameters.Set(nameof(P.BestOf), decoding.BestOf);
        parameters.Set(nameof(P.BeamSize), beam > 1 ? beam : (int?)null);
        parameters.Set(nameof(P.Patience), decoding.Patience);
        parameters.SetPointer(nameof(P.Progress), (nint)(delegate* unmanaged[Cdecl]<nint, nint, int, nint, void>)&OnProgress);
        parameters.SetPointer(nameof(P.EncoderBegin), (nint)(delegate* unmanaged[Cdecl]<nint, nint, nint, byte>)&OnEncoderBegin);
        parameters.SetPointer(nameof(P.Abort), (nint)(delegate* unmanaged[Cdecl]<nint, byte>)&OnAbort);
        return parameters;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnProgress(nint context, nint state, int percent, nint data) => _control?.Report(percent / 100.0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnEncoderBegin(nint context, nint state, nint data) => _control?.Cancelled == true ? (byte)0 : (byte)1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnAbort(nint data) => _control?.Cancelled == true ? (byte)1 : (byte)0;
}
