using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.CommandLine;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts;

/// <summary><c>platform alerts test --channel</c>: sends a test message through a stored channel, with or without the service running.</summary>
internal sealed class AlertsCommand : Command
{
    public AlertsCommand(CommandServices services)
        : base("alerts", "Try out the channels alerts are sent through.")
    {
        var channel = new Option<string>("--channel") { Description = "Name or id of the channel.", Required = true };
        var output = OutputOption.Create();
        var test = new Command("test", "Send a test message through a channel. Exit code 0: the receiver took it; 1: it did not, and why.") { channel, output };
        test.SetAction((parsed, cancellationToken) => RunAsync(services, parsed, parsed.GetValue(channel)!, parsed.GetValue(output), cancellationToken));
        Subcommands.Add(test);
    }

    private static async Task<int> RunAsync(CommandServices services, ParseResult parsed, string nameOrId, OutputFormat format, CancellationToken cancellationToken)
    {
        var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var provider = await services.WithDatabaseAsync(cancellationToken);
        if (await FindAsync(provider, nameOrId.Trim(), cancellationToken) is not { } channel)
        {
            await errors.WriteLineAsync($"There is no channel '{nameOrId}'.");
            return ExitCodes.Failure;
        }

        var tested = await provider.GetRequiredService<TestChannel>().RunAsync(channel.Id, cancellationToken);
        if (!tested.Ok)
        {
            await errors.WriteLineAsync(tested.Error.Message);
            return ExitCodes.Failure;
        }

        var result = tested.Value;
        if (format == OutputFormat.Json) await output.WriteLineAsync(JsonSerializer.Serialize(result, ApiJson.Options));
        else if (result.Sent) await output.WriteLineAsync($"{channel.Name} took the test message.");
        else await errors.WriteLineAsync($"{channel.Name} did not take the test message: {result.Error}");
        return result.Sent ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async Task<AlertChannel?> FindAsync(IServiceProvider provider, string nameOrId, CancellationToken cancellationToken)
    {
        await using var db = await provider.GetRequiredService<IDbContextFactory<StreamHealthDb>>().CreateDbContextAsync(cancellationToken);
        var (id, name) = (Guid.TryParse(nameOrId, out var parsed) ? parsed : Guid.Empty, nameOrId.ToLowerInvariant());
        return await db.Set<AlertChannel>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id || c.SortName == name, cancellationToken);
    }
}
