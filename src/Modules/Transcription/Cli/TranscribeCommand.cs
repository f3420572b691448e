using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;
using Platform.Transcription.Cli.State;

namespace Platform.Transcription.Cli;

/// <summary><c>platform transcribe</c>: stt-faster's command line. Works whether or not the service runs, and needs no database.</summary>
internal static class TranscribeCommand
{
    public static Command Create(CommandServices services) => Create(services, new TranscribeOptions());

    public static Command Create(CommandServices services, TranscribeOptions options)
    {
        return new Command("transcribe", "Write down what is said in recordings, here and now, without the service's queue.")
        {
            options.DbPath,
            new ProcessCommand(services, options),
            new FileCommand(services, options),
            new CompareCommand(services, options),
            new StatusCommand(options),
            new RecordCommand(options),
        };
    }

    public static IServiceCollection AddTranscribeCommand(this IServiceCollection services) => services.AddSingleton<TranscribeFile>();

    /// <summary>The order the options, the environment and the preset make; what has no effect is said on stderr.</summary>
    public static async Task<Result<RunOrder>> OrderAsync(this TranscribeOptions options, ParseResult parsed, CommandServices services, string? preset, CancellationToken cancellationToken)
    {
        var order = await new OrderFromOptions(services).MakeAsync(
            preset, parsed.GetValue(options.Language), parsed.GetValue(options.Engine), parsed.GetValue(options.Model), parsed.GetValue(options.Format) ?? "txt", parsed.GetValue(options.Steps), options.Variables(), cancellationToken);
        if (order.Ok) foreach (var warning in order.Value.Environment.Warnings) await parsed.InvocationConfiguration.Error.WriteLineAsync($"Warning: {warning}");
        return order;
    }

    public static Result<StateFile> OpenState(this TranscribeOptions options, ParseResult parsed) => StateFile.Open(parsed.GetValue(options.DbPath) ?? StateFile.DefaultPath, TimeProvider.System.GetUtcNow());

    public static async Task<int> FailAsync(this ParseResult parsed, Error error)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync($"Error: {error.Message}");
        return ExitCodes.Failure;
    }

    public static Task WriteJsonAsync(this ParseResult parsed, object value) => parsed.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(value, ApiJson.Options));
}
