using Platform.Console;
using Platform.Kernel.Api;
using Platform.Kernel.Security;

namespace Platform.Host.Identity.Users;

/// <summary>Offered to the only administrator: nobody should share a password.</summary>
internal sealed class FirstColleague(UserQueries users) : IFirstStep
{
    public int Order => 900;

    public string Title => "Add a colleague";

    public string Text => "Give each person an account with the smallest role that does; viewers look, operators run, administrators change everything.";

    public string Href => "users";

    public string Policy => Policies.Administer;

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken) =>
        (await users.ListAsync(null, new PageRequest(Limit: 2), cancellationToken)).Value.Items.Count > 1;
}
