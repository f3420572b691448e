namespace Platform.Host.Identity.Users;

/// <summary>A user as the API and the console show it.</summary>
/// <param name="Id">For the API.</param>
/// <param name="Name">What the user signs in with.</param>
/// <param name="Role">viewer, operator or admin.</param>
/// <param name="Disabled">A disabled user cannot sign in.</param>
/// <param name="CreatedAt">When the user was made.</param>
/// <param name="LastSignInAt">Null: never yet.</param>
/// <param name="PasswordChangedAt">When the password was last set.</param>
public sealed record UserView(
    Guid Id, string Name, string Role, bool Disabled, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt, DateTimeOffset PasswordChangedAt)
{
    internal static UserView From(User user) =>
        new(user.Id, user.Name, user.Role, user.Disabled, user.CreatedAt, user.LastSignInAt, user.PasswordChangedAt);
}

/// <summary>A user to create.</summary>
/// <param name="Name">2 to 64 letters, digits or . _ - @; unique, upper and lower case alike.</param>
/// <param name="Password">At least 10 characters.</param>
/// <param name="Role">viewer, operator or admin.</param>
internal sealed record NewUser(string? Name, string? Password, string? Role);

/// <summary>What to change; what is left out stays.</summary>
internal sealed record UserChange(string? Role = null, bool? Disabled = null);

/// <summary>A new password.</summary>
internal sealed record NewPassword(string? Password);
