using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Media;
using Platform.Media.Tools;

namespace Platform.Transcription.Inputs;

/// <summary>One audio track of a file.</summary>
/// <param name="Codec">ffmpeg's name of it.</param>
/// <param name="Channels">How many.</param>
/// <param name="SampleRate">Hz.</param>
/// <param name="Language">As the file says, ISO 639-2.</param>
/// <param name="Title">As the file says.</param>
internal sealed record AudioTrack(string Codec, int Channels, int SampleRate, string? Language, string? Title);

/// <summary>What a file is, by looking into it.</summary>
/// <param name="Format">ffmpeg's name of the container.</param>
/// <param name="Duration">Length, where the file tells.</param>
/// <param name="Tracks">Its audio tracks, in their order.</param>
internal sealed record MediaFacts(string Format, TimeSpan? Duration, IReadOnlyList<AudioTrack> Tracks);

/// <summary>Looks into files with ffprobe. What a file is called does not count.</summary>
internal sealed class MediaProbe(ExternalTool tool, IOptions<MediaOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <returns>What is in the file, or <c>recording.unreadable</c>, <c>recording.no_audio</c>.</returns>
    public async Task<Result<MediaFacts>> LookAsync(string path, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file,pipe", "-of", "json",
            "-show_entries", "format=format_name,duration:stream=codec_type,codec_name,channels,sample_rate,duration:stream_tags=language,title", $"file:{path}",
        ];
        var result = await tool.RunAsync(new ToolRequest(Program(), arguments) { Timeout = Patience, InstallHint = "install it with: apt install ffmpeg", MayStartOthers = false }, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (result.Exit == ToolExit.NotFound) return result.ToError()!;
        if (result.ToError() is not null) return Error.InvalidField("file", "recording.unreadable", $"This is no audio or video that ffmpeg can read: {Reason(result.ErrorTail, path)}");
        using var json = JsonDocument.Parse(result.Output);
        var facts = Read(json.RootElement);
        return facts.Tracks.Count > 0 ? facts : Error.InvalidField("file", "recording.no_audio", $"There is no sound in this file ({facts.Format}).");
    }

    // Installed together; a configured ffmpeg has its ffprobe beside it.
    private string Program()
    {
        var ffmpeg = options.Value.FfmpegPath;
        var folder = Path.GetDirectoryName(ffmpeg);
        return string.IsNullOrEmpty(folder) ? "ffprobe" : Path.Combine(folder, "ffprobe");
    }

    // No path of this machine in an answer.
    private static string Reason(string tail, string path)
    {
        var line = tail.Split('\n').LastOrDefault(l => l.Trim().Length > 0) ?? "its format is not known";
        return line.Replace($"file:{path}: ", "", StringComparison.Ordinal).Replace(path, "the file", StringComparison.Ordinal).Trim();
    }

    private static MediaFacts Read(JsonElement root)
    {
        var tracks = new List<AudioTrack>();
        TimeSpan? longest = null;
        foreach (var stream in root.TryGetProperty("streams", out var streams) ? streams.EnumerateArray() : default)
        {
            if (Text(stream, "codec_type") != "audio") continue;
            var tags = stream.TryGetProperty("tags", out var t) ? t : default;
            var rate = int.TryParse(Text(stream, "sample_rate"), CultureInfo.InvariantCulture, out var hz) ? hz : 0;
            tracks.Add(new AudioTrack(
                Text(stream, "codec_name") ?? "?", stream.TryGetProperty("channels", out var channels) ? channels.GetInt32() : 0, rate, Text(tags, "language"), Text(tags, "title")));
            if (Seconds(stream) is { } length && (longest is null || length > longest)) longest = length;
        }

        var format = root.TryGetProperty("format", out var f) ? f : default;
        return new MediaFacts(Text(format, "format_name") ?? "?", Seconds(format) ?? longest, tracks);
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static TimeSpan? Seconds(JsonElement element) =>
        double.TryParse(Text(element, "duration"), CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
}
