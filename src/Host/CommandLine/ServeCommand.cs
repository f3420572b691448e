using System.CommandLine;
using Platform.Data;
using Platform.Host.Settings;
using Platform.Kernel.CommandLine;

namespace Platform.Host.CommandLine;

/// <summary><c>platform serve</c>: runs the service until it is asked to stop.</summary>
internal sealed class ServeCommand : Command
{
    public ServeCommand()
        : base("serve", "Run the service: API, console and scheduler. The default when no verb is given. Settings may follow as --Section:Key=value.")
    {
        TreatUnmatchedTokensAsErrors = false;
    }

    public static async Task<int> RunAsync(string[] settings)
    {
        await using var app = Composition.Build(settings);

        // The host would find these too, but tell them with a stack trace.
        app.Services.GetRequiredService<SettingsCheck>().Require(app.Configuration);
        app.Services.GetRequiredService<DataDirectory>().Ensure();
        var stopping = app.Lifetime.ApplicationStopping; // asked for now: the run disposes of its owner
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop before it had started: a stop like any other.
        }

        return ExitCodes.Success;
    }
}
