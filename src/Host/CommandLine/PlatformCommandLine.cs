using System.CommandLine;
using Platform.Data;
using Platform.Host.Backup;
using Platform.Host.Identity.CommandLine;
using Platform.Kernel.CommandLine;
using Platform.Scheduling.CommandLine;
using Platform.Speech.CommandLine;

namespace Platform.Host.CommandLine;

/// <summary>The verbs of the one binary: the host's own and those of the modules.</summary>
internal static class PlatformCommandLine
{
    // What a command prints is its own; the log goes to stderr and holds only what is wrong.
    private static readonly string[] Quiet = ["--Logging:ToStandardError=true", "--Logging:LogLevel:Default=Warning"];

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await InvokeAsync(args);
        }
        catch (Exception e) when (StartProblem.Explain(e) is { } problem)
        {
            await System.Console.Error.WriteLineAsync(problem);
            return ExitCodes.Failure;
        }
    }

    private static async Task<int> InvokeAsync(string[] args)
    {
        if (Serves(args, out var settings)) return await ServeCommand.RunAsync(settings);

        var configuration = Composition.ReadConfiguration([]);
        var services = new CommandServices(
            configuration,
            () => Composition.Build(Quiet).Services,
            (provider, cancel) => provider.GetRequiredService<MigrationRunner>().RunAsync(cancel));
        var root = new RootCommand("MediaOps Platform: monitors streams, and runs media work, for radio stations, broadcasters and podcasters.")
        {
            new ServeCommand(),
            new BackupCommand(services),
            new ConfigCommand(services),
            new HealthCommand(configuration),
            JobsCommand.Create(services),
            ModelsCommand.Create(services),
            new VersionCommand(),
            new UserCommand(services),
            new ApiKeyCommand(services),
        };
        Composition.LoadModules(configuration).ForEachEnabled(module =>
        {
            foreach (var command in module.Commands(services)) root.Add(command);
        });

        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
    }

    // Without a verb the service is started: "platform", "platform --Urls=http://*:80". Everything after the verb is configuration.
    private static bool Serves(string[] args, out string[] settings)
    {
        settings = args is ["serve", .. var rest] ? rest : args;
        if (settings.Any(a => a is "--help" or "-h" or "-?" or "/?")) return false;
        return args.Length == 0 || args[0] == "serve" || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0] != "--version");
    }
}
