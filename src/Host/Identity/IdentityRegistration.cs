using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using Platform.Data;
using Platform.Host.Data;
using Platform.Host.Identity.Account;
using Platform.Host.Identity.ApiKeys;
using Platform.Host.Identity.Authentication;
using Platform.Host.Identity.Passwords;
using Platform.Host.Identity.Setup;
using Platform.Host.Identity.SignIn;
using Platform.Host.Identity.Users;
using Platform.Kernel.Security;

namespace Platform.Host.Identity;

/// <summary>Who may come in, and what for.</summary>
internal static class IdentityRegistration
{
    public static IServiceCollection AddPlatformIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddDatabase<HostDb, SqliteHostDb, PostgresHostDb>("host");
        services.AddSingleton<AuditLog>().AddSingleton<PasswordHashing>().AddSingleton<SignInLimiter>().AddSingleton<Sessions>();
        services.AddSingleton<UserFactory>().AddSingleton<UserQueries>().AddSingleton<UserAdministration>().AddSingleton<OwnAccount>();
        services.AddSingleton<ApiKeyCheck>().AddSingleton<ApiKeyAdministration>();
        services.AddSingleton<SignInService>().AddSingleton<SetupState>().AddSingleton<SetupLink>().AddSingleton<FirstAdmin>();
        services.AddHostedService<UnattendedSetup>().AddHostedService<SetupAnnouncer>();
        return services.AddKeyRing(configuration).AddSignIn().AddPolicies();
    }

    private static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(Schemes.Automatic)
            .AddPolicyScheme(Schemes.Automatic, null, options => options.ForwardDefaultSelector = Schemes.Pick)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Schemes.ApiKey, null)
            .AddCookie(Schemes.Session);
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, SessionCookie>();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "platform-antiforgery";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        return services;
    }

    private static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.View, policy => policy.RequireRole(Roles.Viewer, Roles.Operator, Roles.Admin))
            .AddPolicy(Policies.Operate, policy => policy.RequireRole(Roles.Operator, Roles.Admin))
            .AddPolicy(Policies.Administer, policy => policy.RequireRole(Roles.Admin))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }
}
