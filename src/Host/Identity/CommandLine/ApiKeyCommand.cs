using System.CommandLine;
using Platform.Host.Identity.ApiKeys;
using Platform.Kernel.Api;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;
using Platform.Kernel.Security;

namespace Platform.Host.Identity.CommandLine;

/// <summary><c>platform apikey</c>: keys for programs.</summary>
internal sealed class ApiKeyCommand : Command
{
    public ApiKeyCommand(CommandServices services)
        : base("apikey", "Manage the keys that programs call the API with.")
    {
        Add(new Command("list", "List API keys, newest first.").Does(services, (_, provider, ct) => ListAsync(provider, ct), List));
        Add(Create(services));
        Add(Revoke(services));
    }

    private static Command Create(CommandServices services)
    {
        var name = new Argument<string>("name") { Description = "What the key is for." };
        var role = new Option<string>("--role") { Description = "viewer, operator or admin.", DefaultValueFactory = _ => Roles.Viewer }.AcceptOnlyFromAmong([.. Roles.All]);
        var days = new Option<int?>("--expires-in-days") { Description = "The key stops to work after so many days; without it never." };
        return new Command("create", "Make a key. It is printed alone on a line, this once.") { name, role, days }.Does(services, (parsed, provider, ct) =>
        {
            var expiry = parsed.GetValue(days) is { } count ? provider.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(Math.Min(count, 36_500)) : (DateTimeOffset?)null;
            var key = new NewApiKey(parsed.GetValue(name), parsed.GetValue(role), expiry);
            return provider.GetRequiredService<ApiKeyAdministration>().CreateAsync(Actor.CommandLine, key, ct);
        }, made => made.Key);
    }

    private static Command Revoke(CommandServices services)
    {
        var id = new Argument<string>("key") { Description = "The key's id, or its first characters as listed." };
        return new Command("revoke", "Revoke a key: it stops to work at once.") { id }.Does(services, async (parsed, provider, ct) =>
        {
            var administration = provider.GetRequiredService<ApiKeyAdministration>();
            var found = await FindAsync(provider, parsed.GetValue(id)!, ct);
            return found.Ok ? await administration.RevokeAsync(Actor.CommandLine, found.Value, ct) : found.Error;
        }, key => $"Revoked {key.Name} ({key.Prefix}).");
    }

    private static async Task<Result<Guid>> FindAsync(IServiceProvider provider, string text, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(text, out var id)) return id;
        var all = await ListAsync(provider, cancellationToken);
        return all.Value.Where(k => k.Prefix == text).Select(k => k.Id).ToList() switch
        {
            [var only] => only,
            [] => Error.NotFound("api_key", text),
            _ => Error.Conflict("api_key.ambiguous", "Several keys begin so; give the id."),
        };
    }

    private static async Task<Result<List<ApiKeyView>>> ListAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        var administration = provider.GetRequiredService<ApiKeyAdministration>();
        List<ApiKeyView> all = [];
        string? cursor = null;
        do
        {
            var page = await administration.ListAsync(new PageRequest(cursor, PageRequest.MaxLimit), cancellationToken);
            if (!page.Ok) return page.Error;
            all.AddRange(page.Value.Items);
            cursor = page.Value.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    private static string List(List<ApiKeyView> keys) => keys.Count == 0
        ? "There are no API keys. Make one: platform apikey create \"what it is for\" --role viewer"
        : TextTable.Write(
            ["ID", "KEY", "FOR", "ROLE", "STATE", "LAST USED", "EXPIRES"],
            keys.Select(k => (string[])[$"{k.Id}", k.Prefix, k.Name, k.Role, $"{k.State}".ToLowerInvariant(), TextTable.Time(k.LastUsedAt), TextTable.Time(k.ExpiresAt)]));
}
