using System.Runtime.InteropServices;

namespace Platform.Speech.Whisper;

/// <summary>The part of whisper.cpp's C interface (1.7.6 to 1.9) that is used. Called in an engine host only; <see cref="Load"/> first.</summary>
internal static unsafe partial class WhisperNative
{
    private const string Library = "whisper";
    private static nint _library;

    /// <summary>Loads the library and, before it, what it needs.</summary>
    /// <param name="library">Full path, or a name for the system to find.</param>
    /// <param name="before">Full paths.</param>
    /// <exception cref="DllNotFoundException">One cannot be loaded.</exception>
    public static void Load(string library, IEnumerable<string> before)
    {
        foreach (var file in before) NativeLibrary.Load(file);
        _library = NativeLibrary.Load(library);
        NativeLibrary.SetDllImportResolver(typeof(WhisperNative).Assembly, (name, _, _) => name == Library ? _library : 0);
        if (Path.GetDirectoryName(library) is { Length: > 0 } folder && NativeLibrary.TryGetExport(_library, "ggml_backend_load_all_from_path", out var loadAll))
        {
            // Builds with the processor's or graphics card's code in files of their own know none before this.
            var path = Marshal.StringToCoTaskMemUTF8(folder);
            ((delegate* unmanaged[Cdecl]<nint, void>)loadAll)(path);
        }
    }

    /// <summary>Null where the library is too old to say.</summary>
    public static string? Version() => NativeLibrary.TryGetExport(_library, "whisper_version", out var version)
        ? Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)version)()) : null;

    /// <summary>Whether the library detects voice.</summary>
    public static bool HasVoiceActivity => NativeLibrary.TryGetExport(_library, "whisper_vad_detect_speech", out _);

    [LibraryImport(Library, EntryPoint = "whisper_print_system_info")]
    public static partial nint SystemInfo();

    [LibraryImport(Library, EntryPoint = "whisper_log_set")]
    public static partial void SetLog(delegate* unmanaged[Cdecl]<int, nint, nint, void> callback, nint data);

    [LibraryImport(Library, EntryPoint = "whisper_context_default_params")]
    public static partial WhisperBlob ContextDefaults();

    [LibraryImport(Library, EntryPoint = "whisper_init_from_file_with_params", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Open(string path, WhisperBlob parameters);

    [LibraryImport(Library, EntryPoint = "whisper_is_multilingual")]
    public static partial int IsMultilingual(nint context);

    [LibraryImport(Library, EntryPoint = "whisper_model_type_readable")]
    public static partial nint ModelType(nint context);

    [LibraryImport(Library, EntryPoint = "whisper_full_default_params")]
    public static partial WhisperBlob FullDefaults(int strategy);

    [LibraryImport(Library, EntryPoint = "whisper_pcm_to_mel")]
    public static partial int ToMel(nint context, float* samples, int count, int threads);

    [LibraryImport(Library, EntryPoint = "whisper_lang_auto_detect")]
    public static partial int DetectLanguage(nint context, int offsetMs, int threads, float* probabilities);

    [LibraryImport(Library, EntryPoint = "whisper_lang_max_id")]
    public static partial int MaxLanguage();

    [LibraryImport(Library, EntryPoint = "whisper_lang_id", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LanguageId(string language);

    [LibraryImport(Library, EntryPoint = "whisper_lang_str")]
    public static partial nint LanguageName(int id);

    [LibraryImport(Library, EntryPoint = "whisper_full")]
    public static partial int Full(nint context, WhisperBlob parameters, float* samples, int count);

    [LibraryImport(Library, EntryPoint = "whisper_full_n_segments")]
    public static partial int Segments(nint context);

    [LibraryImport(Library, EntryPoint = "whisper_full_get_segment_t0")]
    public static partial long SegmentStart(nint context, int segment);

    [LibraryImport(Library, EntryPoint = "whisper_full_get_segment_t1")]
    public static partial long SegmentEnd(nint context, int segment);

    [LibraryImport(Library, EntryPoint = "whisper_full_get_segment_text")]
    public static partial nint SegmentText(nint context, int segment);

    [LibraryImport(Library, EntryPoint = "whisper_full_get_segment_no_speech_prob")]
    public static partial float NoSpeech(nint context, int segment);

    [LibraryImport(Library, EntryPoint = "whisper_full_n_tokens")]
    public static partial int Tokens(nint context, int segment);

    [LibraryImport(Library, EntryPoint = "whisper_full_get_token_text")]
    public static partial nint TokenText(nint context, int segment, int token);

    [LibraryImport(Library, EntryPoint = "whisper_full_get_token_data")]
    public static partial WhisperToken Token(nint context, int segment, int token);

    [LibraryImport(Library, EntryPoint = "whisper_token_eot")]
    public static partial int EndOfText(nint context);

    [LibraryImport(Library, EntryPoint = "whisper_vad_default_context_params")]
    public static partial WhisperVoiceContext VoiceDefaults();

    [LibraryImport(Library, EntryPoint = "whisper_vad_init_from_file_with_params", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint OpenVoice(string path, WhisperVoiceContext parameters);

    [LibraryImport(Library, EntryPoint = "whisper_vad_detect_speech")]
    public static partial byte DetectSpeech(nint context, float* samples, int count);

    [LibraryImport(Library, EntryPoint = "whisper_vad_n_probs")]
    public static partial int VoiceCount(nint context);

    [LibraryImport(Library, EntryPoint = "whisper_vad_probs")]
    public static partial float* VoiceProbabilities(nint context);
}
