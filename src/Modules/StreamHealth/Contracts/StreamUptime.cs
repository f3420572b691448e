namespace Platform.StreamHealth.Contracts;

/// <summary>
/// How much of the watched time a stream was not down, percent, maintenance left out; null where nothing was watched. The
/// last 24 hours and 7 days go by the hour, 30 and 90 days by the day (UTC), the present one included.
/// </summary>
public sealed record StreamUptime(Guid StreamId, string Name, double? Hours24, double? Days7, double? Days30, double? Days90);

/// <summary>A title, and when a check first found it playing.</summary>
public sealed record TitleView(DateTimeOffset At, string Title);
