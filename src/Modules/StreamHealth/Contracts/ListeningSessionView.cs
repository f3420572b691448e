namespace Platform.StreamHealth.Contracts;

/// <summary>One time that somebody listened to a stream through the platform.</summary>
/// <param name="Id">Of the session.</param>
/// <param name="Address">Of the listener, without its end unless the settings keep it.</param>
/// <param name="StreamUrl">Address of the stream at that time.</param>
/// <param name="UserAgent">As the browser names itself.</param>
/// <param name="StartedAt">When the audio began.</param>
/// <param name="EndedAt">When the listener, or the stream, left.</param>
/// <param name="Seconds">How long that was.</param>
public sealed record ListeningSessionView(Guid Id, string Address, string StreamUrl, string? UserAgent, DateTimeOffset StartedAt, DateTimeOffset EndedAt, double Seconds);
