using Microsoft.Extensions.Configuration;

namespace Platform.Kernel.CommandLine;

/// <summary>
/// What a command line verb may ask for. The container is only built when asked for, so that a verb that needs no
/// database starts at once and works without one.
/// </summary>
/// <param name="configuration">The same configuration the service would have.</param>
/// <param name="build">Builds the service's container without starting the service.</param>
public sealed class CommandServices(IConfiguration configuration, Func<IServiceProvider> build)
{
    private readonly Lazy<IServiceProvider> _provider = new(build);

    public IConfiguration Configuration { get; } = configuration;

    public IServiceProvider Provider => _provider.Value;
}
