using System.Globalization;

namespace Platform.Testing.Audio;

/// <summary>What a test stream sounds like.</summary>
public enum AudioVariant
{
    /// <summary>Healthy: two voices over pink noise, stereo, about -20 LUFS, no pause of two seconds.</summary>
    Programme,

    /// <summary>The programme with 4 s of digital silence in each 10 s, at seconds 6 to 10.</summary>
    Gaps,

    /// <summary>Digital silence.</summary>
    Silence,

    /// <summary>The programme far into the limits: well over 1 % of the samples are clipped.</summary>
    Clipped,

    /// <summary>The programme on the left channel, nothing on the right.</summary>
    DeadRight,

    /// <summary>The right channel is the left upside down.</summary>
    AntiPhase,

    /// <summary>The programme on one channel at 22.05 kHz.</summary>
    Mono,

    /// <summary>The same three seconds of the programme over and over: a stuck encoder or playout.</summary>
    Looping,
}

public enum AudioEncoding
{
    Mp3,
    Aac,
    Vorbis,
    Opus,

    /// <summary>FLAC in Ogg.</summary>
    Flac,
    Wav,
}

/// <summary>
/// Audio files for tests, made by espeak-ng and ffmpeg when first asked for and kept in the temporary folder. Every file is
/// <see cref="Seconds"/> long and can be looped.
/// </summary>
public static class TestAudio
{
    public const int Seconds = 30;

    // Change this when a recipe changes: it names the cache.
    private const string Recipe = "v1";
    private const string Speech =
        "Good morning, this is the news from the platform test service. Today the weather will be mostly cloudy with occasional showers in the north. "
        + "Traffic on the ring road is slow after an accident near the bridge. In sport, the home team won the match by two goals to one. "
        + "Listeners are reminded that the annual book fair opens on Saturday at ten o'clock. We now continue with the programme, and thank you for listening.";

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), $"platform-test-audio-{Recipe}-{Environment.UserName}");
    private static readonly SemaphoreSlim Gate = new(1);

    public static string ContentType(AudioEncoding encoding) => encoding switch
    {
        AudioEncoding.Mp3 => "audio/mpeg",
        AudioEncoding.Aac => "audio/aac",
        AudioEncoding.Wav => "audio/wav",
        _ => "application/ogg",
    };

    /// <summary>Path of the file; it is made when it is not there.</summary>
    public static async Task<string> FileAsync(AudioVariant variant, AudioEncoding encoding = AudioEncoding.Mp3)
    {
        var path = Path.Combine(Folder, $"{variant}.{Extension(encoding)}".ToLowerInvariant());
        if (File.Exists(path)) return path;
        await Gate.WaitAsync();
        try
        {
            Directory.CreateDirectory(Folder);
            if (!File.Exists(path)) await MakeAsync(path, variant, encoding);
            return path;
        }
        finally
        {
            Gate.Release();
        }
    }

    public static async Task<byte[]> BytesAsync(AudioVariant variant, AudioEncoding encoding = AudioEncoding.Mp3) =>
        await File.ReadAllBytesAsync(await FileAsync(variant, encoding));

    private static async Task MakeAsync(string path, AudioVariant variant, AudioEncoding encoding)
    {
        var programme = Path.Combine(Folder, "programme.wav");
        if (!File.Exists(programme)) await MakeProgrammeAsync(programme);
        if (path == programme) return;
        await EncodeAsync(path, ["-i", programme, .. Filter(variant), .. Codec(encoding)]);
    }

    private static async Task MakeProgrammeAsync(string path)
    {
        var (first, second) = (path + ".a.wav", path + ".b.wav");
        await TestProgram.RunAsync("espeak-ng", "-v", "en", "-s", "150", "-w", first, Speech);
        await TestProgram.RunAsync("espeak-ng", "-v", "en+f3", "-s", "165", "-w", second, Speech);
        const string Mix =
            "[0]aresample=44100,pan=stereo|c0=0.9*c0|c1=0.5*c0[a];[1]aresample=44100,pan=stereo|c0=0.4*c0|c1=0.8*c0[b];"
            + "[2]pan=stereo|c0=c0|c1=0.7*c0[c];[a][b][c]amix=3:normalize=0,alimiter=limit=0.8:level=0[o]";
        await EncodeAsync(path,
            "-stream_loop", "-1", "-i", first, "-stream_loop", "-1", "-i", second, "-f", "lavfi", "-i", "anoisesrc=c=pink:a=0.08:r=44100:seed=7",
            "-filter_complex", Mix, "-map", "[o]", "-c:a", "pcm_s16le", "-bitexact");
    }

    // Several test processes may make the same file at once: each makes its own and the last one in place stays.
    private static async Task EncodeAsync(string path, params IEnumerable<string> arguments)
    {
        var unfinished = Path.Combine(Folder, $"{Guid.NewGuid():N}{Path.GetExtension(path)}");
        var length = Seconds.ToString(CultureInfo.InvariantCulture);
        await TestProgram.RunAsync("ffmpeg", ["-hide_banner", "-v", "error", "-nostdin", "-y", .. arguments, "-t", length, unfinished]);
        File.Move(unfinished, path, overwrite: true);
    }

    private static string[] Filter(AudioVariant variant) => variant switch
    {
        AudioVariant.Gaps => ["-af", "volume='if(lt(mod(t,10),6),1,0)':eval=frame"],
        AudioVariant.Silence => ["-af", "volume=0"],
        AudioVariant.Clipped => ["-af", "volume=24dB"],
        AudioVariant.DeadRight => ["-af", "pan=stereo|c0=c0|c1=0*c0"],
        AudioVariant.AntiPhase => ["-af", "pan=stereo|c0=c0|c1=-1*c0"],
        AudioVariant.Mono => ["-ac", "1", "-ar", "22050"],
        AudioVariant.Looping => ["-af", "atrim=0:3,aloop=loop=-1:size=132300"],
        _ => [],
    };

    private static string[] Codec(AudioEncoding encoding) => encoding switch
    {
        AudioEncoding.Mp3 => ["-c:a", "libmp3lame", "-b:a", "128k", "-write_xing", "0", "-id3v2_version", "0"],
        AudioEncoding.Aac => ["-c:a", "aac", "-b:a", "96k", "-f", "adts"],
        AudioEncoding.Vorbis => ["-c:a", "libvorbis", "-q:a", "4", "-f", "ogg"],
        AudioEncoding.Opus => ["-ar", "48000", "-c:a", "libopus", "-b:a", "96k", "-f", "ogg"],
        AudioEncoding.Flac => ["-c:a", "flac", "-f", "ogg"],
        _ => ["-c:a", "pcm_s16le"],
    };

    private static string Extension(AudioEncoding encoding) => encoding switch
    {
        AudioEncoding.Vorbis => "ogg",
        AudioEncoding.Opus => "opus",
        AudioEncoding.Flac => "oga",
        _ => encoding.ToString(),
    };
}
