namespace Platform.Host.Settings;

/// <summary>Reads the console's settings before anything that uses them is started, then every few seconds what other nodes changed.</summary>
internal sealed partial class SettingsRefresh(SettingsStore store, TimeProvider time, ILogger<SettingsRefresh> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await store.LoadAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The settings of the console could not be read; those read before stay in force")]
    private partial void LogFailed(Exception exception);
}
