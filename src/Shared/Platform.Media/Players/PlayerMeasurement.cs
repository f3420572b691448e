namespace Platform.Media.Players;

/// <summary>How a player's run ended.</summary>
public enum PlayerEnd
{
    /// <summary>As much was played as asked, or all there was.</summary>
    Played,

    /// <summary>The player gave up: nothing in the bytes that it can play.</summary>
    Failed,

    /// <summary>Bytes came, but no audio came of them in time.</summary>
    NoAudio,
}

/// <summary>What a player did with a stream.</summary>
public sealed record PlayerMeasurement
{
    public required PlayerEnd End { get; init; }

    /// <summary>From the first byte handed to the player to the first audio, in milliseconds; null when none came.</summary>
    public double? FirstAudioMs { get; init; }

    /// <summary>Audio that was played, in seconds.</summary>
    public double PlayedSeconds { get; init; }

    /// <summary>How often playback stood still for more data, the first filling of the buffer left out.</summary>
    public int BufferingEvents { get; init; }

    /// <summary>Audio buffers that the decoder made.</summary>
    public int DecodedBuffers { get; init; }

    /// <summary>Audio buffers that came too late or too early to be played. Opus that is joined in the middle loses some although healthy.</summary>
    public int LostBuffers { get; init; }

    /// <summary>What the player complained about, at most a few lines.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}
