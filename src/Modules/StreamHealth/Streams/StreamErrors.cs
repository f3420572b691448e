using Platform.Kernel.Results;

namespace Platform.StreamHealth.Streams;

/// <summary>What can be wrong with a request about streams; the codes are stable.</summary>
internal static class StreamErrors
{
    public static Error NotFound(Guid id) => Error.NotFound("stream", id);

    public static Error Duplicate(MonitoredStream existing) =>
        Error.Conflict("stream.exists", $"This address is already watched as \"{existing.Name}\" ({existing.Id}).") with
        {
            Fields = Field("url", $"Already watched as \"{existing.Name}\"."),
        };

    public static Error Changed(int current) =>
        Error.Conflict("stream.changed", $"Somebody changed this stream meanwhile (it is at version {current}). Read it again and repeat the change.");

    public static Error Paused() =>
        Error.Conflict("stream.paused", "The checks of this stream are paused. Resume them, and it is checked at once.");

    public static Error NotDeleted() =>
        Error.Conflict("stream.not_deleted", "This stream is not deleted.");

    private static Dictionary<string, string[]> Field(string field, string message) => new() { [field] = [message] };
}
