using Microsoft.Extensions.Options;
using Platform.Media.Health;
using Platform.Media.Tools;

namespace Platform.Media.Pcm;

/// <summary>Decodes with one ffmpeg process per call, fed through its standard input.</summary>
public sealed class FfmpegPcmSource(ExternalTool tool, IOptions<MediaOptions> options) : IPcmSource
{
    private readonly FfmpegStart _start = new(tool);

    /// <inheritdoc/>
    public async Task<PcmResult> DecodeAsync(Stream encoded, PcmRequest request, IPcmSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(sink);
        var input = new EncodedPump(encoded);
        var output = new PcmReader(sink, request.Duration);
        var program = options.Value.FfmpegPath;
        var run = await tool.RunAsync(
            new ToolRequest(program, FfmpegArguments.Decode(request))
            {
                Timeout = request.Timeout,
                Environment = options.Value.FastFfmpegStart ? await _start.EnvironmentAsync(program) : FfmpegStart.Plain,
                MayStartOthers = false,
                WriteInput = input.CopyToAsync,
                ReadOutput = output.ReadAsync,
                InstallHint = FfmpegInspection.InstallHint,
            },
            cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new PcmResult
        {
            Format = output.Format,
            Decoded = output.Decoded,
            BytesRead = input.BytesRead,
            Warnings = run.ErrorTail,
            Error = DecodeErrors.Classify(run, output, input, request),
        };
    }
}
