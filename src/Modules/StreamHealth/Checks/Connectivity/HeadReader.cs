namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>Reads a response head within limits of size and count; the caller limits the time.</summary>
internal static class HeadReader
{
    public const int MaxBytes = 32 * 1024;
    public const int MaxLines = 200;

    public enum Outcome
    {
        Read,

        /// <summary>Closed before the first byte.</summary>
        Closed,

        /// <summary>Closed in the middle.</summary>
        Truncated,

        TooLarge,
    }

    /// <summary>The bytes up to and without the empty line.</summary>
    public static async Task<(Outcome Outcome, ReadOnlyMemory<byte> Head)> ReadAsync(InputBuffer source, CancellationToken cancellationToken)
    {
        var head = new byte[MaxBytes];
        var length = 0;
        var lines = 0;
        var lineStart = 0;
        for (var total = 0; total < MaxBytes; total++)
        {
            var next = await source.ReadByteAsync(cancellationToken);
            if (next < 0) return (length == 0 ? Outcome.Closed : Outcome.Truncated, head.AsMemory(0, length));
            if (next != '\n')
            {
                head[length++] = (byte)next;
                continue;
            }

            if (length > 0 && head[length - 1] == '\r') length--;
            if (length == lineStart && lines > 0) return (Outcome.Read, head.AsMemory(0, length));
            if (length == 0) continue;
            if (++lines > MaxLines) break;
            head[length++] = (byte)'\n';
            lineStart = length;
        }

        return (Outcome.TooLarge, head.AsMemory(0, length));
    }
}
