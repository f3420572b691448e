using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Platform.Host.Identity.ApiKeys;
using Platform.Kernel.Results;

namespace Platform.Host.Identity.Authentication;

/// <summary>Lets programs in by <c>Authorization: Bearer mo_…</c> or <c>X-Api-Key: mo_…</c>.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeyCheck check)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private Error? _refusal;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Schemes.KeyOf(Request) is not { } text) return AuthenticateResult.NoResult();
        var checkedKey = await check.CheckAsync(text, Context.RequestAborted);
        if (!checkedKey.Ok)
        {
            _refusal = checkedKey.Error;
            return AuthenticateResult.Fail(checkedKey.Error.Message);
        }

        var key = checkedKey.Value;
        var principal = new Actor(Actor.Key, key.Id, key.Name).ToPrincipal(key.Role, Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => AuthAnswers.ChallengeAsync(Context, _refusal);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AuthAnswers.ForbidAsync(Context);
}
