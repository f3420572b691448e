using System.CommandLine;
using System.Text.Json;
using Platform.Data.Backup;
using Platform.Kernel.CommandLine;

namespace Platform.Host.Backup;

/// <summary><c>platform backup</c>. It does not migrate first: a backup before an upgrade is the most important one.</summary>
internal sealed class BackupCommand : Command
{
    private readonly Option<string?> _to = new("--to")
    {
        Description = "File to write; it must not exist. Without it: a new file in the backup folder.",
        HelpName = "file",
    };

    private readonly Option<OutputFormat> _output = OutputOption.Create();

    public BackupCommand(CommandServices services)
        : base("backup", "Write a consistent, verified copy of the database; the service may run meanwhile. How to restore: docs/operations.md.")
    {
        Options.Add(_to);
        Options.Add(_output);
        SetAction((parsed, cancellationToken) => RunAsync(services, parsed, cancellationToken));
    }

    private async Task<int> RunAsync(CommandServices services, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var made = await services.Provider.GetRequiredService<DatabaseBackup>().CreateAsync(parsed.GetValue(_to), cancellationToken);
        if (!made.Ok)
        {
            await errors.WriteLineAsync(made.Error.Message);
            return ExitCodes.Failure;
        }
        var file = made.Value;
        await output.WriteLineAsync(parsed.GetValue(_output) == OutputFormat.Json
            ? JsonSerializer.Serialize(new { path = file.Path, bytes = file.Bytes, createdAt = file.CreatedAt })
            : $"Backup written to {file.Path} ({file.Bytes / 1048576.0:0.0} MB)");
        return ExitCodes.Success;
    }
}
