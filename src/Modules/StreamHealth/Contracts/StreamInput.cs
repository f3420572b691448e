namespace Platform.StreamHealth.Contracts;

/// <summary>A stream as somebody defines it, in the console or through the API.</summary>
public sealed record StreamInput
{
    /// <summary>http or https address a listener would play.</summary>
    public string Url { get; init; } = "";

    /// <summary>Name in lists; null takes the URL's host and path.</summary>
    public string? Name { get; init; }

    /// <summary>Words to group and filter by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>False keeps the definition but pauses the checks.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>When to check: <c>every 60s</c>, <c>cron 0 */5 * * * ? @ Europe/Berlin</c>, <c>rrule ...</c>; null takes the default.</summary>
    public string? Schedule { get; init; }

    /// <summary>How deep to check: 1 connects and reads headers and title, 3 also listens. Null takes the default.</summary>
    public int? Phase { get; init; }

    /// <summary>How many seconds of audio a phase 3 check listens to, 1 to 300; null takes the default.</summary>
    public int? SampleSeconds { get; init; }

    /// <summary>What the audio must be like.</summary>
    public StreamThresholds Thresholds { get; init; } = new();

    /// <summary>On update: the version that was read. A stream changed since is refused with <c>stream.changed</c>. Null updates whatever is there.</summary>
    public int? Version { get; init; }
}
