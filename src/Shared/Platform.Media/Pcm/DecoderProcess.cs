using Platform.Media.Tools;

namespace Platform.Media.Pcm;

/// <summary>One run of a decoding program: encoded bytes into its standard input, float samples behind a WAV header out of its standard output.</summary>
internal sealed class DecoderProcess(ExternalTool tool)
{
    /// <param name="program">The program's arguments and environment; where its bytes come from and go to is filled in.</param>
    /// <param name="encoded">Read, not disposed.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="sink">Takes the samples.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task<PcmResult> RunAsync(ToolRequest program, Stream encoded, PcmRequest request, IPcmSink sink, CancellationToken cancellationToken)
    {
        var input = new EncodedPump(encoded);
        var output = new PcmReader(sink, request.Duration);
        var run = await tool.RunAsync(program with { MayStartOthers = false, WriteInput = input.CopyToAsync, ReadOutput = output.ReadAsync }, cancellationToken);
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
