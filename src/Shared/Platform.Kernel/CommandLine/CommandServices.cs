using Microsoft.Extensions.Configuration;

namespace Platform.Kernel.CommandLine;

/// <summary>
/// What a command line verb may ask for. The container is only built when asked for, so that a verb that needs no
/// database starts at once and works without one.
/// </summary>
/// <param name="configuration">The same configuration the service would have.</param>
/// <param name="build">Builds the service's container without starting the service.</param>
/// <param name="migrate">Brings the database up to date.</param>
public sealed class CommandServices(
    IConfiguration configuration,
    Func<IServiceProvider> build,
    Func<IServiceProvider, CancellationToken, Task> migrate)
{
    private readonly Lazy<IServiceProvider> _provider = new(build);

    public IConfiguration Configuration { get; } = configuration;

    /// <summary>The service's container; nothing in it has been started.</summary>
    public IServiceProvider Provider => _provider.Value;

    /// <summary>The service's container, with the database migrated.</summary>
    public async Task<IServiceProvider> WithDatabaseAsync(CancellationToken cancellationToken)
    {
        await migrate(Provider, cancellationToken);
        return Provider;
    }
}
