using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Platform.Host.Identity.Forms;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Kernel.Security;
using Radzen;

namespace Platform.Host.Identity.ApiKeys;

public sealed partial class ApiKeysPage
{
    private static readonly Error NotAdmin = new(ErrorKind.Forbidden, "auth.forbidden", "You are not an administrator any more.");
    private List<ApiKeyView>? _keys;
    private string? _next;
    private MadeApiKey? _made;
    private FormDialog _dialog = null!;
    private string? _name;
    private string _role = Roles.Viewer;
    private int _days;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var page = (await Administration.ListAsync(new PageRequest(), CancellationToken.None)).Value;
        (_keys, _next) = ([.. page.Items], page.NextCursor);
    }

    private async Task LoadMoreAsync()
    {
        var page = (await Administration.ListAsync(new PageRequest(_next), CancellationToken.None)).Value;
        _keys!.AddRange(page.Items);
        _next = page.NextCursor;
    }

    private Task OpenAsync()
    {
        (_name, _role, _days) = (null, Roles.Viewer, 0);
        return _dialog.OpenAsync();
    }

    private async Task<Error?> MakeAsync()
    {
        if (await AdminAsync() is not { } actor) return NotAdmin;
        DateTimeOffset? expiry = _days == 0 ? null : Clock.Now.AddDays(_days);
        var made = await Administration.CreateAsync(actor, new NewApiKey(_name, _role, expiry), CancellationToken.None);
        if (!made.Ok) return made.Error;
        _made = made.Value;
        await LoadAsync();
        return null;
    }

    private async Task RevokeAsync(ApiKeyView key)
    {
        var revoked = await AdminAsync() is { } actor ? await Administration.RevokeAsync(actor, key.Id, CancellationToken.None) : NotAdmin;
        if (revoked.Ok) Notifications.Notify(NotificationSeverity.Success, $"\"{key.Name}\" is revoked.");
        else Notifications.Notify(NotificationSeverity.Error, revoked.Error.Message);
        await LoadAsync();
    }

    // Asked anew each time: the circuit may have lost its right since the page was opened.
    private async Task<Actor?> AdminAsync()
    {
        var principal = (await Authentication).User;
        return principal.IsInRole(Roles.Admin) ? Actor.From(principal) : null;
    }
}
