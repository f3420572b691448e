using Platform.Kernel.Api;

namespace Platform.Host.Api;

internal static class ApiRequests
{
    /// <summary>Whether programs call this address: below <c>/api</c>, or an interface that others have set.</summary>
    public static bool IsApi(this HttpContext context) => context.Request.Path.StartsWithSegments("/api") || context.ForeignApi() is not null;

    /// <summary>Null where errors are problem details.</summary>
    public static IForeignApi? ForeignApi(this HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<IForeignApi>();
}
