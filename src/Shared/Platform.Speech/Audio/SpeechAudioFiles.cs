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
        return new SpeechAudio((from, cancel) => DecodeAsync(path, track, from, cancel), duration);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<float>> DecodeAsync(string path, int track, TimeSpan from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19));
        var decoding = RunAsync(path, track, from, pipe.Writer, stop.Token);
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

    private async Task<Error?> RunAsync(string path, int track, TimeSpan from, PipeWriter writer, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-nostats", "-nostdin", "-protocol_whitelist", "file,pipe",
            .. from > TimeSpan.Zero ? new[] { "-ss", from.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture) } : [],
            "-i", $"file:{path}", "-map", string.Create(CultureInfo.InvariantCulture, $"0:a:{track}"), "-vn", "-sn", "-dn",
            "-ac", "1", "-ar", "16000", "-c:a", "pcm_f32le", "-f", "f32le", "pipe:1",
        ];
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
