namespace Platform.Testing;

/// <summary>The machine's clock, moved so that it is half past twelve (UTC) when it is made: no test meets the end of an hour or of a day.</summary>
public sealed class NoonTimeProvider : TimeProvider
{
    private readonly TimeSpan _moved;

    public NoonTimeProvider()
    {
        var now = System.GetUtcNow();
        _moved = new DateTimeOffset(now.Date, TimeSpan.Zero).AddHours(12.5) - now;
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _moved;
}
