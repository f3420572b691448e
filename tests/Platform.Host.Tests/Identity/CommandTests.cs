using System.CommandLine;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Data;
using Platform.Host.Identity.CommandLine;
using Platform.Host.Tests.Support;
using Platform.Kernel.CommandLine;

namespace Platform.Host.Tests.Identity;

/// <summary><c>platform user</c> and <c>platform apikey</c> on a database nobody has started yet.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly HostApp _app = new();
    private readonly RootCommand _root;

    public CommandTests()
    {
        var services = new CommandServices(
            new ConfigurationBuilder().Build(), () => _app.Services, (provider, ct) => provider.GetRequiredService<MigrationRunner>().RunAsync(ct));
        _root = [new UserCommand(services), new ApiKeyCommand(services)];
    }

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_user_is_added_listed_changed_and_deleted()
    {
        await SucceedsAsync($"user add ana --role admin --password-stdin", HostApp.Password);
        await SucceedsAsync("user add bob --password-stdin", HostApp.Password);
        await SucceedsAsync("user set-role bob operator");
        await SucceedsAsync("user disable bob");
        var list = JsonDocument.Parse(await SucceedsAsync("user list --output json")).RootElement;
        await SucceedsAsync("user enable bob");
        await SucceedsAsync("user delete bob");
        var text = await SucceedsAsync("user list");

        var bob = list.EnumerateArray().Single(u => u.GetProperty("name").GetString() == "bob");
        Assert.Equal("operator", bob.GetProperty("role").GetString());
        Assert.True(bob.GetProperty("disabled").GetBoolean());
        Assert.Contains("ana", text, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_password_is_replaced()
    {
        await _app.AdminAsync();

        await SucceedsAsync("user set-password ana --password-stdin", "another-horse-battery");

        using var browser = _app.Browse();
        using var answer = await browser.SignInAsync("ana", "another-horse-battery");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    [Theory]
    [InlineData("user set-role nobody viewer", "There is no user 'nobody'.")]
    [InlineData("user add bob --password-stdin", "at least 10 characters")]
    [InlineData("user delete ana", "last enabled administrator")]
    [InlineData("apikey revoke mo_unknown", "There is no api_key")]
    public async Task What_cannot_be_done_is_said_on_stderr(string line, string message)
    {
        await _app.AdminAsync();

        var (code, output, error) = await RunAsync(line, "short");

        Assert.Equal(ExitCodes.Failure, code);
        Assert.Empty(output);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_printed_alone_and_works_until_revoked()
    {
        var key = (await SucceedsAsync("apikey create playout --role viewer")).Trim();

        using var program = _app.WithKey(key);
        using var before = await program.GetAsync(new Uri("/api/v1/me", UriKind.Relative));
        var list = await SucceedsAsync("apikey list");
        await SucceedsAsync($"apikey revoke {key[..9]}");
        using var after = await program.GetAsync(new Uri("/api/v1/me", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Contains("playout", list, StringComparison.Ordinal);
        await after.AssertProblemAsync(HttpStatusCode.Unauthorized, "auth.key_revoked");
    }

    private async Task<string> SucceedsAsync(string line, string input = "")
    {
        var (code, output, error) = await RunAsync(line, input);
        Assert.True(code == ExitCodes.Success, error);
        return output;
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string line, string input)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var standardInput = System.Console.In;
        System.Console.SetIn(new StringReader(input));
        try
        {
            var code = await _root.Parse(line).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
            return (code, output.ToString(), error.ToString());
        }
        finally
        {
            System.Console.SetIn(standardInput);
        }
    }
}
