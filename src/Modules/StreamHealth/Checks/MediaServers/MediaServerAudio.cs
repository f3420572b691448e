using System.IO.Pipelines;
using Platform.Media.Tools;
using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Checks.MediaServers;

/// <summary>The audio that ffmpeg copies out of an RTMP or RTSP stream, as a body like any other. Ending it ends the program and the connection.</summary>
internal sealed class MediaServerAudio : ReadOnlyStream
{
    private const int Buffered = 256 * 1024;
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: Buffered, resumeWriterThreshold: Buffered / 2));
    private readonly CancellationTokenSource _over = new();
    private readonly GuardedRelay _relay;
    private readonly Stream _reader;
    private readonly Task _running;

    public MediaServerAudio(ExternalTool tool, ToolRequest request, GuardedRelay relay)
    {
        _relay = relay;
        _reader = _pipe.Reader.AsStream();
        _running = RunAsync(tool, request with { ReadOutput = CopyAsync });
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _reader.ReadAsync(buffer, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        // Wakes a writer that waits for room.
        await _pipe.Reader.CompleteAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _relay.DisposeAsync();
        _over.Dispose();
        await base.DisposeAsync();
    }

    private async Task RunAsync(ExternalTool tool, ToolRequest request)
    {
        try
        {
            await tool.RunAsync(request, _over.Token);
        }
        finally
        {
            await _pipe.Writer.CompleteAsync();
        }
    }

    private async Task<bool> CopyAsync(Stream output, CancellationToken cancellationToken)
    {
        while (true)
        {
            var count = await output.ReadAsync(_pipe.Writer.GetMemory(16 * 1024), cancellationToken);
            if (count == 0) return true;
            _pipe.Writer.Advance(count);
            if ((await _pipe.Writer.FlushAsync(cancellationToken)).IsCompleted) return false;
        }
    }
}
