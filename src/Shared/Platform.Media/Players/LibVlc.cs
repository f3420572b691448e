using System.Runtime.InteropServices;

namespace Platform.Media.Players;

/// <summary>The part of libVLC 3 that a player without a window needs. Called in a worker process only, but for <see cref="Version"/>.</summary>
internal static unsafe partial class LibVlc
{
    public const string Library = "libvlc.so.5";
    public const string InstallHint = "install it with: apt-get install libvlc5 vlc-plugin-base libvlc-bin";

    public const int MediaPlayerBuffering = 259, MediaPlayerEndReached = 265, MediaPlayerEncounteredError = 266;

    public const int LogError = 4;

    /// <summary>The installed version; null when there is none, or it is not version 3, whose structures are known here.</summary>
    public static string? Version()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad(Library, out var library)) return null;
        try
        {
            if (!NativeLibrary.TryGetExport(library, "libvlc_get_version", out var get)) return null;
            var version = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)get)());
            return version?.StartsWith("3.", StringComparison.Ordinal) == true ? version : null;
        }
        finally
        {
            NativeLibrary.Free(library);
        }
    }

    [LibraryImport(Library, EntryPoint = "libvlc_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint New(int count, byte** arguments);

    [LibraryImport(Library, EntryPoint = "libvlc_log_set")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void SetLog(nint instance, delegate* unmanaged[Cdecl]<void*, int, void*, byte*, void*, void> callback, void* data);

    [LibraryImport(Library, EntryPoint = "libvlc_media_new_callbacks")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint NewMedia(
        nint instance, void* open, delegate* unmanaged[Cdecl]<void*, byte*, nuint, nint> read, void* seek, void* close, void* data);

    [LibraryImport(Library, EntryPoint = "libvlc_media_add_option", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void AddOption(nint media, string option);

    [LibraryImport(Library, EntryPoint = "libvlc_media_get_stats")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetStats(nint media, out Stats stats);

    [LibraryImport(Library, EntryPoint = "libvlc_media_player_new_from_media")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint NewPlayer(nint media);

    [LibraryImport(Library, EntryPoint = "libvlc_media_player_event_manager")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint EventManager(nint player);

    [LibraryImport(Library, EntryPoint = "libvlc_event_attach")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Attach(nint manager, int type, delegate* unmanaged[Cdecl]<Event*, void*, void> callback, void* data);

    [LibraryImport(Library, EntryPoint = "libvlc_audio_set_callbacks")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void SetAudioCallbacks(
        nint player, delegate* unmanaged[Cdecl]<void*, void*, uint, long, void> play, void* pause, void* resume, void* flush, void* drain, void* data);

    [LibraryImport(Library, EntryPoint = "libvlc_audio_set_format", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void SetAudioFormat(nint player, string format, uint rate, uint channels);

    [LibraryImport(Library, EntryPoint = "libvlc_media_player_play")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Play(nint player);

    [LibraryImport(Library, EntryPoint = "libvlc_clock")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial long Clock();

    /// <summary>libvlc_media_stats_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Stats
    {
        public int ReadBytes;
        public float InputBitrate;
        public int DemuxReadBytes;
        public float DemuxBitrate;
        public int DemuxCorrupted, DemuxDiscontinuity, DecodedVideo, DecodedAudio, DisplayedPictures, LostPictures, PlayedAudioBuffers, LostAudioBuffers, SentPackets, SentBytes;
        public float SendBitrate;
    }

    /// <summary>libvlc_event_t with what buffering says.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Event
    {
        public int Type;
        public nint Source;
        public float Buffered;
    }
}
