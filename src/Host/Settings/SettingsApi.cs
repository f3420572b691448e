using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Kernel.Api;
using Platform.Kernel.Security;

namespace Platform.Host.Settings;

/// <summary>Every setting, by section.</summary>
internal sealed record SettingsList(IReadOnlyList<SettingsGroup> Items);

/// <summary>A new value.</summary>
/// <param name="Value">As text; the elements of a list separated by commas.</param>
internal sealed record NewSettingValue(string? Value);

/// <summary><c>/api/v1/settings</c>.</summary>
internal static class SettingsApi
{
    public static void MapSettings(this IEndpointRouteBuilder api)
    {
        var settings = api.MapGroup("/settings").WithTags("Settings").RequireAuthorization(Policies.Administer);
        settings.MapGet("", List).WithName("listSettings").WithSummary("List settings")
            .WithDescription("Every setting with the value in force and where it comes from. Secrets tell only whether they are set.");
        settings.MapGet("/{key}", Get).WithName("getSetting").WithSummary("Get a setting").Produces<SettingView>();
        settings.MapPut("/{key}", SetAsync).WithName("setSetting").WithSummary("Change a setting while the service runs")
            .WithDescription("Only settings that are `editable`. Takes effect here at once and on other nodes within 15 s.").Produces<SettingView>();
        settings.MapDelete("/{key}", ResetAsync).WithName("resetSetting").WithSummary("Let configuration decide a setting again").Produces<SettingView>();
    }

    private static Ok<SettingsList> List(SettingsStore store) => TypedResults.Ok(new SettingsList(store.List()));

    private static IResult Get([Description("Path in configuration: `Api:RequestsPerMinute`.")] string key, SettingsStore store) => store.Find(key).ToHttp();

    private static async Task<IResult> SetAsync(
        [Description("Path in configuration: `Api:RequestsPerMinute`.")] string key, NewSettingValue body, SettingsStore store, HttpContext context, CancellationToken cancellationToken) =>
        (await store.SetAsync(key, body.Value, NameOf(context), cancellationToken)).ToHttp();

    private static async Task<IResult> ResetAsync(
        [Description("Path in configuration: `Api:RequestsPerMinute`.")] string key, SettingsStore store, HttpContext context, CancellationToken cancellationToken) =>
        (await store.ResetAsync(key, NameOf(context), cancellationToken)).ToHttp();

    private static string NameOf(HttpContext context) => context.User.Identity?.Name ?? "unknown";
}
