using System.Collections;
using Microsoft.Extensions.Configuration;
using Platform.Host.Settings;
using Platform.Host.Settings.Sources;

namespace Platform.Host.Tests.Settings;

public sealed class EnvironmentTests
{
    [Fact]
    public void Two_underscores_are_a_level()
    {
        var configuration = Read(("PLATFORM__Api__TrustedProxies__0", "10.0.0.0/8"), ("Api__RequestsPerMinute", "5"));
        Assert.Equal("10.0.0.0/8", configuration["Api:TrustedProxies:0"]);
        Assert.Null(configuration["Api:RequestsPerMinute"]);
    }

    [Fact]
    public void The_full_name_wins_over_the_short_one()
    {
        Assert.Equal("/short", Read(("PLATFORM_DATA", "/short"))["Storage:DataPath"]);
        Assert.Equal("/full", Read(("PLATFORM_DATA", "/short"), ("PLATFORM__Storage__DataPath", "/full"))["Storage:DataPath"]);
    }

    [Fact]
    public void Short_names_may_mean_several_keys()
    {
        var configuration = Read(("PLATFORM_DATABASE", "Host=db"), ("PLATFORM_MODULES", "a, b"), ("PLATFORM_PORT", "80"));
        Assert.Equal("Postgres", configuration["Database:Provider"]);
        Assert.Equal("Host=db", configuration["Database:ConnectionString"]);
        Assert.Equal("b", configuration["Modules:Enabled:1"]);
        Assert.Equal("http://*:80", configuration["Urls"]);
    }

    [Fact]
    public void A_secret_may_be_a_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "Host=secret\n");
            Assert.Equal("Host=secret", Read(("PLATFORM__Database__ConnectionString_FILE", file))["Database:ConnectionString"]);
            Assert.Equal("Host=secret", Read(("PLATFORM_DATABASE_FILE", file))["Database:ConnectionString"]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_file_that_is_missing_is_told_by_its_variable()
    {
        var problem = Assert.Throws<SettingsException>(() => Read(("PLATFORM__Database__ConnectionString_FILE", "/nowhere")));
        Assert.StartsWith("PLATFORM__Database__ConnectionString_FILE: the file '/nowhere' cannot be read", problem.Message, StringComparison.Ordinal);
    }

    private static IConfigurationRoot Read(params (string Name, string Value)[] variables) =>
        new ConfigurationBuilder().Add(new EnvironmentSettings(new Hashtable(variables.ToDictionary(v => v.Name, v => v.Value)))).Build();
}
