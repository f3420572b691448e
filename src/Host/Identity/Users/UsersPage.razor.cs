using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Platform.Host.Identity.Forms;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Kernel.Security;
using Radzen;

namespace Platform.Host.Identity.Users;

public sealed partial class UsersPage
{
    private List<UserView>? _users;
    private string? _next;
    private string _search = "";
    private Actor? _me;
    private UserView? _chosen;
    private FormDialog _add = null!;
    private FormDialog _change = null!;
    private FormDialog _reset = null!;
    private string? _name;
    private string? _password;
    private string _role = Roles.Viewer;
    private bool _disabled;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _me = Actor.From((await Authentication).User);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var page = (await Queries.ListAsync(_search, new PageRequest(), CancellationToken.None)).Value;
        (_users, _next) = ([.. page.Items], page.NextCursor);
    }

    private async Task LoadMoreAsync()
    {
        var page = (await Queries.ListAsync(_search, new PageRequest(_next), CancellationToken.None)).Value;
        _users!.AddRange(page.Items);
        _next = page.NextCursor;
    }

    private Task SearchAsync(ChangeEventArgs e)
    {
        _search = e.Value?.ToString() ?? "";
        return LoadAsync();
    }

    private Task OpenAddAsync()
    {
        (_name, _password, _role) = (null, null, Roles.Viewer);
        return _add.OpenAsync();
    }

    private Task OpenChangeAsync(UserView user)
    {
        (_chosen, _role, _disabled) = (user, user.Role, user.Disabled);
        return _change.OpenAsync();
    }

    private Task OpenPasswordAsync(UserView user)
    {
        (_chosen, _password) = (user, null);
        return _reset.OpenAsync();
    }

    private Task<Error?> AddAsync() => DoneAsync(
        actor => Administration.CreateAsync(actor, new NewUser(_name, _password, _role), CancellationToken.None), "is added");

    private Task<Error?> SaveAsync() => DoneAsync(
        actor => Administration.ChangeAsync(actor, _chosen!.Id, new UserChange(_role, _disabled), CancellationToken.None), "is changed");

    private Task<Error?> SetPasswordAsync() => DoneAsync(
        actor => Administration.SetPasswordAsync(actor, _chosen!.Id, _password, CancellationToken.None), "has a new password");

    private async Task DeleteAsync(UserView user)
    {
        var deleted = await DoneAsync(
            async actor => (await Administration.DeleteAsync(actor, user.Id, CancellationToken.None)).Map(_ => user), "is deleted");
        if (deleted is not null) Notifications.Notify(NotificationSeverity.Error, deleted.Message);
    }

    private async Task<Error?> DoneAsync(Func<Actor, Task<Result<UserView>>> work, string what)
    {
        // Asked anew each time: the circuit may have lost its right since the page was opened.
        var principal = (await Authentication).User;
        if (Actor.From(principal) is not { } actor || !principal.IsInRole(Roles.Admin)) return new Error(ErrorKind.Forbidden, "auth.forbidden", "You are not an administrator any more.");
        var result = await work(actor);
        if (!result.Ok) return result.Error;
        _password = null;
        Notifications.Notify(NotificationSeverity.Success, $"{result.Value.Name} {what}.");
        await LoadAsync();
        return null;
    }
}
