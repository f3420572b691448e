using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Tests.Monitoring;

/// <summary>Rows for tests that need many, or some that cannot come about in a moment.</summary>
internal static class Seeds
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public static MonitoredStream Stream(string url = "http://127.0.0.1:8000/live.mp3", string name = "Radio One", DateTimeOffset? at = null) =>
        new StreamDefinition
        {
            Identity = StreamId.Of(url),
            Url = url,
            Name = name,
            Tags = [],
            Enabled = false, // or the scheduler would find it and check it
            Terms = new StreamInput { Schedule = "cron 0 3 1 1 *", Phase = 3 },
        }.ToStream(at ?? Start);

    public static CheckResult Result(Guid streamId, DateTimeOffset at, StreamState state = StreamState.Healthy, int score = 100) => new()
    {
        Id = Guid.CreateVersion7(at),
        StreamId = streamId,
        StartedAt = at,
        DurationMs = 10_500,
        Phase = 3,
        State = state,
        Score = score,
        Reason = state == StreamState.Healthy ? null : "Silent for 10.0 s",
        Findings = state == StreamState.Healthy ? "" : "audio.silent",
        FirstByteMs = 12.5,
        Lufs = -20.1,
        Title = "A song",
    };

    public static CheckReport Report(Guid id, DateTimeOffset at) => new()
    {
        TestRunId = id,
        StreamId = "0123456789abcdef",
        StreamUrl = "http://127.0.0.1:8000/live.mp3",
        Timestamp = at,
        Phase = 3,
        Connectivity = new Connectivity { Status = ConnectivityStatus.Success, HttpStatus = 200 },
    };
}
