namespace Platform.StreamHealth.Checks.Hls;

/// <summary>What a media playlist says of low latency (draft-pantos-hls-rfc8216bis): parts of segments before these are whole.</summary>
/// <param name="PartTargetSeconds">PART-TARGET of EXT-X-PART-INF; null when it is missing.</param>
/// <param name="Parts">How many parts are named.</param>
/// <param name="PreloadHint">Whether the next part is announced.</param>
/// <param name="CanBlockReload">Whether the server holds a request until the playlist has changed.</param>
internal sealed record HlsLowLatency(double? PartTargetSeconds, int Parts, bool PreloadHint, bool CanBlockReload);

/// <summary>Gathers the tags of low latency while a playlist is read.</summary>
internal sealed class HlsLowLatencyReader
{
    private double? _target;
    private double _longest;
    private int _parts;
    private bool _hint;
    private bool _block;

    public HlsLowLatency? Found => _parts > 0 || _hint || _target is not null ? new HlsLowLatency(_target, _parts, _hint, _block) : null;

    /// <summary>What breaks the rules; null when nothing does.</summary>
    public string? Problem => _parts == 0 ? null
        : _target is not { } target ? "The playlist has EXT-X-PART but no EXT-X-PART-INF, which is required then"
        : _longest > target + 0.001 ? Findings.FindingRules.Text($"Parts of up to {_longest:0.###} s are longer than PART-TARGET, {target:0.###} s: players may run empty")
        : null;

    /// <summary>Whether the tag was one of these.</summary>
    public bool Take(ReadOnlySpan<char> line)
    {
        if (HlsParser.Tag(line, "#EXT-X-PART:", out var value))
        {
            _parts++;
            if (HlsAttributes.Parse(value).Seconds("DURATION") is { } seconds) _longest = Math.Max(_longest, seconds);
        }
        else if (HlsParser.Tag(line, "#EXT-X-PART-INF:", out value)) _target = HlsAttributes.Parse(value).Seconds("PART-TARGET");
        else if (HlsParser.Tag(line, "#EXT-X-PRELOAD-HINT:", out _)) _hint = true;
        else if (HlsParser.Tag(line, "#EXT-X-SERVER-CONTROL:", out value)) _block = HlsAttributes.Parse(value)["CAN-BLOCK-RELOAD"] == "YES";
        else return false;
        return true;
    }
}
