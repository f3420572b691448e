using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Platform.Host.Identity.Setup;

/// <summary>
/// The link that lets the first administrator in. Its token is random, lives in the memory of this process only, and
/// is worth nothing once somebody can sign in.
/// </summary>
internal sealed class SetupLink(SetupState state, IServer server)
{
    private readonly string _token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>The link, or null when the platform is set up. Ask after the service has started to listen.</summary>
    public async Task<Uri?> GetAsync(CancellationToken cancellationToken) =>
        await state.IsDoneAsync(cancellationToken) ? null : new Uri(Address(), $"setup?token={_token}");

    /// <summary>Whether this is the token of the link; what it is worth is for <see cref="FirstAdmin"/> to say.</summary>
    public bool Matches(string? token) =>
        token is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(_token));

    // "http://[::]:8080" and "http://*:8080" are where the service listens, not where a browser can go.
    private Uri Address()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:8080";
        var reachable = BindingAddress.Parse(address);
        var host = reachable.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : reachable.Host;
        return new UriBuilder(reachable.Scheme, host, reachable.Port, reachable.PathBase + "/").Uri;
    }
}
