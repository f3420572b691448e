namespace Platform.Console.Viewer;

/// <summary>
/// The time zone of the person at the screen. The browser tells it in a cookie, so that the first page is right already;
/// where the cookie was missing, the circuit is told a moment later and <see cref="Changed"/> is raised.
/// </summary>
public sealed class ViewerClock(TimeProvider time)
{
    /// <summary>Name of the cookie that holds the IANA name of the zone.</summary>
    public const string Cookie = "platform-zone";

    /// <summary>The viewer's zone; UTC until it is known.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>The zone became known, or is another than was thought.</summary>
    public event Action? Changed;

    /// <summary>Now, in the viewer's zone.</summary>
    public DateTimeOffset Now => ToViewer(time.GetUtcNow());

    /// <summary>The moment on the viewer's wall clock.</summary>
    public DateTimeOffset ToViewer(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>Takes an IANA zone name ("Europe/Berlin") from the browser; a name that is not known is ignored.</summary>
    public void Use(string? zoneName)
    {
        if (string.IsNullOrWhiteSpace(zoneName) || zoneName.Length > 64) return;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out var zone) || zone.Id == Zone.Id) return;
        Zone = zone;
        Changed?.Invoke();
    }
}
