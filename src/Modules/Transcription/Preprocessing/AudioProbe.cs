using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Media;
using Platform.Media.Tools;

namespace Platform.Transcription.Preprocessing;

/// <summary>Asks ffprobe what a file is; its name's ending plays no part.</summary>
internal sealed class AudioProbe(ExternalTool tool, IOptions<MediaOptions> options)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <returns>The facts, or <c>transcription.audio_empty</c>, <c>transcription.audio_unreadable</c>, <c>transcription.no_audio</c>.</returns>
    public async Task<Result<AudioFacts>> ProbeAsync(string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        var file = new FileInfo(path);
        if (!file.Exists) return Error.NotFound("file", name);
        if (file.Length == 0) return Error.Invalid("transcription.audio_empty", $"{name} is empty.");
        var request = new ToolRequest(Program, ["-hide_banner", "-v", "error", "-protocol_whitelist", "file,pipe", "-of", "json", "-show_streams", "-show_format", $"file:{file.FullName}"])
        {
            Timeout = Limit,
            InstallHint = "install it with: apt install ffmpeg",
        };
        var result = await tool.RunAsync(request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (result.Exit == ToolExit.Failed) return Error.Invalid("transcription.audio_unreadable", $"{name} cannot be read: {Last(result.ErrorTail, file.FullName)}");
        return result.ToError() is { } error ? error : Read(result, name);
    }

    // ffprobe stands beside ffmpeg.
    private string Program
    {
        get
        {
            var (folder, name) = (Path.GetDirectoryName(options.Value.FfmpegPath) ?? "", Path.GetFileName(options.Value.FfmpegPath));
            return Path.Combine(folder, name.Replace("ffmpeg", "ffprobe", StringComparison.Ordinal));
        }
    }

    private static Result<AudioFacts> Read(ToolResult result, string name)
    {
        using var document = JsonDocument.Parse(result.Output);
        var root = document.RootElement;
        var streams = root.TryGetProperty("streams", out var found) ? found.EnumerateArray().ToList() : [];
        var tracks = streams.Where(s => Text(s, "codec_type") == "audio").Select(Track).ToList();
        if (tracks.Count == 0) return Error.Invalid("transcription.no_audio", $"There is no audio in {name}.");
        var format = root.TryGetProperty("format", out var container) ? container : default;
        var seconds = Number(format, "duration") ?? streams.Select(s => Number(s, "duration")).Max();
        return new AudioFacts(tracks)
        {
            Container = Text(format, "format_name") ?? "",
            Duration = seconds is > 0 and < 10_000_000 ? TimeSpan.FromSeconds(seconds.Value) : null,
            HasVideo = streams.Any(s => Text(s, "codec_type") == "video" && !IsPicture(s)),
        };
    }

    private static AudioTrack Track(JsonElement stream)
    {
        var tags = stream.TryGetProperty("tags", out var found) ? found : default;
        return new AudioTrack(
            Text(stream, "codec_name") ?? "unknown", (int)(Number(stream, "sample_rate") ?? 0), (int)(Number(stream, "channels") ?? 0), Text(stream, "sample_fmt") ?? "",
            Text(tags, "language") is { } language and not "und" ? language : null, Text(tags, "title"));
    }

    // A cover of an album counts as video to ffprobe.
    private static bool IsPicture(JsonElement stream) => stream.TryGetProperty("disposition", out var disposition) && Number(disposition, "attached_pic") == 1;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number) return value.GetDouble();
        return double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    // The last line without the path, which is nobody's business: "Invalid data found when processing input".
    private static string Last(string errors, string path) => errors.Split('\n')[^1].Replace($"file:{path}: ", "", StringComparison.Ordinal).Trim();
}
