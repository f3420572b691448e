namespace Platform.Testing.Audio;

public enum HlsPackaging
{
    /// <summary>AAC in MPEG-TS.</summary>
    TransportStream,

    /// <summary>AAC in fragmented MP4, with an initialisation section.</summary>
    FragmentedMp4,

    /// <summary>MPEG-TS encrypted with AES-128; the key is <c>key.bin</c>.</summary>
    Encrypted,

    /// <summary>MPEG-TS, the last four of each ten seconds silent.</summary>
    Gaps,
}

/// <summary>The healthy programme as HLS: a folder with <c>index.m3u8</c> and segments of a second, made by ffmpeg when first asked for.</summary>
public static class TestHls
{
    public const int Segments = 12;

    private const string Recipe = "v2";

    // A little less than the last segment, so that rounding leaves no crumb after it.
    private const string Length = "11.9";
    private static readonly string Root = Path.Combine(Path.GetTempPath(), $"platform-test-hls-{Recipe}-{Environment.UserName}");
    private static readonly SemaphoreSlim Gate = new(1);

    /// <summary>Path of the folder. Segments are <c>s0.ts</c> to <c>s11.ts</c>, or <c>.m4s</c> with <c>init.mp4</c>.</summary>
    public static async Task<string> FolderAsync(HlsPackaging packaging)
    {
        var folder = Path.Combine(Root, packaging.ToString().ToLowerInvariant());
        if (Directory.Exists(folder)) return folder;
        await Gate.WaitAsync();
        try
        {
            if (!Directory.Exists(folder)) await MakeAsync(folder, packaging);
            return folder;
        }
        finally
        {
            Gate.Release();
        }
    }

    // Several test processes may make the same folder at once: the first one in place stays.
    private static async Task MakeAsync(string folder, HlsPackaging packaging)
    {
        var unfinished = Path.Combine(Root, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(unfinished);
        var source = await TestAudio.FileAsync(packaging == HlsPackaging.Gaps ? AudioVariant.Gaps : AudioVariant.Programme, AudioEncoding.Wav);
        string[] kind = packaging switch
        {
            HlsPackaging.FragmentedMp4 => ["-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "init.mp4", "-hls_segment_filename", Path.Combine(unfinished, "s%d.m4s")],
            HlsPackaging.Encrypted => ["-hls_key_info_file", await KeyAsync(unfinished), "-hls_segment_filename", Path.Combine(unfinished, "s%d.ts")],
            _ => ["-hls_segment_filename", Path.Combine(unfinished, "s%d.ts")],
        };
        await TestProgram.RunAsync(
            "ffmpeg",
            ["-hide_banner", "-v", "error", "-nostdin", "-y", "-i", source, "-t", Length,
                "-c:a", "aac", "-b:a", "96k", "-f", "hls", "-hls_time", "1", "-hls_list_size", "0", "-hls_playlist_type", "vod", .. kind, Path.Combine(unfinished, "index.m3u8")]);
        try
        {
            Directory.Move(unfinished, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(unfinished, recursive: true);
        }
    }

    // ffmpeg wants a file that names the key's address, its path and, optionally, the IV.
    private static async Task<string> KeyAsync(string folder)
    {
        var key = Path.Combine(folder, "key.bin");
        await File.WriteAllBytesAsync(key, [.. Enumerable.Range(1, 16).Select(i => (byte)i)]);
        var info = Path.Combine(folder, "key.info");
        await File.WriteAllTextAsync(info, $"key.bin\n{key}\n");
        return info;
    }
}
