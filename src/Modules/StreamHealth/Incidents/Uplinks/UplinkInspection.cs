using Microsoft.Extensions.Options;
using Platform.Kernel.Health;

namespace Platform.StreamHealth.Incidents.Uplinks;

/// <summary>Says on Home and on the Health page when it is this machine that is cut off.</summary>
internal sealed class UplinkInspection(Uplink uplink, IOptionsMonitor<StreamHealthSettings> settings) : IHealthInspection
{
    private const string Title = "Own connection";

    public string Id => "streamhealth-own-uplink";

    public Task<HealthFinding> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(
        uplink.DownSince is { } since
            ? HealthFinding.Error(
                Title,
                $"No uplink target answers since {since:yyyy-MM-dd HH:mm:ss} UTC. Failing checks do not count meanwhile; {uplink.Waiting} streams are checked anew when it is back.",
                "See to this machine's network, or correct the targets if they are wrong.",
                "settings#StreamHealth")
            : string.IsNullOrWhiteSpace(settings.CurrentValue.UplinkTargets)
                ? HealthFinding.Ok(Title, "Not looked at: no uplink target is set, so a broken line of this machine would look like all streams being down.")
                : HealthFinding.Ok(Title, "The uplink targets are looked at when a check fails."));
}
