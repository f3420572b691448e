using System.Text;

namespace Platform.Media.Tools;

/// <summary>Keeps the end of a stream, however much comes.</summary>
internal sealed class TailBuffer(int limit)
{
    private readonly byte[] _ring = new byte[limit];
    private long _written;

    public async Task FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        var block = new byte[4 << 10];
        int read;
        while ((read = await stream.ReadAsync(block, cancellationToken)) > 0)
        {
            foreach (var b in block.AsSpan(0, read)) _ring[_written++ % limit] = b;
        }
    }

    /// <summary>The kept text; a line cut at the front is left out.</summary>
    public string Text()
    {
        var count = (int)Math.Min(_written, limit);
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = _ring[(_written - count + i) % limit];
        var text = Encoding.UTF8.GetString(bytes);
        var firstLine = text.IndexOf('\n', StringComparison.Ordinal);
        if (_written > limit && firstLine >= 0) text = text[(firstLine + 1)..];
        return text.Trim();
    }
}
