using System.Globalization;
using Microsoft.Extensions.Options;
using Platform.Data;
using Platform.Kernel.Results;
using Platform.Media;
using Platform.Media.Tools;
using Platform.StreamHealth.Checks.Formats;

namespace Platform.StreamHealth.Reference;

/// <summary>
/// Makes the loops, each once per installation: speech by espeak-ng (or a voice-like sound without it), encoded by ffmpeg,
/// kept under the data folder.
/// </summary>
internal sealed class ReferenceEncoder(ExternalTool tool, IOptions<MediaOptions> media, IOptions<StorageOptions> storage) : IDisposable
{
    // Part of the file names: a new recipe makes new files.
    private const string Recipe = "v2";
    private const string Script =
        "This is the reference stream of the platform. You should hear a clear voice without any interruption. "
        + "The level is steady, nothing is clipped, and both channels are alive. When a check of this stream is healthy, the whole chain works: "
        + "the connection, the decoder, and the meters. The other reference streams each have one fault, so that you can see how it is reported. "
        + "You can keep them running next to your own streams, or delete them at any time. Thank you for listening.";

    // Harmonics of a low voice in syllables of a quarter of a second: enough for meters, where no speech program is installed.
    private const string VoiceLike =
        "aevalsrc='(0.30*sin(2*PI*140*t)+0.22*sin(2*PI*280*t)+0.16*sin(2*PI*560*t)+0.10*sin(2*PI*1120*t))*(0.55+0.45*sin(2*PI*4*t))*(0.8+0.2*sin(2*PI*0.3*t))':s=48000";

    private static readonly string EncodedSeconds = ((2 * ReferenceFormat.LoopSeconds) + 1).ToString(CultureInfo.InvariantCulture);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>The loop of a programme: whole frames, <see cref="ReferenceFormat.LoopBytes"/> long.</summary>
    public async Task<Result<byte[]>> LoopAsync(ReferenceProgramme programme, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var folder = Path.Combine(storage.Value.FullPath(), "reference");
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, $"{programme.Name}-{Recipe}.mp3");
            if (File.Exists(file) && await File.ReadAllBytesAsync(file, cancellationToken) is { Length: ReferenceFormat.LoopBytes } kept) return kept;

            var speech = await SpeechAsync(folder, cancellationToken);
            if (!speech.Ok) return speech.Error;
            var encoded = await EncodeAsync(speech.Value, programme.Filter, cancellationToken);
            if (encoded.Ok) await KeepAsync(file, encoded.Value, cancellationToken);
            return encoded;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Error.Unavailable("reference.storage", $"The example streams cannot be kept in the data folder: {e.Message}");
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    // 30 s of stereo speech over a little noise, loud enough (-38 dBFS) that no pause between sentences counts as silence: the
    // silence that is reported is the silence that was made.
    private async Task<Result<string>> SpeechAsync(string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, $"speech-{Recipe}.wav");
        if (File.Exists(file)) return file;
        var voice = Path.Combine(folder, $"voice-{Guid.NewGuid():N}.wav");
        var unfinished = Path.Combine(folder, $"speech-{Guid.NewGuid():N}.wav");
        try
        {
            var spoken = await tool.RunAsync(new ToolRequest("espeak-ng", ["-v", "en", "-s", "150", "-w", voice, Script]) { Timeout = Limit }, cancellationToken);
            string[] source = spoken.Exit == ToolExit.Ok ? ["-stream_loop", "-1", "-i", voice] : ["-f", "lavfi", "-i", VoiceLike];
            var seconds = ReferenceFormat.LoopSeconds.ToString(CultureInfo.InvariantCulture);
            const string mix = "[0]aresample=48000,pan=stereo|c0=0.9*c0|c1=0.8*c0[v];[1]pan=stereo|c0=c0|c1=0.6*c0[n];[v][n]amix=2:normalize=0,alimiter=limit=0.7:level=0[o]";
            var made = await FfmpegAsync(
                [.. source, "-f", "lavfi", "-i", "anoisesrc=c=pink:a=0.08:r=48000:seed=3", "-filter_complex", mix, "-map", "[o]", "-t", seconds, "-c:a", "pcm_s16le", unfinished],
                cancellationToken);
            if (!made.Ok) return made.Error;
            File.Move(unfinished, file, overwrite: true);
            return file;
        }
        finally
        {
            File.Delete(voice);
            File.Delete(unfinished);
        }
    }

    // The loop is encoded twice in a row and the second one is cut out: its first frame then follows on its last. One more
    // second lets the encoder look ahead beyond the cut; without the bit reservoir no frame needs bytes of the one before.
    private async Task<Result<byte[]>> EncodeAsync(string speech, string? filter, CancellationToken cancellationToken)
    {
        string[] filters = filter is null ? [] : ["-af", filter];
        var made = await FfmpegAsync(
            [
                "-stream_loop", "2", "-i", speech, .. filters, "-t", EncodedSeconds, "-c:a", "libmp3lame", "-b:a", "128k", "-reservoir", "0",
                "-write_xing", "0", "-id3v2_version", "0", "-map_metadata", "-1", "-f", "mp3", "pipe:1",
            ],
            cancellationToken);
        if (!made.Ok) return made.Error;
        var bytes = made.Value;
        if (bytes.Length < 2 * ReferenceFormat.LoopBytes) return Error.Unavailable("reference.encoding", "The encoder delivered too little for an example stream.");
        var loop = bytes.Slice(ReferenceFormat.LoopBytes, ReferenceFormat.LoopBytes).ToArray();
        for (var at = 0; at < loop.Length; at += ReferenceFormat.FrameBytes)
        {
            if (!MpegFrame.TryParse(loop.AsSpan(at), out var frame) || frame.Length != ReferenceFormat.FrameBytes)
                return Error.Unavailable("reference.encoding", "The encoder delivered frames of an unexpected length.");
        }

        return loop;
    }

    private async Task<Result<ReadOnlyMemory<byte>>> FfmpegAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var request = new ToolRequest(media.Value.FfmpegPath, ["-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-protocol_whitelist", "file,pipe", .. arguments])
        {
            Timeout = Limit,
            MaxOutputBytes = 4 * ReferenceFormat.LoopBytes,
            InstallHint = "apt-get install ffmpeg",
        };
        var run = await tool.RunAsync(request, cancellationToken);
        return run.ToError() is { } error ? error : run.Output;
    }

    private static async Task KeepAsync(string file, byte[] loop, CancellationToken cancellationToken)
    {
        var unfinished = $"{file}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(unfinished, loop, cancellationToken);
        File.Move(unfinished, file, overwrite: true);
    }
}
