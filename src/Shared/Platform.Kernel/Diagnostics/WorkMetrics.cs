using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Platform.Kernel.Diagnostics;

/// <summary>What every piece of scheduled work reports about itself: how many run, how they ended, how long they took.</summary>
public sealed class WorkMetrics
{
    private readonly Counter<long> _finished;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _running;

    public WorkMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(PlatformTelemetry.Name);
        _finished = meter.CreateCounter<long>("platform.jobs.finished", description: "Runs of jobs and scheduled work that ended, by job, lane and outcome.");
        _running = meter.CreateUpDownCounter<long>("platform.jobs.running", description: "Runs of jobs and scheduled work going on now, by job and lane.");
        _duration = meter.CreateHistogram<double>(
            "platform.job.duration",
            "s",
            "Duration of runs of jobs and scheduled work.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800] });
    }

    /// <summary>Begins a run.</summary>
    /// <param name="job">The job's key or the work's kind, never the id of an item: it becomes a label.</param>
    /// <param name="lane">The lane it runs in.</param>
    public Run Start(string job, string lane)
    {
        _running.Add(1, Tags(job, lane));
        return new Run(this, job, lane, Stopwatch.GetTimestamp());
    }

    private static TagList Tags(string job, string lane) => new() { { "job", job }, { "lane", lane } };

    /// <summary>A run that was begun; say how it ended with <see cref="Finish"/>.</summary>
    public readonly struct Run
    {
        private readonly WorkMetrics _metrics;
        private readonly string _job;
        private readonly string _lane;
        private readonly long _started;

        internal Run(WorkMetrics metrics, string job, string lane, long started) =>
            (_metrics, _job, _lane, _started) = (metrics, job, lane, started);

        /// <summary>Ends the run. Call it once.</summary>
        /// <param name="outcome">A word of a small set: <c>succeeded</c>, <c>failed</c>, <c>cancelled</c>.</param>
        public void Finish(string outcome)
        {
            var tags = Tags(_job, _lane);
            _metrics._running.Add(-1, tags);
            tags.Add("outcome", outcome);
            _metrics._finished.Add(1, tags);
            _metrics._duration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, tags);
        }
    }
}
