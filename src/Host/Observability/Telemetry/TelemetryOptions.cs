using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Host.Observability.Telemetry;

[SettingsSection("Telemetry", "Metrics and traces")]
public sealed class TelemetryOptions
{
    [Display(Name = "OTLP endpoint", Description = "Where traces, metrics and logs are sent by OTLP over HTTP, such as http://collector:4318. Empty: nothing is sent.")]
    public Uri? OtlpEndpoint { get; set; }

    [Display(Name = "OTLP headers", Description = "Headers for the collector as name=value, separated by commas: for an access token.")]
    [SecretSetting]
    public string? OtlpHeaders { get; set; }

    [Display(Name = "Trace sampling", Description = "Share of traces that are sent, 0 to 1.")]
    [Range(0.0, 1.0)]
    public double TraceRatio { get; set; } = 1;

    [Display(Name = "Metrics networks", Description = "Addresses or networks (10.0.0.0/8) that may read /metrics without signing in, besides the machine itself. Others need the policy view, with an API key.")]
    [RuntimeSetting]
    public IList<string> MetricsNetworks { get; set; } = [];
}
