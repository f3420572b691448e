using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;

namespace Platform.Host.Identity.CommandLine;

/// <summary>A verb that carries out one use case on the database and writes what came of it, as text or JSON.</summary>
internal static class IdentityVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <param name="command">The verb; gets the <c>--output</c> option.</param>
    /// <param name="services">Where the use cases come from.</param>
    /// <param name="work">The use case.</param>
    /// <param name="text">What to write for people.</param>
    public static Command Does<T>(
        this Command command, CommandServices services, Func<ParseResult, IServiceProvider, CancellationToken, Task<Result<T>>> work, Func<T, string> text)
    {
        var output = OutputOption.Create();
        command.Options.Add(output);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await work(parsed, await services.WithDatabaseAsync(cancellationToken), cancellationToken);
            if (!result.Ok)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(result.Error.Message);
                return ExitCodes.Failure;
            }

            var json = parsed.GetValue(output) == OutputFormat.Json;
            await parsed.InvocationConfiguration.Output.WriteLineAsync(json ? JsonSerializer.Serialize(result.Value, Json) : text(result.Value));
            return ExitCodes.Success;
        });
        return command;
    }
}
