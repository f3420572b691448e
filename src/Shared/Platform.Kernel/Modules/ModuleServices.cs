using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Kernel.Modules;

/// <summary>What a module registers its services with.</summary>
public sealed record ModuleServices(IServiceCollection Services, IConfiguration Configuration);
