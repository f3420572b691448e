using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Platform.Host.CommandLine;
using Platform.Host.Observability.Metrics;
using Platform.Kernel.Diagnostics;

namespace Platform.Host.Observability.Telemetry;

/// <summary>
/// Sends traces, metrics and logs by OTLP when <c>Telemetry:OtlpEndpoint</c> says where to. Owns the OpenTelemetry SDK's
/// providers itself: built at start, flushed and disposed with the container.
/// </summary>
internal static class OpenTelemetryExport
{
    private static readonly string[] Sources =
        [PlatformTelemetry.Name, PlatformTelemetry.Name + ".*", "Microsoft.AspNetCore", "Microsoft.AspNetCore.Components", "System.Net.Http"];

    public static void AddOpenTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        // Only whether there is a collector is read here; the options themselves are checked at start, by key.
        if (!Uri.TryCreate(configuration["Telemetry:OtlpEndpoint"], UriKind.Absolute, out var endpoint)) return;

        services.AddSingleton(provider => Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Describe)
            .AddSource(Sources)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(OptionsOf(provider).TraceRatio)))
            .AddOtlpExporter(o => Send(o, OptionsOf(provider), endpoint, "v1/traces"))
            .Build());
        services.AddSingleton(provider => Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Describe)
            .AddMeter([.. MeterNames.Wildcards])
            .AddOtlpExporter(o => Send(o, OptionsOf(provider), endpoint, "v1/metrics"))
            .Build());
        services.AddLogging(logging => logging.AddOpenTelemetry());
        services.AddOptions<OpenTelemetryLoggerOptions>().Configure<IOptions<TelemetryOptions>>((o, options) =>
        {
            o.IncludeScopes = true;
            o.IncludeFormattedMessage = true;
            var resource = ResourceBuilder.CreateDefault();
            Describe(resource);
            o.SetResourceBuilder(resource);
            o.AddOtlpExporter(e => Send(e, options.Value, endpoint, "v1/logs"));
        });
        services.AddHostedService<Providers>();
    }

    private static TelemetryOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<TelemetryOptions>>().Value;

    private static void Describe(ResourceBuilder resource) => resource.AddService("mediaops-platform", serviceVersion: VersionCommand.Current);

    private static void Send(OtlpExporterOptions exporter, TelemetryOptions options, Uri endpoint, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
        exporter.Headers = options.OtlpHeaders;
    }

    private sealed class Providers(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.Run(
            () =>
            {
                traces.ForceFlush(2000);
                metrics.ForceFlush(2000);
            },
            cancellationToken);
    }
}
