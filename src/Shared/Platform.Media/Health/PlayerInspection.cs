using Microsoft.Extensions.Options;
using Platform.Kernel.Health;
using Platform.Media.Players;

namespace Platform.Media.Health;

/// <summary>Is libVLC there for the player test? Without it checks skip that test and lose nothing.</summary>
public sealed class PlayerInspection(IOptions<MediaOptions> options) : IHealthInspection
{
    private const string Title = "VLC (player test)";

    public string Id => "libvlc-installed";

    public Task<HealthFinding> InspectAsync(CancellationToken cancellationToken)
    {
        var detail = options.Value.PlayersAtOnce == 0 ? "Switched off by the setting Media:PlayersAtOnce."
            : LibVlc.Version() is { } version ? $"libVLC {version}, at most {options.Value.PlayersAtOnce} at once"
            : $"Not installed: checks skip the player test. If you want it, {LibVlc.InstallHint}.";
        return Task.FromResult(HealthFinding.Ok(Title, detail));
    }
}
