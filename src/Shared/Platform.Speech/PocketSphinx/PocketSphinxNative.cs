using System.Runtime.InteropServices;

namespace Platform.Speech.PocketSphinx;

/// <summary>The part of pocketsphinx (0.8, "5prealpha" in Debian) that is needed to decode whole utterances. Called in an engine host only.</summary>
internal static unsafe partial class PocketSphinxNative
{
    public const string Library = "libpocketsphinx.so.3";
    private const string Base = "libsphinxbase.so.3";

    [LibraryImport(Base, EntryPoint = "cmd_ln_parse_r")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint ParseOptions(nint into, nint definitions, int count, nint* words, int strict);

    [LibraryImport(Base, EntryPoint = "logmath_exp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial double Exp(nint math, int logarithm);

    [LibraryImport(Library, EntryPoint = "ps_args")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Definitions();

    [LibraryImport(Library, EntryPoint = "ps_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint New(nint options);

    [LibraryImport(Library, EntryPoint = "ps_get_logmath")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Math(nint decoder);

    [LibraryImport(Library, EntryPoint = "ps_start_utt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Start(nint decoder);

    [LibraryImport(Library, EntryPoint = "ps_process_raw")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Process(nint decoder, short* samples, nuint count, int noSearch, int whole);

    [LibraryImport(Library, EntryPoint = "ps_end_utt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int End(nint decoder);

    [LibraryImport(Library, EntryPoint = "ps_seg_iter")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint FirstWord(nint decoder);

    [LibraryImport(Library, EntryPoint = "ps_seg_next")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint NextWord(nint word);

    [LibraryImport(Library, EntryPoint = "ps_seg_word")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint WordText(nint word);

    [LibraryImport(Library, EntryPoint = "ps_seg_frames")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void WordFrames(nint word, out int first, out int last);

    [LibraryImport(Library, EntryPoint = "ps_seg_prob")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int WordProbability(nint word, out int acoustic, out int language, out int backoff);
}
