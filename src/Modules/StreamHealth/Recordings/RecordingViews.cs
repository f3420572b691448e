using System.ComponentModel;

namespace Platform.StreamHealth.Recordings;

/// <summary>A recording that a recorder tells of.</summary>
internal sealed record RecordingInput
{
    [Description("What was recorded, as the recorder names it: `live/studio`. MediaMTX has it in MTX_PATH.")]
    public string? Path { get; init; }

    [Description("The file, from a folder of the setting StreamHealth:Recordings:Folders on, or with its full path. It must be whole. MediaMTX has it in MTX_SEGMENT_PATH.")]
    public string? File { get; init; }

    [Description("Length in seconds, where known. MediaMTX has it in MTX_SEGMENT_DURATION.")]
    public double? DurationSeconds { get; init; }

    [Description("What recorded it; `mediamtx` when not said.")]
    public string? Source { get; init; }
}

/// <summary>A recording. No path of any machine is in it.</summary>
internal sealed record RecordingView(Guid Id, string Source, string Path, string Name, long Bytes, double? DurationSeconds, DateTimeOffset CreatedAt)
{
    public static RecordingView Of(Recording recording) => new(
        recording.Id, recording.Source, recording.Path, recording.Name, recording.Bytes,
        recording.Duration is { } d ? Math.Round(d.TotalSeconds, 3) : null, recording.CreatedAt);
}
