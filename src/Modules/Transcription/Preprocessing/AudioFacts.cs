namespace Platform.Transcription.Preprocessing;

/// <summary>What ffprobe says of a recording.</summary>
/// <param name="Tracks">Its audio tracks in order; at least one.</param>
internal sealed record AudioFacts(IReadOnlyList<AudioTrack> Tracks)
{
    /// <summary>Length; null where the container does not tell.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>ffmpeg's name of the container: <c>wav</c>, <c>mov,mp4,m4a,3gp,3g2,mj2</c>.</summary>
    public required string Container { get; init; }

    /// <summary>Whether there are pictures that move, so that subtitles have something to stand on.</summary>
    public bool HasVideo { get; init; }
}

/// <summary>One audio track.</summary>
/// <param name="Codec">ffmpeg's name: <c>mp3</c>.</param>
/// <param name="SampleRate">Per second.</param>
/// <param name="Channels">1 for mono.</param>
/// <param name="SampleFormat">ffmpeg's name: <c>s16</c>, <c>fltp</c>.</param>
/// <param name="Language">As the file has it (<c>eng</c>), or null.</param>
/// <param name="Title">As the file has it, or null.</param>
internal sealed record AudioTrack(string Codec, int SampleRate, int Channels, string SampleFormat, string? Language, string? Title);
