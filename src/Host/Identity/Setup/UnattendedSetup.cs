using Platform.Kernel.Results;

namespace Platform.Host.Identity.Setup;

/// <summary>
/// Makes user <c>admin</c> with the password from <c>PLATFORM_ADMIN_PASSWORD</c> (or the file named by
/// <c>PLATFORM_ADMIN_PASSWORD_FILE</c>) when nobody can sign in yet. Otherwise the password is not even read, so the
/// variable may stay set.
/// </summary>
internal sealed class UnattendedSetup(IConfiguration configuration, SetupState state, FirstAdmin firstAdmin) : IHostedService
{
    public const string Variable = "PLATFORM_ADMIN_PASSWORD";
    private const string Name = "admin";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await state.IsDoneAsync(cancellationToken) || await PasswordAsync(cancellationToken) is not { Length: > 0 } password) return;
        var made = await firstAdmin.CreateAsync(Name, password, cancellationToken);
        if (made is { Ok: false, Error.Kind: not ErrorKind.Conflict }) throw new InvalidOperationException($"{Variable}: {made.Error.Message}");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<string?> PasswordAsync(CancellationToken cancellationToken)
    {
        if (Read(Variable) is { Length: > 0 } password) return password;
        if (Read($"{Variable}_FILE") is not { Length: > 0 } path) return null;
        return (await File.ReadAllTextAsync(path, cancellationToken)).TrimEnd('\r', '\n');
    }

    // Configuration holds of the environment only what names a setting; this is not one.
    private string? Read(string variable) => configuration[variable] ?? Environment.GetEnvironmentVariable(variable);
}
