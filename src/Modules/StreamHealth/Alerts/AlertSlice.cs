using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Settings;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Alerts.Deliveries;
using Platform.StreamHealth.Alerts.Escalation;
using Platform.StreamHealth.Alerts.Messages;
using Platform.StreamHealth.Alerts.Smtp;
using Platform.StreamHealth.Incidents;

namespace Platform.StreamHealth.Alerts;

/// <summary>Tells people: channels, policies, deliveries.</summary>
internal static class AlertSlice
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddDataProtection();
        return services
            .AddSettings<AlertSettings>()
            .AddSettings<PublicAddress>()
            .AddSingleton<ChannelTls>()
            .AddSingleton<ChannelHttp>()
            .AddSingleton<SmtpSender>()
            .AddSingleton<ChannelVault>()
            .AddSingleton<ChannelRules>()
            .AddSingleton<ChannelSender>()
            .AddSingleton<SaveChannel>()
            .AddSingleton<ReadChannels>()
            .AddSingleton<DeleteChannel>()
            .AddSingleton<TestChannel>()
            .AddSingleton<MessageWriter>()
            .AddSingleton<SavePolicy>()
            .AddSingleton<ReadPolicies>()
            .AddSingleton<PolicyTargets>()
            .AddSingleton<AlertSchedule>()
            .AddSingleton<SendDeliveries>()
            .AddSingleton<HeldDeliveries>().AddSingleton<AdvanceAlerts>()
            .AddSingleton<ReadDeliveries>()
            .AddSingleton<ITransitionObserver, RaiseAlerts>();
    }

    public static void Map(IEndpointRouteBuilder api) => AlertEndpoints.Map(api.MapGroup("/alerts").WithTags("Alerts"));
}
