using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Platform.Host.CommandLine;
using Platform.Host.Tests.Support;

namespace Platform.Host.Tests.Observability;

public sealed class HealthCommandTests
{
    [Theory]
    [InlineData("http://*:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://+:80;https://+:443", "http://127.0.0.1:80/")]
    [InlineData("http://0.0.0.0:5000", "http://127.0.0.1:5000/")]
    [InlineData("http://[::]:5000", "http://[::1]:5000/")]
    [InlineData("https://monitor.example.org", "https://monitor.example.org/")]
    [InlineData("http://unix:/run/platform.sock", null)]
    [InlineData("", null)]
    public void The_address_is_the_first_one_the_service_listens_on(string urls, string? expected) =>
        Assert.Equal(expected is null ? null : new Uri(expected), HealthCommand.Address(urls));

    [Fact]
    public async Task A_service_that_is_not_there_is_exit_code_1_with_the_reason()
    {
        var (code, _, errors) = await RunAsync("--url", "http://127.0.0.1:1");
        Assert.Equal(1, code);
        Assert.StartsWith("http://127.0.0.1:1/health/ready: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_ready_is_exit_code_0()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal((0, "ready"), await AskAsync(host));
    }

    private static async Task<(int Code, string Output)> AskAsync(ApiHost host)
    {
        var (code, output, _) = await RunAsync("--url", host.Address.ToString());
        return (code, output.Split('\n')[0].Trim());
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var command = new HealthCommand(new ConfigurationBuilder().Build());
        var code = await command.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
