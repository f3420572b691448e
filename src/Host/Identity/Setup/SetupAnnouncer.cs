namespace Platform.Host.Identity.Setup;

/// <summary>Prints the set-up link once the service listens, as long as nobody can sign in.</summary>
internal sealed partial class SetupAnnouncer(SetupLink link, IHostApplicationLifetime lifetime, ILogger<SetupAnnouncer> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var atStart = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        if (await link.GetAsync(stoppingToken) is { } url) Announce(url);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody can sign in yet. Make the first administrator at {Url} (works once, until the next start)")]
    private partial void Announce(Uri url);
}
