using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>What the beginning of a stream turned out to be.</summary>
/// <param name="Audio">What was measured.</param>
/// <param name="Tags">Title, artist and genre from tags in the bytes, where there are any.</param>
internal sealed record AudioFormat(MeasuredAudio Audio, AudioTags? Tags = null);

/// <summary>Text that travels in the file or stream itself.</summary>
internal sealed record AudioTags(string? Title, string? Artist, string? Genre);
