using Platform.Host.Identity.Authentication;
using Platform.Host.Identity.Passwords;
using Platform.Kernel.Results;
using Platform.Kernel.Security;

namespace Platform.Host.Identity.Users;

/// <summary>Makes a user from what someone typed, or says what is wrong with it.</summary>
internal sealed class UserFactory(PasswordHashing passwords, TimeProvider clock)
{
    public Result<User> Make(string? name, string? password, string? role)
    {
        if ((UserNames.Check(name) ?? CheckRole(role) ?? PasswordRules.Check(password, name)) is { } error) return error;
        var now = clock.GetUtcNow();
        return new User
        {
            Name = name!.Trim(),
            NormalizedName = UserNames.Normalize(name),
            PasswordHash = passwords.Hash(password!),
            Role = role!,
            SecurityStamp = Sessions.NewStamp(),
            CreatedAt = now,
            PasswordChangedAt = now,
        };
    }

    public static Error? CheckRole(string? role) =>
        role is not null && Roles.All.Contains(role)
            ? null
            : Error.InvalidField("role", "role.unknown", $"The role is one of {string.Join(", ", Roles.All)}.");
}
