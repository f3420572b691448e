namespace Platform.Host.Api.Idempotency;

/// <summary>
/// Holds an answer back until it is stored. One that is larger than what is kept flows through; a repetition then gets
/// its status and headers without the body.
/// </summary>
internal sealed class RecordingStream(Stream target) : Stream
{
    public const int MaxBytes = 256 * 1024;

    private static readonly string[] KeptHeaders = ["Content-Type", "Location", "ETag"];

    private readonly MemoryStream _held = new();
    private bool _flows;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // What its endpoint marked as not to be stored (a new API key) is not stored here either.
    public StoredAnswer Answer(HttpResponse response) => new(
        response.StatusCode,
        KeptHeaders.Where(response.Headers.ContainsKey).ToDictionary(name => name, name => response.Headers[name].ToString()),
        _flows || response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.OrdinalIgnoreCase) ? [] : _held.ToArray());

    /// <summary>Sends what was held back.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        if (!_flows && _held.Length > 0) await target.WriteAsync(_held.GetBuffer().AsMemory(0, (int)_held.Length), cancellationToken);
        await target.FlushAsync(cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_flows && _held.Length + buffer.Length > MaxBytes)
        {
            await SendAsync(cancellationToken);
            _flows = true;
        }

        if (_flows) await target.WriteAsync(buffer, cancellationToken);
        else _held.Write(buffer.Span);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => _flows ? target.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
