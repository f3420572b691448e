namespace Platform.StreamHealth.Listening;

/// <summary>Audio for a browser, with all that must be let go when the listener leaves.</summary>
/// <param name="Body">Frames as they come.</param>
/// <param name="MediaType">What to tell the browser; null when it must find out.</param>
/// <param name="Release">Ends the connections behind it.</param>
internal sealed record OpenStream(Stream Body, string? MediaType, Func<ValueTask> Release) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Release();
}
