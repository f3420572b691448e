using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Modules;

namespace Platform.Kernel.Tests.Modules;

public sealed class ModuleCatalogTests : IDisposable
{
    private static readonly string ThisAssembly = typeof(ModuleCatalogTests).Assembly.GetName().Name!;
    private readonly DirectoryInfo _plugins = Directory.CreateTempSubdirectory("plugins-");

    public void Dispose() => _plugins.Delete(recursive: true);

    [Fact]
    public void A_built_in_module_runs_when_everything_is_enabled()
    {
        var catalog = Load(new ModulesOptions { Enabled = ["*"] });
        Assert.Equal("fragile", Assert.Single(catalog.Enabled).Module.Id);
        Assert.Empty(catalog.Failures);
    }

    [Theory]
    [InlineData("*", "fragile", false)]
    [InlineData("fragile", "", true)]
    [InlineData("FRAGILE", "", true)]
    [InlineData("other", "", false)]
    public void Configuration_says_what_runs(string enabled, string disabled, bool runs)
    {
        var catalog = Load(new ModulesOptions { Enabled = [enabled], Disabled = [disabled] });
        Assert.Equal(runs, Assert.Single(catalog.All).Enabled);
    }

    [Fact]
    public void An_enabled_id_that_nothing_has_is_reported()
    {
        var failure = Assert.Single(Load(new ModulesOptions { Enabled = ["*", "dubing"] }).Failures);
        Assert.Equal("dubing", failure.Name);
    }

    [Fact]
    public void A_plugin_folder_without_its_assembly_is_reported()
    {
        _plugins.CreateSubdirectory("empty");
        Assert.Contains("empty.dll", Assert.Single(Load(new ModulesOptions()).Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_that_is_no_assembly_is_reported()
    {
        var folder = _plugins.CreateSubdirectory("garbage");
        File.WriteAllText(Path.Combine(folder.FullName, "garbage.dll"), "not an assembly");
        var failure = Assert.Single(Load(new ModulesOptions()).Failures);
        Assert.Equal(("garbage", "It is not a .NET assembly, or was built for a newer version."), (failure.Name, failure.Reason));
    }

    [Fact]
    public void A_plugin_without_a_module_is_reported()
    {
        Drop("System.CommandLine", typeof(System.CommandLine.Command).Assembly.Location);
        Assert.Contains("must hold one IModule, but holds 0", Assert.Single(Load(new ModulesOptions()).Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_that_takes_a_modules_id_is_reported_and_the_first_goes_on()
    {
        Drop(ThisAssembly, typeof(ModuleCatalogTests).Assembly.Location);
        var catalog = Load(new ModulesOptions());
        Assert.Contains("'fragile' is taken", Assert.Single(catalog.Failures).Reason, StringComparison.Ordinal);
        Assert.Single(catalog.Enabled);
    }

    [Fact]
    public void Of_a_module_that_fails_half_way_no_service_is_kept()
    {
        var catalog = Load(new ModulesOptions());
        var services = new ServiceCollection();
        services.AddSingleton("from the host");
        FragileModule.Failing = true;
        try
        {
            catalog.AddServices(new ModuleServices(services, new ConfigurationBuilder().Build()));
        }
        finally
        {
            FragileModule.Failing = false;
        }

        Assert.Equal("from the host", Assert.Single(services).ImplementationInstance);
        Assert.Empty(catalog.Enabled);
        Assert.Equal("fragile", Assert.Single(catalog.Failures).Name);
    }

    private ModuleCatalog Load(ModulesOptions options) => ModuleCatalog.Load(
        new ModulesOptions { Enabled = options.Enabled, Disabled = options.Disabled, PluginFolder = _plugins.FullName },
        [ThisAssembly],
        [typeof(IModule).Assembly]);

    private void Drop(string name, string assembly) =>
        File.Copy(assembly, Path.Combine(_plugins.CreateSubdirectory(name).FullName, name + ".dll"));
}
