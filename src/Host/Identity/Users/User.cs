using Platform.Host.Identity.Authentication;

namespace Platform.Host.Identity.Users;

/// <summary>Someone who may sign in to the console.</summary>
internal sealed class User
{
    public const int NameLength = 64;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>As the person writes it.</summary>
    public required string Name { get; set; }

    /// <summary>The name in the form that must be unique; see <see cref="UserNames.Normalize"/>.</summary>
    public required string NormalizedName { get; set; }

    /// <summary>Salted PBKDF2 with its parameters, as <see cref="Passwords.PasswordHashing"/> writes it.</summary>
    public required string PasswordHash { get; set; }

    /// <summary>One of <see cref="Kernel.Security.Roles"/>.</summary>
    public required string Role { get; set; }

    public bool Disabled { get; set; }

    /// <summary>A session carries the stamp of its sign-in; a new stamp ends every session.</summary>
    public required string SecurityStamp { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset PasswordChangedAt { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Takes a new password and ends every session.</summary>
    public void ChangePassword(string hash, DateTimeOffset now)
    {
        PasswordHash = hash;
        PasswordChangedAt = now;
        SecurityStamp = Sessions.NewStamp();
    }
}
