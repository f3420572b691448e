using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Media;
using Platform.Media.Tools;

namespace Platform.Speech;

/// <summary>Opens files of any kind that ffmpeg reads as <see cref="SpeechAudio"/>. Decoding goes on while the engine listens, in constant memory.</summary>
public sealed class SpeechAudioFiles(ExternalTool tool, IOptions<MediaOptions> options)
{
    // A day of audio decodes in minutes, but it waits for the engine.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);
    private const int BlockBytes = 64 << 10;

    /// <summary>A local file. Nothing is opened before it is read.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="duration">Its length, where known; for progress.</param>
    /// <param name="track">Which audio track, from 0.</param>
    public SpeechAudio Open(string path, TimeSpan? duration = null, int track = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SpeechAudio((from, cancel) => DecodeAsync(Arguments(path, track, from), cancel), duration);
    }

    /// <summary>The samples an ffmpeg of one's own arguments writes to its standard output as 32-bit floats, in blocks that are valid until the next is asked for.</summary>
    /// <exception cref="SpeechException">It failed.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<float>> DecodeAsync(IReadOnlyList<string> arguments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19));
        var decoding = RunAsync(arguments, pipe.Writer, stop.Token);
        var (block, samples) = (new byte[BlockBytes], new float[BlockBytes / sizeof(float)]);
        try
        {
            var bytes = pipe.Reader.AsStream();
            int have;
            while ((have = await bytes.ReadAtLeastAsync(block, BlockBytes, throwOnEndOfStream: false, cancellationToken)) >= sizeof(float))
            {
                var count = have / sizeof(float);
                MemoryMarshal.Cast<byte, float>(block.AsSpan(0, count * sizeof(float))).CopyTo(samples);
                yield return samples.AsMemory(0, count);
            }

            if (await decoding is { } error) throw new SpeechException(error);
        }
        finally
        {
            await stop.CancelAsync();
            await pipe.Reader.CompleteAsync();
            await ((Task)decoding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string[] Arguments(string path, int track, TimeSpan from) =>
    [
        "-hide_banner", "-loglevel", "error", "-nostats", "-nostdin", "-protocol_whitelist", "file,pipe",
        .. from > TimeSpan.Zero ? new[] { "-ss", from.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture) } : [],
        "-i", $"file:{path}", "-map", string.Create(CultureInfo.InvariantCulture, $"0:a:{track}"), "-vn", "-sn", "-dn",
        "-ac", "1", "-ar", "16000", "-c:a", "pcm_f32le", "-f", "f32le", "pipe:1",
    ];

    private async Task<Error?> RunAsync(IReadOnlyList<string> arguments, PipeWriter writer, CancellationToken cancellationToken)
    {
        var request = new ToolRequest(options.Value.FfmpegPath, arguments)
        {
            Timeout = Patience,
            InstallHint = "install it with: apt install ffmpeg",
            ReadOutput = async (output, cancel) =>
            {
                await output.CopyToAsync(writer, cancel);
                return true;
            },
        };
        try
        {
            var result = await tool.RunAsync(request, cancellationToken);
            return result.ToError() is { } error ? error with { Code = "speech.audio_unreadable", Message = $"The audio cannot be read: {error.Message}" } : null;
        }
        finally
        {
            await writer.CompleteAsync();
        }
    }
}
