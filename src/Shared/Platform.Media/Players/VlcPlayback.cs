using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Platform.Media.Players;

/// <summary>
/// One playback of standard input by libVLC, in real time, into nothing. Once per process: what the native callbacks write
/// to is static. libVLC gets no address and opens no connection; it only reads bytes through a callback.
/// </summary>
internal static unsafe partial class VlcPlayback
{
    // A second, as common players have; three were stream_checker's, but those delay what is measured.
    private const double CachingSeconds = 1;
    private const int Channels = 2;
    private const int MostErrors = 5;
    private const double LateSeconds = 10;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    private static readonly Lock Gate = new();
    private static readonly List<string> Errors = [];
    private static long _firstByte;
    private static long _firstAudio;
    private static long _lastAudio;
    private static long _samples;
    private static int _stops;
    private static bool _full;
    private static volatile bool _inputEnded;
    private static volatile bool _ended;
    private static volatile bool _failed;

    /// <param name="seconds">Audio to play.</param>
    /// <param name="wait">Seconds from the first byte to the first audio, at most.</param>
    /// <param name="rate">Samples per second to ask for; the source's saves resampling.</param>
    public static PlayerMeasurement Play(double seconds, double wait, uint rate)
    {
        var instance = NewInstance("--intf=dummy", "--no-video", "--no-lua", "--no-media-library", "--no-osd", "--no-spu", "--no-xlib", "--no-interact", "--no-metadata-network-access", "--quiet");
        if (instance == 0) return new PlayerMeasurement { End = PlayerEnd.Failed, Errors = ["libVLC did not start: its plugins may be missing (apt-get install vlc-plugin-base)"] };
        LibVlc.SetLog(instance, &OnLog, null);
        var media = LibVlc.NewMedia(instance, null, &OnRead, null, null, null);
        LibVlc.AddOption(media, ":network-caching=1000");
        var player = LibVlc.NewPlayer(media);
        var events = LibVlc.EventManager(player);
        foreach (var type in (int[])[LibVlc.MediaPlayerBuffering, LibVlc.MediaPlayerEndReached, LibVlc.MediaPlayerEncounteredError])
            _ = LibVlc.Attach(events, type, &OnEvent, null);
        LibVlc.SetAudioCallbacks(player, &OnAudio, null, null, null, null, null);
        LibVlc.SetAudioFormat(player, "S16N", rate, Channels);
        _ = LibVlc.Play(player);

        var end = Watch(seconds, wait, rate);
        _ = LibVlc.GetStats(media, out var stats);
        lock (Gate)
        {
            return new PlayerMeasurement
            {
                End = end,
                FirstAudioMs = _firstAudio == 0 ? null : Stopwatch.GetElapsedTime(_firstByte, _firstAudio).TotalMilliseconds,
                PlayedSeconds = Math.Min(seconds, (double)_samples / rate),
                BufferingEvents = _stops,
                DecodedBuffers = stats.DecodedAudio,
                LostBuffers = stats.LostAudioBuffers,
                Errors = [.. Errors],
            };
        }
    }

    private static PlayerEnd Watch(double seconds, double wait, uint rate)
    {
        using var never = new ManualResetEventSlim();
        while (true)
        {
            never.Wait(Look);
            lock (Gate)
            {
                if (_failed) return _firstAudio == 0 ? PlayerEnd.Failed : PlayerEnd.Played;
                if (_ended) return _firstAudio == 0 ? PlayerEnd.Failed : PlayerEnd.Played;
                if (_firstAudio == 0 && _firstByte != 0 && Stopwatch.GetElapsedTime(_firstByte).TotalSeconds > wait) return PlayerEnd.NoAudio;
                if (_firstAudio == 0) continue;
                if (_samples >= seconds * rate && Stopwatch.GetElapsedTime(_firstAudio).TotalSeconds >= seconds) return PlayerEnd.Played;
                if (Stopwatch.GetElapsedTime(_firstAudio).TotalSeconds > seconds + LateSeconds) return PlayerEnd.Played;
                // The end of the input is not always told as one.
                if (_inputEnded && Stopwatch.GetElapsedTime(_lastAudio).TotalSeconds > 2 * CachingSeconds) return PlayerEnd.Played;
            }
        }
    }

    private static nint NewInstance(params string[] arguments)
    {
        var pointers = stackalloc byte*[arguments.Length];
        for (var i = 0; i < arguments.Length; i++) pointers[i] = (byte*)Marshal.StringToCoTaskMemUTF8(arguments[i]);
        return LibVlc.New(arguments.Length, pointers);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OnRead(void* data, byte* buffer, nuint length)
    {
        var count = ReadInput(0, buffer, length);
        lock (Gate)
        {
            if (_firstByte == 0) _firstByte = Stopwatch.GetTimestamp();
        }

        if (count <= 0) _inputEnded = true;
        return count;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnAudio(void* data, void* samples, uint count, long playAt)
    {
        // The samples come ahead of their time; what was late already is heard at once.
        var ahead = Math.Clamp(playAt - LibVlc.Clock(), 0, 5_000_000);
        var now = Stopwatch.GetTimestamp();
        lock (Gate)
        {
            if (_firstAudio == 0) _firstAudio = now + (long)(ahead * 1e-6 * Stopwatch.Frequency);
            else if (!_inputEnded && Stopwatch.GetElapsedTime(_lastAudio, now).TotalSeconds > CachingSeconds + 0.5) _stops++;
            _lastAudio = now;
            _samples += count;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnEvent(LibVlc.Event* happened, void* data)
    {
        switch (happened->Type)
        {
            case LibVlc.MediaPlayerBuffering:
                lock (Gate)
                {
                    if (_full && happened->Buffered < 100 && _firstAudio != 0) _stops++;
                    _full = happened->Buffered >= 100;
                }

                break;
            case LibVlc.MediaPlayerEndReached:
                _ended = true;
                break;
            case LibVlc.MediaPlayerEncounteredError:
                _failed = true;
                break;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLog(void* data, int level, void* context, byte* format, void* arguments)
    {
        const int length = 300;
        if (level < LibVlc.LogError) return;
        var text = stackalloc byte[length];
        _ = Format(text, length, format, arguments);
        var message = Marshal.PtrToStringUTF8((nint)text) ?? "";
        lock (Gate)
        {
            if (message.Length > 0 && Errors.Count < MostErrors && !Errors.Contains(message)) Errors.Add(message);
        }
    }

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ReadInput(int descriptor, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "vsnprintf")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Format(byte* text, nuint length, byte* format, void* arguments);
}
