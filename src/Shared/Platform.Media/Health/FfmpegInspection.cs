using Microsoft.Extensions.Options;
using Platform.Kernel.Health;
using Platform.Media.Tools;

namespace Platform.Media.Health;

/// <summary>Is ffmpeg there, and which?</summary>
public sealed class FfmpegInspection(ExternalTool tool, IOptions<MediaOptions> options) : IHealthInspection
{
    internal const string InstallHint = "install it with: apt-get install ffmpeg";
    private const string Title = "ffmpeg";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private Seen? _seen;

    public string Id => "ffmpeg-installed";

    public async Task<HealthFinding> InspectAsync(CancellationToken cancellationToken)
    {
        var program = options.Value.FfmpegPath;
        if (ToolPath.Find(program) is not { } path)
            return HealthFinding.Error(Title, $"'{program}' was not found: audio cannot be checked.", "Run: apt-get install ffmpeg, or set Media:FfmpegPath.");

        // Starting ffmpeg costs more than looking at the file: ask for the version only when the program has changed.
        var changed = File.GetLastWriteTimeUtc(path);
        if (_seen is { } seen && seen.Path == path && seen.Changed == changed) return Found(seen);
        var result = await tool.RunAsync(new ToolRequest(path, ["-hide_banner", "-version"]) { Timeout = Limit }, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (result.ToError() is { } error)
            return HealthFinding.Error(Title, $"{path} does not run: {error.Message}", "Reinstall it: apt-get install --reinstall ffmpeg.");
        return Found(_seen = new Seen(path, changed, Version(result.OutputText)));
    }

    private static HealthFinding Found(Seen seen) => HealthFinding.Ok(Title, $"Version {seen.Version} at {seen.Path}");

    // "ffmpeg version 5.1.6-0+deb12u1 Copyright (c) ..."
    private static string Version(string output) => output.Split(' ', 4) is ["ffmpeg", "version", var version, ..] ? version : "unknown";

    private sealed record Seen(string Path, DateTime Changed, string Version);
}
