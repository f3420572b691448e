using Platform.Scheduling;

namespace SamplePlugin;

internal sealed class TidyJob : IPlatformJob
{
    public string Key => "sample.tidy";

    public string Name => "Tidy the sample";

    public string Description => "Does a little work in three steps, to show progress and a log.";

    public string Category => "Sample";

    public Schedule? DefaultSchedule => Schedule.Parse("every 6h").Value;

    public async Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        for (var step = 1; step <= 3; step++)
        {
            run.Report(step / 3.0, $"step {step}");
            await Task.Delay(50, cancellationToken);
        }
    }
}
